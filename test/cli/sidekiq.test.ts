import { cpSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, ROOT } from '../support/folders.js';
import { CLI, cronwright, GOOD } from './support.js';

/** An error at 5:24. */
const UNDEFINED = `Sidekiq.configure_server do |config|
  config.redis = { url: ENV["REDIS_URL"] }
end
Sidekiq.configure_client do |config|
  config.redis = { url: new_redis_url }
end
`;
const FINE = UNDEFINED.replace('new_redis_url', 'ENV["REDIS_URL"]');
const INITIALIZER = 'config/initializers/sidekiq.rb';

interface Said {
  readonly files: number;
  readonly problems: readonly { file: string; line: number; column: number; rule: string }[];
}

async function checked(cwd: string, ...args: string[]) {
  const { code, stdout, stderr } = await cronwright(['lint', '--format', 'json', ...args], { cwd });
  const { files, problems } = JSON.parse(stdout) as Said;
  const said = problems.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`);
  return { code, files, said, stderr };
}

describe('a repository of Ruby alone', () => {
  it('is checked by its folder, by a file and by a pattern', async () => {
    const cwd = folderOf({
      [INITIALIZER]: UNDEFINED,
      'app/jobs/a.rb': 'class A\n  include Sidekiq::Job\nend\n',
      'app/models/b.rb': 'class B; end\n',
      'vendor/gems/x.rb': UNDEFINED,
    });
    const problem = `${INITIALIZER}:5:25 sidekiq/undefined-url`;
    expect(await checked(cwd)).toMatchObject({ code: 1, files: 2, said: [problem], stderr: '' });
    for (const path of ['config', INITIALIZER, 'config/**/*.rb'])
      expect(await checked(cwd, path)).toMatchObject({ code: 1, files: 1, said: [problem] });
    const { stdout } = await cronwright(['lint'], { cwd });
    expect(stdout).toMatch(/\n1 error in 1 of 2 files\n$/);
  });

  it('is fine where nothing is wrong', async () => {
    const cwd = folderOf({ [INITIALIZER]: FINE, 'stacks/a.yml': GOOD });
    expect(await checked(cwd)).toMatchObject({ code: 0, files: 2, said: [] });
    expect(await checked(cwd, 'stacks')).toMatchObject({ code: 0, files: 1 });
  });

  it('is heard whole: what another file defines is defined, also where one file is asked for', async () => {
    const cwd = folderOf({
      '.git/HEAD': '',
      [INITIALIZER]: UNDEFINED,
      'lib/redis.rb': 'def new_redis_url = 1\n',
    });
    expect(await checked(cwd, INITIALIZER)).toMatchObject({ code: 0, files: 1, said: [] });
  });

  it('leaves out what cronwright.yml and .gitignore leave out', async () => {
    const cwd = folderOf({
      'cronwright.yml': 'files: { exclude: ["legacy/**"] }\n',
      '.gitignore': 'tmp/\n',
      [INITIALIZER]: FINE,
      'legacy/a.rb': UNDEFINED,
      'tmp/a.rb': UNDEFINED,
    });
    expect(await checked(cwd)).toMatchObject({ code: 0, files: 1, said: [] });
    const only = folderOf({
      'cronwright.yml': 'files: { include: ["stacks/**"] }\n',
      'stacks/a.yml': GOOD,
      [INITIALIZER]: UNDEFINED,
    });
    expect(await checked(only)).toMatchObject({ code: 0, files: 1, said: [] });
  });

  it('goes by the version in Gemfile.lock', async () => {
    const lock = (version: string) => `GEM\n  specs:\n    sidekiq (${version})\n`;
    const text = FINE.replaceAll('] }', '], namespace: "a" }');
    for (const [version, code] of [
      ['7.3.9', 1],
      ['6.5.12', 0],
    ] as const) {
      const cwd = folderOf({ [INITIALIZER]: text, 'Gemfile.lock': lock(version) });
      expect((await checked(cwd)).code).toBe(code);
    }
  });

  it('can be recorded in a baseline', async () => {
    const cwd = folderOf({ [INITIALIZER]: UNDEFINED });
    const { stderr } = await cronwright(['lint', '--write-baseline'], { cwd });
    expect(stderr).toMatch(/^1 problem recorded/);
    const known = ['--baseline', '.cronwright-baseline.json'];
    expect(await checked(cwd, ...known)).toMatchObject({ code: 0, files: 1, said: [] });
  });
});

describe('Ruby that no rule reads', () => {
  it('is said of a path that has nothing else', async () => {
    const cwd = folderOf({ 'app/a.rb': 'class A; end\n', 'app/b.rb': '', 'lib/a.rb': '' });
    const { code, stderr } = await cronwright(['lint', 'app', 'lib', 'app/a.rb'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe(
      'app has no CloudFormation template: it holds no YAML and no JSON file to look at, and none of its 2 Ruby files has anything about Sidekiq.\n' +
        'lib has no CloudFormation template: it holds no YAML and no JSON file to look at, and its Ruby file has nothing about Sidekiq.\n' +
        'app/a.rb has nothing about Sidekiq, so no rule reads it.\n',
    );
  });

  it('is told of where it has a syntax error', async () => {
    const cwd = folderOf({ [INITIALIZER]: `${UNDEFINED}end`, 'b.rb': FINE });
    expect(await checked(cwd)).toMatchObject({
      code: 0,
      files: 2,
      said: [],
      stderr: `${INITIALIZER} is not checked: it has a syntax error.\n`,
    });
  });

  it('loads no parser; where it is needed and missing, that is a failure', async () => {
    const wasm = join(dirname(CLI), 'prism.wasm');
    rmSync(wasm);
    try {
      const none = folderOf({ 'a.yml': GOOD });
      expect(await checked(none)).toMatchObject({ code: 0, stderr: '' });
      const other = folderOf({ 'a.yml': GOOD, 'app/a.rb': 'class A; end\n' });
      expect(await checked(other)).toMatchObject({ code: 0, stderr: '' });
      const { code, stderr } = await checked(folderOf({ [INITIALIZER]: UNDEFINED, 'a.yml': GOOD }));
      expect(code).toBe(2);
      expect(stderr).toMatch(/^Ruby is not checked: reading the files ended with .*prism\.wasm/);
    } finally {
      cpSync(join(ROOT, 'node_modules/@ruby/prism/src/prism.wasm'), wasm);
    }
  });
});

describe('what goes with Ruby', () => {
  it('is sidekiq.yml in any case', async () => {
    const cwd = folderOf({ 'config/sidekiq.yml': ':redis: redis://a\n', Procfile: 'a: sidekiq\n' });
    const said = ['config/sidekiq.yml:1:1 sidekiq/yml-redis'];
    expect(await checked(cwd)).toMatchObject({ code: 0, files: 1, said });
    expect((await cronwright(['lint', 'Procfile'], { cwd })).stderr).toMatch(
      /^Procfile is read once a migration is done/,
    );
  });

  it('is all that may name the old Redis, once a migration is done', async () => {
    const task = `Resources:
  Jobs:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - { Name: jobs, Image: app, Environment: [{ Name: OLD_URL, Value: x }] }
`;
    const cwd = folderOf({
      'cronwright.yml': 'sidekiq: { migration: { state: done, old: [OLD_URL], new: [NEW_URL] } }\n',
      'app/a.rb': 'URL = ENV["OLD_URL"]\n',
      'jobs.yml': task,
      Procfile: 'jobs: OLD_URL=$X sidekiq\n',
      '.env': 'OLD_URL=redis://a\n',
      '.env.sample': '# OLD_URL\n',
      'docker-compose.yml': 'services:\n  jobs:\n    environment:\n      OLD_URL: redis://a\n',
      'config/application.yml': '# OLD_URL: x\nNEW_URL: y\n',
    });
    expect(await checked(cwd)).toMatchObject({
      files: 7,
      said: [
        '.env:1:1 sidekiq/leftover',
        'Procfile:1:7 sidekiq/leftover',
        'app/a.rb:1:12 sidekiq/leftover',
        'docker-compose.yml:4:7 sidekiq/leftover',
        'jobs.yml:6:59 sidekiq/leftover',
      ],
    });
  });
});
