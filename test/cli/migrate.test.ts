import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FolderFiles } from '../../server/src/cli/write-changes.js';
import { folderOf } from '../support/folders.js';
import { cronwright } from './support.js';

const INITIALIZER = 'config/initializers/sidekiq.rb';

const TEXT = `Sidekiq.configure_server do |config|
  config.redis = { url: ENV["REDIS_URL"] }
end

Sidekiq.configure_client do |config|
  config.redis = { url: ENV["REDIS_URL"] }
end
`;

const NAMES = ['--old', 'REDIS_URL', '--new', 'NEW_REDIS_URL'];
const FLAGS = ['migrate', 'sidekiq', ...NAMES, '--processes', '4'];
const DONE =
  'The old Redis at a:6379, 2026-11-24T10:00:00Z\nVerified: the old Redis has no work left.\n';

const LOCK = `GEM
  specs:
    sidekiq (7.3.9)
    sidekiq-cron (2.3.1)
    sidekiq-pro (7.3.6)
`;

function applicationOf(files: Readonly<Record<string, string>> = {}): string {
  return folderOf({ Gemfile: '', [INITIALIZER]: TEXT, ...files });
}

const read = (cwd: string, path: string) => readFileSync(join(cwd, path), 'utf8');

describe('migrate sidekiq', () => {
  it('writes the migration, and says what comes next', async () => {
    const cwd = applicationOf();
    const { code, stdout, stderr } = await cronwright(FLAGS, { cwd });
    expect(code).toBe(0);
    expect(stdout).toBe(
      '5 files written in ., from ENV.fetch("REDIS_URL") to ENV.fetch("NEW_REDIS_URL").\n' +
        'What to do now, in which order: docs/sidekiq-migration.md\n',
    );
    expect(stderr).toContain('drainer  Some tasks drain the old Redis.');
    expect(read(cwd, INITIALIZER)).toContain(
      'url: DRAINS_OLD_REDIS ? ENV.fetch("REDIS_URL") : ENV.fetch("NEW_REDIS_URL")',
    );
    expect(statSync(join(cwd, 'script/sidekiq_move.rb')).mode & 0o111).toBe(0o111);
    expect(read(cwd, 'cronwright.yml')).toContain('state: underway');
  });

  it('tells the odds of a coin toss for the processes that there are', async () => {
    const cwd = applicationOf();
    const flags = [...FLAGS, '--strategy', 'coin-toss', '--dry-run'];
    const { stderr } = await cronwright(flags, { cwd });
    const said = stderr.replace(/\s+/g, ' ');
    expect(said).toContain('With 4 processes, 6.25 % of deploys leave nobody on the old Redis');
    expect(said).toContain('over 12 deploys the odds of that are 54 %');
  });

  it('prints with --dry-run a diff that can be applied, and writes nothing', async () => {
    for (const text of [TEXT, TEXT.trimEnd(), `\uFEFF${TEXT.replaceAll('\n', '\r\n')}`]) {
      const cwd = applicationOf({ [INITIALIZER]: text });
      const { stdout } = await cronwright([...FLAGS, '--dry-run'], { cwd });
      expect(read(cwd, INITIALIZER)).toBe(text);
      expect(readdirSync(cwd).sort()).toEqual(['Gemfile', 'config']);
      if (text.startsWith('\uFEFF')) continue;
      writeFileSync(join(cwd, 'x.patch'), stdout);
      execFileSync('git', ['apply', '--whitespace=nowarn', 'x.patch'], { cwd });
      const applied = read(cwd, INITIALIZER);
      const fresh = applicationOf({ [INITIALIZER]: text });
      await cronwright(FLAGS, { cwd: fresh });
      expect(read(fresh, INITIALIZER)).toBe(applied);
      expect(read(cwd, 'script/sidekiq_move.rb')).toBe(read(fresh, 'script/sidekiq_move.rb'));
    }
  });

  it('finds the edition and what is used, and the initializer where it is', async () => {
    const cwd = folderOf({
      Gemfile: '',
      'Gemfile.lock': LOCK,
      'lib/jobs/boot.rb': TEXT,
      'app/jobs/report.rb': 'Sidekiq::Batch.new\n',
      'spec/helper.rb': 'Sidekiq.configure_client { |c| c.redis = { url: X } }\n',
    });
    const { stderr, code } = await cronwright(FLAGS, { cwd });
    expect(code).toBe(0);
    expect(stderr.replace(/\s+/g, ' ')).toContain('suits batches and super_fetch');
    expect(read(cwd, 'lib/jobs/boot.rb')).toContain('cron_poll_interval = 0');
    expect(read(cwd, 'docs/sidekiq-migration.md')).toContain('A batch ends on the server');
  });

  it('takes it all out again when the verifier said so, and leaves the new address', async () => {
    const team = 'zones: [Europe/Berlin]\n';
    const cwd = applicationOf({ 'cronwright.yml': team });
    await cronwright(FLAGS, { cwd });
    const args = ['migrate', 'sidekiq', '--finish', '--verified', '-'];
    const { code, stdout } = await cronwright(args, { cwd, input: DONE });
    expect(stdout).toBe('2 files written and 3 files removed in .: the migration is taken out.\n');
    expect(code).toBe(0);
    expect(read(cwd, INITIALIZER)).toBe(
      TEXT.replaceAll('ENV["REDIS_URL"]', 'ENV.fetch("NEW_REDIS_URL")'),
    );
    expect(read(cwd, 'cronwright.yml')).toBe(team);
    expect(readdirSync(cwd).sort()).toEqual(['Gemfile', 'config', 'cronwright.yml']);
  });

  it('says where the old Redis is still named, and keeps looking for it', async () => {
    const cwd = applicationOf({ Procfile: '# REDIS_URL\nweb: REDIS_URL=redis://old puma\n' });
    await cronwright(FLAGS, { cwd });
    const args = ['migrate', 'sidekiq', '--finish', '--verified', '-'];
    const { stdout } = await cronwright(args, { cwd, input: DONE });
    expect(stdout).toContain('What still names the old Redis:\n  Procfile:2\n');
    expect(read(cwd, 'cronwright.yml')).toContain('state: done');
  });

  it.each([
    ['its variable is not set', {}, /ended with [12], so|can’t be started here, so/],
    ['there is no Bundler', { 'Gemfile.lock': LOCK }, / bundle can’t be started here, so/],
  ])('leaves it in where the verifier can’t look: %s', async (_, more, says) => {
    const cwd = applicationOf(more);
    await cronwright(FLAGS, { cwd });
    const before = read(cwd, INITIALIZER);
    const env = 'Gemfile.lock' in more ? { PATH: '' } : {};
    const { code, stderr } = await cronwright(['migrate', 'sidekiq', '--finish'], { cwd, env });
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
    expect(stderr).toContain('so nothing is taken out.\nRun it where the old Redis can be reached');
    expect(read(cwd, INITIALIZER)).toBe(before);
  });

  it('shows with --dry-run what would be taken out, whether or not there is work left', async () => {
    const cwd = applicationOf();
    await cronwright(FLAGS, { cwd });
    const before = read(cwd, INITIALIZER);
    const flags = ['migrate', 'sidekiq', '--finish', '--dry-run'];
    const { code, stdout, stderr } = await cronwright(flags, { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('-DRAINS_OLD_REDIS = ENV["SIDEKIQ_DRAIN_OLD"] == "1"');
    expect(read(cwd, INITIALIZER)).toBe(before);
  });

  it.each([
    ['', 'Not yet: there is work left in schedule.\n', 1],
    ['', '', 1],
    ['--decommissioned', 'soon', 2],
  ])('leaves it in where it can’t be finished (%s %s)', async (flag, said, expected) => {
    const cwd = applicationOf();
    await cronwright(FLAGS, { cwd });
    const before = read(cwd, INITIALIZER);
    const args = ['migrate', 'sidekiq', '--finish', '--verified', '-'];
    const extra = flag === '' ? [] : [flag, said];
    const { code, stderr } = await cronwright([...args, ...extra], { cwd, input: said });
    expect(code).toBe(expected);
    expect(stderr).not.toBe('');
    expect(read(cwd, INITIALIZER)).toBe(before);
    expect(existsSync(join(cwd, 'script/sidekiq_move.rb'))).toBe(true);
  });

  it.each([
    [['migrate'], 'migrate takes sidekiq and a PATH'],
    [['migrate', 'sidekiq'], 'needs --old and --new and --processes'],
    [['migrate', 'sidekiq', '--finish'], 'No migration is under way'],
    [['migrate', 'sidekiq', 'nowhere'], 'does not exist'],
    [[...FLAGS, '--old', 'not a name'], '--old is the name of an environment variable'],
    [[...FLAGS, '--new', 'REDIS_URL'], 'can’t have the address of both'],
    [[...FLAGS, '--processes', '0'], 'at least 1'],
    [[...FLAGS, '--uses', 'batch'], 'batches, periodic, unique'],
    [[...FLAGS, '--strategy', 'capsules'], 'drainer, two-processes or coin-toss'],
  ])('refuses %j', async (args, says) => {
    const cwd = applicationOf();
    const { code, stderr } = await cronwright(args, { cwd });
    expect(stderr).toContain(says);
    expect(code).toBe(2);
    expect(read(cwd, INITIALIZER)).toBe(TEXT);
  });
});

describe('files that are written together', () => {
  const change = (path: string, after: string | null) => ({ path, before: null, after });

  it('are left alone where one was changed meanwhile', () => {
    const folder = folderOf({ 'a.rb': 'a', 'b.rb': 'b' });
    const files = new FolderFiles(folder);
    for (const path of ['a.rb', 'b.rb', 'c.rb']) files.read(path);
    writeFileSync(join(folder, 'b.rb'), 'theirs');
    expect(() => files.write([change('a.rb', 'ours'), change('b.rb', 'ours')])).toThrow(
      'changed by somebody else',
    );
    expect(read(folder, 'a.rb')).toBe('a');
    writeFileSync(join(folder, 'c.rb'), 'theirs');
    expect(() => files.write([change('c.rb', 'ours')])).toThrow('changed by somebody else');
  });

  it('are as before where one of them can’t be written', () => {
    const folder = folderOf({ 'a.rb': 'a', file: '' });
    const files = new FolderFiles(folder);
    files.read('a.rb');
    expect(() => files.write([change('a.rb', 'ours'), change('file/b.rb', 'ours')])).toThrow();
    expect(read(folder, 'a.rb')).toBe('a');
    expect(readdirSync(folder).sort()).toEqual(['a.rb', 'file']);
  });

  it('are not touched where they hold something else than UTF-8', () => {
    const files = new FolderFiles(folderOf({ 'a.rb': new Uint8Array([0x61, 0xff]) }));
    expect(() => files.read('a.rb')).toThrow('is not UTF-8');
  });
});
