import { describe, expect, it } from 'vitest';
import { folderOf } from '../support/folders.js';
import { BAD, BUSY, cronwright, DOUBTFUL, GOOD, ruleTemplate } from './support.js';

describe('what lint says', () => {
  it('says how many templates have no problems', async () => {
    const cwd = folderOf({ 'a.yml': GOOD, 'b.yml': GOOD, 'ci.yml': 'on: push\n' });
    expect(await cronwright(['lint'], { cwd })).toEqual({
      code: 0,
      stdout: 'No problems in 2 templates\n',
      stderr: '',
    });
  });

  it('names the place, the severity, the rule and what to write, and counts', async () => {
    const cwd = folderOf({ 'a.yml': GOOD, 'infra/b.yml': BAD });
    const { code, stdout } = await cronwright(['lint'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^infra\/b\.yml:5:34 {2}error {4}schedule\/syntax\n/);
    expect(stdout).toContain('`rate(1 minute)`');
    expect(stdout).toMatch(/\n\n1 error in 1 of 2 templates\n$/);
  });

  it('keeps to 100 columns and leaves code whole', async () => {
    const cwd = folderOf({ 'a.yml': ruleTemplate('cron(0 9 * * MON-FRI)'), 'b.yml': BAD });
    const { stdout } = await cronwright(['lint'], { cwd });
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect(stdout).toContain('`cron(0 9 ? * MON-FRI *)`');
  });

  it('colours for a terminal only, or where it is asked to', async () => {
    const cwd = folderOf({ 'a.yml': BAD });
    const stdout = async (env: Record<string, string>) =>
      (await cronwright(['lint'], { cwd, env })).stdout;
    expect(await stdout({})).not.toContain('\x1b');
    expect(await stdout({ FORCE_COLOR: '1' })).toContain('\x1b[31m');
    expect(await stdout({ FORCE_COLOR: '0' })).not.toContain('\x1b');
    expect(await stdout({ NO_COLOR: '1' })).not.toContain('\x1b');
  });

  it('shows what a terminal would take for a command', async () => {
    const cwd = folderOf({ 'a.yml': ruleTemplate('"rate(1 \\e[31mdays)"') });
    const { stdout } = await cronwright(['lint'], { cwd });
    expect(stdout).not.toContain('\x1b');
    expect(stdout).toContain('schedule/syntax');
  });
});

describe('the exit code of lint', () => {
  it('is 0 for warnings, and 1 for more of them than allowed', async () => {
    const cwd = folderOf({ 'a.yml': DOUBTFUL });
    expect((await cronwright(['lint'], { cwd })).code).toBe(0);
    expect((await cronwright(['lint', '--max-warnings', '1'], { cwd })).code).toBe(0);
    const { code, stderr } = await cronwright(['lint', '--max-warnings=0'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toBe('1 warning, and --max-warnings is 0.\n');
  });

  it('is 0 for hints, which are printed where they are asked for', async () => {
    const cwd = folderOf({ 'a.yml': BUSY });
    expect(await cronwright(['lint'], { cwd })).toMatchObject({
      code: 0,
      stdout: 'No problems in 1 template\n',
    });
    const { code, stdout } = await cronwright(['lint', '--hints'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('schedule/every-minute');
    expect(stdout).toMatch(/1 hint in 1 template\n$/);
  });
});

describe('what is around a template', () => {
  const net = `AWSTemplateFormatVersion: '2010-09-09'
Outputs:
  Cluster:
    Value: arn
    Export: {Name: net-live-ClusterArn}
`;
  const app = (name: string) => `${GOOD}      RoleArn: !ImportValue ${name}\n`;

  it('is known when one file is checked', async () => {
    const cwd = folderOf({
      'net.yml': net,
      'app/good.yml': app('net-live-ClusterArn'),
      'app/near.yml': app('net-live-ClutserArn'),
    });
    const good = await cronwright(['lint', 'app/good.yml'], { cwd });
    expect(good.stdout).toBe('No problems in 1 template\n');
    const near = await cronwright(['lint', 'app/near.yml'], { cwd });
    expect(near.stdout).toContain('Did you mean\n  `net-live-ClusterArn`?');
  });

  it('is complete with --exports', async () => {
    const cwd = folderOf({
      'app.yml': app('billing-arn'),
      'exports.json': '{"Exports": [{"Name": "other", "Value": "1"}]}',
      'not.json': '[]',
    });
    expect((await cronwright(['lint', 'app.yml'], { cwd })).code).toBe(0);
    const listed = await cronwright(['lint', 'app.yml', '--exports', 'exports.json'], { cwd });
    expect(listed.code).toBe(1);
    expect(listed.stdout).toContain('import/unknown-export');
    const wrong = await cronwright(['lint', 'app.yml', '--exports', 'not.json'], { cwd });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('not.json holds no list of exports');
    expect(wrong.stdout).toBe('No problems in 1 template\n');
  });
});

describe('the configuration', () => {
  it('is the nearest one above the paths', async () => {
    const cwd = folderOf({
      'infra/cronwright.yml': 'rules: {schedule/syntax: warning}\n',
      'infra/live/a.yml': BAD,
    });
    const { code, stdout } = await cronwright(['lint', 'infra/live/a.yml'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('1 warning in 1 template');
  });

  it('can be named', async () => {
    const cwd = folderOf({ 'ci/strict.yml': 'rules: {schedule/syntax: off}\n', 'a.yml': BAD });
    const { code } = await cronwright(['lint', 'a.yml', '--config', 'ci/strict.yml'], { cwd });
    expect(code).toBe(0);
    const missing = await cronwright(['lint', '--config', 'ci/lax.yml'], { cwd });
    expect(missing).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'cronwright: ci/lax.yml does not exist.\n',
    });
  });

  it('is told where it is wrong, and the templates are checked by the rest of it', async () => {
    const cwd = folderOf({
      'cronwright.yml': 'rules:\n  schedule/sintax: off\n  schedule/unsure: error\n',
      'a.yml': DOUBTFUL,
    });
    const { code, stdout, stderr } = await cronwright(['lint'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^cronwright\.yml:2:3: .*Did you mean `schedule\/syntax`\?\n$/);
    expect(stdout).toContain('1 error in 1 template');
  });

  it('may leave files out, also for a hook that names them', async () => {
    const cwd = folderOf({
      'cronwright.yml': 'files: {exclude: ["vendor/**"]}\n',
      'a.yml': GOOD,
      'vendor/b.yml': BAD,
    });
    expect((await cronwright(['lint'], { cwd })).stdout).toBe('No problems in 1 template\n');
    const named = await cronwright(['lint', 'a.yml', 'vendor/b.yml'], { cwd });
    expect(named).toMatchObject({ code: 0, stdout: 'No problems in 1 template\n' });
    expect(named.stderr).toMatch(/^vendor\/b\.yml is passed over/);
  });

  it('may say which files', async () => {
    const cwd = folderOf({
      'cronwright.yml': 'files: {include: ["stacks/*.yml"]}\n',
      'stacks/a.yml': GOOD,
      'other/b.yml': BAD,
    });
    expect((await cronwright(['lint'], { cwd })).stdout).toBe('No problems in 1 template\n');
  });
});
