import { describe, expect, it } from 'vitest';
import { expressionOf, readAddress } from '../../../server/src/authoring/sidekiq/address.js';
import { foundIn } from '../../../server/src/authoring/sidekiq/found.js';
import { oddsOf, strategiesFor } from '../../../server/src/authoring/sidekiq/strategies.js';

describe('an address', () => {
  it.each([
    ['REDIS_URL', '', 'ENV.fetch("REDIS_URL")'],
    ['ENV["REDIS_URL"]', '', 'ENV.fetch("REDIS_URL")'],
    [" ENV.fetch('REDIS_URL') ", '', 'ENV.fetch("REDIS_URL")'],
    ['LYMO_OLD_URL', 'c.redis = { url: LYMO_OLD_URL }', 'LYMO_OLD_URL'],
    ['LYMO_OLD_URL', 'c.redis = { url: ENV["LYMO_OLD_URL"] }', 'ENV.fetch("LYMO_OLD_URL")'],
    ['Settings::Redis::URL', '', 'Settings::Redis::URL'],
    ['::OLD_URL', '', '::OLD_URL'],
  ])('%s (in %j) is read from %s', (text, ruby, expression) => {
    const address = readAddress(text, ruby);
    expect(address && expressionOf(address)).toBe(expression);
  });

  it.each(['', 'redis_url', 'redis://host:6379/0', 'ENV[x]', 'A; system("x")', 'Settings.redis'])(
    'is not %j',
    text => expect(readAddress(text, '')).toBe(null),
  );
});

describe('what an application says by itself', () => {
  const gems = (...names: string[]) => new Map(names.map(name => [name, '7.3.9'] as const));

  it('is its edition, by its gems', () => {
    expect(foundIn(gems('sidekiq'), '', []).edition).toBe('oss');
    expect(foundIn(gems('sidekiq', 'sidekiq-pro'), '', []).edition).toBe('pro');
    expect(foundIn(gems('sidekiq-pro', 'sidekiq-ent'), '', []).edition).toBe('enterprise');
    expect(foundIn(gems(), '', []).version).toBe(null);
  });

  it('is what it uses, by its Ruby and its gems', () => {
    expect(foundIn(gems('sidekiq'), '', ['batches = 1', 'unique = true']).uses).toEqual([]);
    expect(
      foundIn(gems('sidekiq'), '', [
        'batch = Sidekiq::Batch.new',
        'config.periodic do |jobs|',
        'sidekiq_options unique_for: 10.minutes',
      ]).uses,
    ).toEqual(['batches', 'periodic', 'unique']);
    expect(foundIn(gems('sidekiq-cron', 'sidekiq-unique-jobs'), '', []).uses).toEqual([
      'periodic',
      'unique',
    ]);
  });

  it.each([
    ['{ url: ENV["A_URL"] }', 'A_URL'],
    ['{ :url => ENV.fetch("A_URL", nil) }', 'A_URL'],
    ['{ url: Settings::URL }', 'Settings::URL'],
    ['redis_url = ENV["A_URL"]', 'A_URL'],
    ['{ url: "redis://old" }', undefined],
  ])('is the old address: %s', (text, name) => {
    expect(foundIn(gems(), text, []).old?.name).toBe(name);
  });
});

describe('the strategies', () => {
  const strategies = (processes: number) =>
    strategiesFor({ processes, edition: 'pro', uses: ['batches'] });

  it('have the fixed switch first, and capsules as what can’t be chosen', () => {
    expect(strategies(4).map(({ id }) => id)).toEqual([
      'drainer',
      'two-processes',
      'coin-toss',
      null,
    ]);
    expect(strategies(4)[0]?.reason).toContain('suits batches and super_fetch');
    expect(strategies(4)[3]?.reason).toMatch(/^Never: /);
  });

  it.each([
    [1, '50 %', '100 %'],
    [2, '25 %', '97 %'],
    [4, '6.25 %', '54 %'],
    [8, '0.4 %', '4.59 %'],
    [16, 'less than 0.1 %', 'less than 0.1 %'],
  ])('tell the odds of a coin toss of %i processes', (processes, deploy, overall) => {
    const reason = strategies(processes)[2]?.reason ?? '';
    expect(reason).toContain(`${deploy} of deploys leave nobody on the old Redis`);
    expect(reason).toContain(`over 12 deploys the odds of that are ${overall}`);
  });

  it('toss as chance does', () => {
    const { deploy } = oddsOf(2);
    expect(deploy).toBe(0.25);
  });
});
