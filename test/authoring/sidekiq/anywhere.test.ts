import fc from 'fast-check';
import { expect, it } from 'vitest';
import { finishMigration } from '../../../server/src/authoring/sidekiq/finish.js';
import { MARK, SWITCH } from '../../../server/src/authoring/sidekiq/marks.js';
import { INITIALIZER } from '../../../server/src/authoring/sidekiq/migration.js';
import { startMigration } from '../../../server/src/authoring/sidekiq/start.js';
import { rubyParser } from '../../support/ruby.js';
import { ANSWERS, applicationOf, changed } from './support.js';

const PIECES = [
  'Sidekiq.configure_server do |config|\n',
  'Sidekiq.configure_client { |c| c.redis = { url: ENV["A"] } }\n',
  '  config.redis = { url: ENV["A"], timeout: 5 }\n',
  '  config.redis = redis\n',
  '  config.redis = { **redis, size: 1 }\n',
  '  config.periodic do |jobs|\n',
  'redis = { url: url }\n',
  'url = ENV["A"] || "redis://"\n',
  'end\n',
  '# a comment, ünïcödé 🚀\n',
  'x = <<~TEXT\n  text\nTEXT\n',
  'if a\n',
  'module A\n',
  '\r\n',
  '"',
  '}',
  '__END__\n',
];

it('never throws, and takes out again what it added, in any text', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }), pieces => {
      const files = { [INITIALIZER]: pieces.join('') };
      const migration = startMigration(applicationOf(files), ANSWERS);
      if ('refused' in migration) return;
      const underway = changed(files, migration.changes);
      expect(rubyParser().parse(underway[INITIALIZER] ?? '').hasErrors).toBe(false);
      const finished = finishMigration(applicationOf(underway), {
        decommissioned: null,
        hasLeftovers: false,
      });
      if ('refused' in finished) throw new Error(finished.refused);
      const after = changed(underway, finished.changes)[INITIALIZER] ?? '';
      expect(after).not.toContain(MARK);
      expect(after).not.toContain(SWITCH);
      expect(after).not.toContain('OLD_URL');
      expect(rubyParser().parse(after).hasErrors).toBe(false);
    }),
    { numRuns: 2000 },
  );
});
