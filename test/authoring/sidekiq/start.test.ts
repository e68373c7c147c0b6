import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finishMigration } from '../../../server/src/authoring/sidekiq/finish.js';
import { INITIALIZER, PATHS } from '../../../server/src/authoring/sidekiq/migration.js';
import { startMigration } from '../../../server/src/authoring/sidekiq/start.js';
import { isVerified } from '../../../server/src/authoring/sidekiq/verified.js';
import { parseConfig } from '../../../server/src/rules/config.js';
import { ANSWERS, applicationOf, changed, type Files, NEW, OLD, started, TEAM } from './support.js';

const USUAL = `# frozen_string_literal: true

require "sidekiq"

# Where the jobs are
Sidekiq.configure_server do |config|
  config.redis = { url: ENV["REDIS_URL"], network_timeout: 5 }
  config.logger.level = Logger::WARN
end

Sidekiq.configure_client do |config|
  config.redis = { url: ENV["REDIS_URL"], network_timeout: 5 }
end
`;

const CHOICE = `DRAINS_OLD_REDIS ? ${OLD} : ${NEW}`;

function initializer(text: string, answers = {}): string {
  return started({ [INITIALIZER]: text }, answers)[INITIALIZER] ?? '';
}

function refusal(text: string): string {
  const migration = startMigration(applicationOf({ [INITIALIZER]: text }), ANSWERS);
  return 'refused' in migration ? migration.refused : '';
}

/** The files once the migration is finished too. */
function finished(files: Files, ending = {}): Files {
  const migration = finishMigration(applicationOf(files), {
    decommissioned: null,
    hasLeftovers: false,
    ...ending,
  });
  if ('refused' in migration) throw new Error(migration.refused);
  return changed(files, migration.changes);
}

