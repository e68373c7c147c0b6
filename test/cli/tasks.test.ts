import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, ROOT } from '../support/folders.js';
import { CLI, cronwright } from './support.js';

const running = (task: string) => `Resources:
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      State: ENABLED
      Targets:
        - Id: nightly
          Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/jobs
          RoleArn: arn:aws:iam::123456789012:role/events
          EcsParameters: { TaskDefinitionArn: arn:aws:ecs:eu-west-1:123456789012:task-definition/app }
          Input: '{"containerOverrides":[{"name":"app","command":["rake","${task}"]}]}'
`;

const APP = { Rakefile: 'task :environment', 'lib/tasks/a.rake': 'task "orders:ship"' };

async function said(cwd: string, ...paths: string[]) {
  const { stdout, stderr } = await cronwright(['lint', '--format', 'json', ...paths], { cwd });
  const { problems } = JSON.parse(stdout) as { problems: { rule: string; message: string }[] };
  const messages = problems.filter(({ rule }) => /\/rake-/.test(rule)).map(p => p.message);
  return { messages, stderr };
}

describe('rake tasks on the command line', () => {
  it('are looked for in the whole workspace, whichever template is asked for', async () => {
    const cwd = folderOf({ ...APP, 'infra/a.yml': running('orders:shpi') });
    for (const path of ['infra', 'infra/a.yml', '.'])
      expect((await said(cwd, path)).messages).toEqual([
        expect.stringContaining('Did you mean `orders:ship`?'),
      ]);
  });

  it('of Capistrano, of what is vendored and of what .gitignore leaves out are none', async () => {
    const cwd = folderOf({
      '.gitignore': 'out/\n',
      Rakefile: 'task :environment',
      'lib/capistrano/tasks/a.rake': 'task "orders:ship"',
      'vendor/gems/x/a.rake': 'task "orders:ship"',
      'node_modules/x/a.rake': 'task "orders:ship"',
      'out/a.rake': 'task "orders:ship"',
      'a.yml': running('orders:shpi'),
    });
    expect((await said(cwd)).messages).toEqual([]);
  });

  it('come from cronwright.yml, where the application is elsewhere', async () => {
    const cwd = folderOf({
      'cronwright.yml': 'tasks: [orders:ship, "carts:*"]\n',
      'a.yml': running('orders:shpi'),
      'b.yml': running('carts:shpi'),
    });
    expect((await said(cwd)).messages).toEqual([
      expect.stringMatching(/^`tasks` of cronwright\.yml lists no rake task `orders:shpi`\./),
    ]);
  });

  it('may be of a gem that Gemfile.lock has', async () => {
    const lock = 'GEM\n  specs:\n    orders (1.0)\n';
    const cwd = folderOf({ ...APP, 'Gemfile.lock': lock, 'a.yml': running('orders:shpi') });
    expect((await said(cwd)).messages).toEqual([expect.stringContaining('gem `orders` may')]);
  });

  it('are found in the example, and those that are misspelt there are said', async () => {
    const cwd = folderOf({});
    cpSync(join(ROOT, 'examples'), cwd, { recursive: true });
    const meant = (task: string) => expect.stringContaining(`Did you mean \`${task}\`?`);
    expect((await said(cwd)).messages).toEqual([meant('sessions:sweep')]);
    const file = join(cwd, 'schedules.yml');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('"stock:reconcile"', '"stock:reconcil"'),
    );
    expect((await said(cwd)).messages).toEqual([meant('stock:reconcile'), meant('sessions:sweep')]);
  });

  it('need no Ruby to be loaded where none is run, and are not checked where it fails', async () => {
    const wasm = join(dirname(CLI), 'prism.wasm');
    rmSync(wasm);
    try {
      const other = folderOf({ ...APP, 'a.yml': running('x').replace('"rake",', '') });
      expect((await said(other)).stderr).toBe('');
      const none = folderOf({ 'a.yml': running('orders:shpi') });
      expect((await said(none)).stderr).toBe('');
      const { messages, stderr } = await said(
        folderOf({ ...APP, 'a.yml': running('orders:shpi') }),
      );
      expect(messages).toEqual([]);
      expect(stderr).toMatch(/^The rake tasks are not checked: .*prism\.wasm/);
    } finally {
      cpSync(join(ROOT, 'node_modules/@ruby/prism/src/prism.wasm'), wasm);
    }
  });
});
