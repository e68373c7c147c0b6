import { describe, expect, it } from 'vitest';
import { STRATEGY_IDS } from '../../../server/src/authoring/sidekiq/answers.js';
import { INITIALIZER, PATHS } from '../../../server/src/authoring/sidekiq/migration.js';
import { problemsIn } from '../../support/sidekiq.js';
import { started } from './support.js';

const HASHES = `Sidekiq.configure_server do |config|
  config.redis = { url: ENV.fetch("REDIS_URL"), ssl_params: { verify_mode: 0 } }
  config.periodic do |jobs|
    jobs.register("0 * * * *", "HourlyJob")
  end
end

Sidekiq.configure_client do |config|
  config.redis = { url: ENV.fetch("REDIS_URL"), ssl_params: { verify_mode: 0 } }
end
`;

/** As sidekiq-cron's README has it, in one line and by itself. */
const CRON = HASHES.replace(
  / {2}config\.periodic(?:.*\n)*? {2}end\n/,
  '  config.on(:startup) { Sidekiq::Cron::Job.load_from_hash YAML.load_file("config/schedule.yml") }\n',
);

const VARIABLE = `redis = { url: ENV.fetch("REDIS_URL"), network_timeout: 5 }
Sidekiq.configure_server { |config| config.redis = redis }
Sidekiq.configure_client { |config| config.redis = redis }
`;

describe.each(STRATEGY_IDS)('what is written for %s', strategy => {
  it.each([
    ['blocks with hashes', HASHES],
    ['a variable that both have', VARIABLE],
    ['a schedule of sidekiq-cron', CRON],
    ['no initializer', '# frozen_string_literal: true\n'],
  ])('has nothing that our own rules find: %s', (_, text) => {
    const files = {
      'Gemfile.lock': 'GEM\n  specs:\n    sidekiq (7.3.9)\n    sidekiq-cron (2.3.1)\n',
      'config/schedule.yml': 'nightly:\n  cron: "0 3 * * *"\n  class: NightlyJob\n',
      [INITIALIZER]: text,
    };
    const underway = started(files, { strategy, uses: ['periodic'], cron: '2.3.1' });
    for (const path of [INITIALIZER, PATHS.move, PATHS.verify]) {
      const said = problemsIn(path, underway).map(({ rule, message }) => `${rule}: ${message}`);
      expect(said).toEqual([]);
    }
  });
});