describe('starting a migration', () => {
  it('has clients and all but draining servers on the new Redis', () => {
    const text = initializer(USUAL);
    expect(text).toContain(
      `config.redis = { url: ${CHOICE}, network_timeout: 5 }\n  config.logger`,
    );
    expect(text).toContain(`config.redis = { url: ${NEW}, network_timeout: 5 }\nend`);
    expect(text).not.toContain('"REDIS_URL"');
  });

  it('says what drains above the first block and its comment, and adds the middleware last', () => {
    const text = initializer(USUAL);
    const order = [
      'require "sidekiq"',
      '# >>> cronwright',
      'DRAINS_OLD_REDIS = ENV["SIDEKIQ_DRAIN_OLD"] == "1"',
      '# <<< cronwright',
      '# Where the jobs are',
      'Sidekiq.configure_client',
      'class EnqueueToNew',
      'chain.add EnqueueToNew } if DRAINS_OLD_REDIS',
    ].map(part => text.indexOf(part));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('writes scripts for the user’s names, a runbook, and the entry of cronwright.yml', () => {
    const files = started({ [INITIALIZER]: USUAL, [TEAM]: 'zones: [Europe/Berlin]\n' });
    for (const path of [PATHS.move, PATHS.verify]) {
      expect(files[path]).toContain(OLD);
      expect(files[path]).not.toContain('SIDEKIQ_OLD_REDIS_URL');
    }
    expect(files[PATHS.runbook]).toContain('Set `NEW_URL` for every process');
    const { config, problems } = parseConfig(files[TEAM] ?? '');
    expect(problems).toEqual([]);
    expect(config.zones).toEqual(['Europe/Berlin']);
    expect(config.sidekiq).toEqual({
      processes: 4,
      migration: { state: 'underway', old: ['OLD_URL'], new: ['NEW_URL'] },
    });
  });

  it('writes an initializer where there is none', () => {
    const text = started({})[INITIALIZER];
    expect(text).toContain(`config.redis = { url: ${CHOICE} }`);
    expect(text).toContain(
      `Sidekiq.configure_client do |config|\n  config.redis = { url: ${NEW} }`,
    );
  });

  it('loads the application where the addresses are constants of it', () => {
    const constants = {
      old: { kind: 'constant', name: 'LYMO_OLD_URL' },
      new: { kind: 'constant', name: 'Settings::NEW_URL' },
    };
    const files = started({ [INITIALIZER]: USUAL }, constants as object);
    expect(files[INITIALIZER]).toContain('DRAINS_OLD_REDIS ? LYMO_OLD_URL : Settings::NEW_URL');
    expect(files[PATHS.move]).toContain('require_relative "../config/environment"');
    expect(files[PATHS.move]).toContain('Server.new("the old Redis", LYMO_OLD_URL)');
  });

  it('tosses the coin where that is asked for', () => {
    expect(initializer(USUAL, { strategy: 'coin-toss' })).toContain(
      'DRAINS_OLD_REDIS = rand < 0.5\n',
    );
  });

  it('keeps a variable that holds the address of Sidekiq alone', () => {
    const text = initializer(
      'url = ENV["REDIS_URL"]\nSidekiq.configure_server { |c| c.redis = { url: url } }\nSidekiq.configure_client { |c| c.redis = { url: url } }\n',
    );
    expect(text).toContain(`url = ${NEW}\n`);
    expect(text).toContain(`{ |c| c.redis = { url: DRAINS_OLD_REDIS ? ${OLD} : url } }`);
    expect(text).toContain('configure_client { |c| c.redis = { url: url } }');
  });

  it('leaves a variable alone that something else reads too', () => {
    const text = initializer(
      'url = ENV["REDIS_URL"]\nRails.cache = cache(url)\nSidekiq.configure_server { |c| c.redis = { url: url } }\nSidekiq.configure_client { |c| c.redis = { url: url } }\n',
    );
    expect(text).toContain('url = ENV["REDIS_URL"]\n');
    expect(text).toContain(`configure_client { |c| c.redis = { url: ${NEW} } }`);
  });

  it('changes a hash that both blocks use in one place', () => {
    const text = initializer(
      'redis = { url: ENV["REDIS_URL"], ssl_params: { verify_mode: OpenSSL::SSL::VERIFY_NONE } }\nSidekiq.configure_server { |c| c.redis = redis }\nSidekiq.configure_client { |c| c.redis = redis }\n',
    );
    expect(text).toContain(`redis = { url: ${NEW}, ssl_params:`);
    expect(text).toContain(`c.redis = DRAINS_OLD_REDIS ? redis.merge(url: ${OLD}) : redis }`);
    expect(text).toContain('configure_client { |c| c.redis = redis }');
    expect(text).toContain(
      `create(url: ${NEW}, ssl_params: { verify_mode: OpenSSL::SSL::VERIFY_NONE })`,
    );
  });

  it('merges the address into what a method gives', () => {
    const text = initializer(
      'Sidekiq.configure_server { |c| c.redis = App.redis(:jobs) }\nSidekiq.configure_client { |c| c.redis = A || B }\n',
    );
    expect(text).toContain(`c.redis = App.redis(:jobs).merge(url: ${CHOICE}) }`);
    expect(text).toContain(`c.redis = (A || B).merge(url: ${NEW}) }`);
  });

  it('gives the address to a block that takes the default one, and to a side without a block', () => {
    const text = initializer(
      'Sidekiq.configure_server do |config|\n  config.concurrency = 5\nend\n',
    );
    expect(text).toContain(
      `do |config|\n  config.redis = { url: ${CHOICE} }\n  config.concurrency`,
    );
    expect(text).toContain(
      `Sidekiq.configure_client do |config|\n  config.redis = { url: ${NEW} }\nend`,
    );
  });

  it('registers no periodic jobs where the old Redis is drained', () => {
    const text = initializer(
      'Sidekiq.configure_server do |config|\n  config.redis = { url: X }\n  config.periodic do |jobs|\n    jobs.register("0 * * * *", "Hourly")\n  end\nend\n',
    );
    expect(text).toContain('  end unless DRAINS_OLD_REDIS\nend');
    const cron = initializer(USUAL, { cron: '2.3.1', uses: ['periodic'] });
    expect(cron).toContain('cron.cron_poll_interval = 0 } if DRAINS_OLD_REDIS\nend');
  });

  it.each([
    ['config.periodic { |jobs| jobs.register("0 * * * *", "Hourly") }', ''],
    ['Sidekiq.schedule = YAML.load_file("a.yml")', ' if Rails.env.production?'],
    ['Rails.env.test? || Sidekiq::Cron::Job.create(name: "a", class: "A")', ''],
  ])('registers none, and takes that out again: %s', (call, after) => {
    const text = `Sidekiq.configure_server do |config|\n  config.redis = { url: ${NEW} }\n  ${call}${after}\nend\nSidekiq.configure_client { |config| config.redis = { url: ${NEW} } }\n`;
    const files = started({ [INITIALIZER]: text });
    expect(files[INITIALIZER]).toContain(`${call} unless DRAINS_OLD_REDIS${after}\n`);
    expect(finished(files)[INITIALIZER]).toBe(text);
  });

  it('leaves alone what is registered before it is known what drains, or behind a condition', () => {
    const text = `Sidekiq.schedule = A\nSidekiq.configure_server do |c|\n  c.redis = { url: X }\n  Sidekiq.schedule = B if leader?\nend\n`;
    expect(initializer(text)).not.toContain('unless');
  });

  it.each(['ENV.fetch("OLD_URL", "redis://localhost")', 'ENV["OLD_URL"] || "redis://localhost"'])(
    'says that the default of %s is gone',
    url => {
      const text = `Sidekiq.configure_server { |c| c.redis = { url: ${url} } }\n`;
      const migration = startMigration(applicationOf({ [INITIALIZER]: text }), ANSWERS);
      expect('notes' in migration && migration.notes.join()).toContain('`OLD_URL` had a default');
    },
  );

  it.each([
    ['c.redis = { host: "a", port: 1 }', '`host:`'],
    ['c.redis = { url: A, namespace: "x" }', '`namespace:`'],
    ['c.redis = ConnectionPool.new { Redis.new }', 'ConnectionPool'],
    ['c.redis = { url: A }; c.redis = { url: B }', '2 places'],
    ['c.redis = { url: ', 'Ruby can’t read it'],
  ])('refuses %s and says what to change', (code, says) => {
    expect(refusal(`Sidekiq.configure_server { |c| ${code} }\n`)).toContain(says);
  });

  it('refuses to start twice, and to overwrite a script that is not its own', () => {
    const files = started({ [INITIALIZER]: USUAL });
    expect(startMigration(applicationOf(files), ANSWERS)).toHaveProperty('refused');
    const taken = { [INITIALIZER]: USUAL, [PATHS.move]: 'puts 1\n' };
    expect(startMigration(applicationOf(taken), ANSWERS)).toMatchObject({
      refused: expect.stringContaining(PATHS.move),
    });
  });
});

/** Initializers by what is in them, and what the address is written as. */
const SHAPES: readonly ((url: string) => string)[] = [
  url => USUAL.replaceAll('ENV["REDIS_URL"]', url),
  url =>
    `url = ${url}\nSidekiq.configure_server { |c| c.redis = { url: url } }\nSidekiq.configure_client { |c| c.redis = { url: url } }\n`,
  url =>
    `options = { url: ${url}, timeout: 2 }\nSidekiq.configure_client do |c|\n  c.redis = options\nend\nSidekiq.configure_server do |c|\n  c.redis = options\nend\n`,
  url =>
    `if Rails.env.production?\n  Sidekiq.configure_server do |config|\n    config.redis = { :url => ${url} }\n    config.periodic do |mgr|\n      mgr.register "0 0 * * *", "A"\n    end\n  end\nend\nSidekiq.configure_client { |config| config.redis = { "url" => ${url} } }\n\n# the end\n__END__\nnotes\n`,
  url =>
    `module Jobs # ünïcödé 🚀\n  Sidekiq.configure_server { |c| c.redis = { url: ${url} } }\n  Sidekiq.configure_client { |c| c.redis = { url: ${url} } }\nend\n`,
];

describe('finishing a migration', () => {
  it('leaves all as it was before, but for the new address', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SHAPES),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('', '\n', '\n\n'),
        fc.constantFrom<string | null>(
          null,
          'zones: [UTC]\n',
          'zones: [UTC]',
          'sidekiq:\n  processes: 2\n\n',
          '# none\n',
        ),
        fc.constantFrom('drainer', 'two-processes', 'coin-toss'),
        (shape, eol, last, team, strategy) => {
          const text = (url: string) =>
            (shape(url).trimEnd() + (shape(url).includes('__END__') ? '\n' : last)).replaceAll(
              '\n',
              eol,
            );
          const others = { 'app/a.rb': 'A\n', ...(team === null ? {} : { [TEAM]: team }) };
          const files = started({ ...others, [INITIALIZER]: text('ENV["REDIS_URL"]') }, {
            strategy,
          } as object);
          expect(finished(files)).toEqual({ ...others, [INITIALIZER]: text(NEW) });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes nothing away that was written meanwhile', () => {
    const files = started({ [INITIALIZER]: USUAL });
    const edited = {
      ...files,
      [INITIALIZER]: files[INITIALIZER]?.replace('Logger::WARN', 'Logger::INFO') ?? '',
    };
    expect(finished(edited)[INITIALIZER]).toBe(
      USUAL.replaceAll('ENV["REDIS_URL"]', NEW).replace('Logger::WARN', 'Logger::INFO'),
    );
  });

  it('leaves a mark with the day, and the entry while something still names the old Redis', () => {
    const files = finished(started({ [INITIALIZER]: USUAL }), {
      decommissioned: '2026-11-24',
      hasLeftovers: true,
    });
    expect(files[INITIALIZER]).toContain('# The old Redis was decommissioned 2026-11-24.\n');
    expect(parseConfig(files[TEAM] ?? '').config.sidekiq.migration).toEqual({
      state: 'done',
      old: ['OLD_URL'],
      new: ['NEW_URL'],
    });
  });

  it('refuses where none is under way', () => {
    expect(() => finished({ [INITIALIZER]: USUAL })).toThrow('No migration is under way');
  });

  it('takes only a verifier’s own word', () => {
    expect(isVerified('…\nVerified: the old Redis has no work left.\n')).toBe(true);
    expect(isVerified('…\nNot yet: there is work left in schedule.\n')).toBe(false);
    expect(isVerified('Verified: the old Redis has no work left.\r\n')).toBe(true);
    expect(isVerified('Verified: the new Redis has no work left.\n')).toBe(false);
    expect(isVerified('')).toBe(false);
  });
});
