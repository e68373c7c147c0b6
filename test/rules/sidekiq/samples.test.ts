import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { INITIALIZER, locked, problemsIn, said } from '../../support/sidekiq.js';

const FIXTURES = new URL('../../fixtures/sidekiq/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, FIXTURES), 'utf8');
const sample = (name: string) => read(`samples/${name}`);

describe('four ways to move Sidekiq that were published', () => {
  it('a coin toss: the odds are told where it stands, before anything uses it', () => {
    expect(said(sample('coin-toss-line.rb'))).toEqual(['random-server: rand < 0.5']);
  });

  it('a whole initializer with it: the toss, and the name that only clients would miss', () => {
    const text = sample('coin-toss.rb');
    // what the client pushes to is not known, so nothing is said of the two sides
    expect(said(text)).toEqual(['random-server: rand < 0.5', 'undefined-url: new_redis_url']);
    const [, name] = problemsIn(INITIALIZER, { [INITIALIZER]: text });
    expect(name?.severity).toBe('error');
    expect(name?.message).toMatch(/The server will still boot/);
    expect(name?.message).toMatch(/Did you mean `SHOP_SIDEKIQ_NEW_REDIS_URL`\?$/);
  });

  it('capsules: no capsule has a Redis, and both names are of nothing', () => {
    // of the capsule's own URL nothing more is said: the line can't stay
    expect(said(sample('capsules.rb'), locked('7.3.9'))).toEqual([
      'undefined-url: new_redis_url',
      'capsule-redis: cap.redis',
      'undefined-url: new_redis_url',
    ]);
  });

  it('two processes with two files: the files are where the fault is, not the initializer', () => {
    const files = {
      [INITIALIZER]: sample('two-processes.rb'),
      'config/sidekiq_new.yml': sample('sidekiq_new.yml'),
      'config/sidekiq_old.yml': sample('sidekiq_old.yml'),
    };
    expect(said(sample('two-processes.rb'), files)).toEqual([]);
    for (const path of ['config/sidekiq_new.yml', 'config/sidekiq_old.yml'])
      expect(problemsIn(path, files)).toMatchObject([
        { rule: 'sidekiq/yml-redis', severity: 'warning' },
      ]);
  });
});

/** Sidekiq 6 takes what 7 refuses. */
const VERSIONS: Readonly<Record<string, string>> = {
  'sidekiq-6-pool.rb': '6.5.12',
  'sidekiq-6-namespace.rb': '6.5.12',
};

/** A drain is told of where the team has not told of it. */
const UNDERWAY = {
  'cronwright.yml':
    'sidekiq: { migration: { state: underway, old: [SIDEKIQ_OLD_REDIS_URL], new: [SIDEKIQ_NEW_REDIS_URL] } }\n',
};

describe('a correct initializer', () => {
  const names = readdirSync(new URL('correct/', FIXTURES));

  it.each(names)('%s: nothing is said of it, not even a hint', name => {
    const files = locked(VERSIONS[name] ?? '7.3.9');
    const around = name.startsWith('drain-') ? { ...files, ...UNDERWAY } : files;
    expect(said(read(`correct/${name}`), around)).toEqual([]);
  });

  it.each(names)('%s: nothing is said of it beside the others', name => {
    const others = names.map(other => [`lib/${other}`, read(`correct/${other}`)]);
    const files = { ...Object.fromEntries(others), ...locked(VERSIONS[name] ?? '7.3.9') };
    const around = name.startsWith('drain-') ? { ...files, ...UNDERWAY } : files;
    // one of the others is being drained, and periodic jobs would fire for both
    const found = said(read(`correct/${name}`), around);
    expect(found.filter(one => !one.startsWith('double-periodic'))).toEqual([]);
  });

  it('with a switch for draining gets a hint where nobody says that it is a migration', () => {
    expect(said(read('correct/drain-by-switch.rb'))).toEqual(['two-readers: config.redis']);
  });
});
