import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../support/folders.js';
import { CLI, cronwright } from './support.js';

const manifest = join(import.meta.dirname, '../../package.json');

const HELP = await cronwright(['--help']);
const COMMANDS = [...HELP.stdout.matchAll(/^ {2}([a-z-]+) {2,}[A-Z]/gm)].map(
  ([, name = '']) => name,
);

describe('help', () => {
  it('says what there is', () => {
    expect(HELP.code).toBe(0);
    expect(HELP.stdout).toMatch(/^Usage: cronwright COMMAND/);
    expect(COMMANDS).toEqual(expect.arrayContaining(['lint', 'explain', 'migrate']));
    expect(COMMANDS.length).toBeGreaterThan(8);
  });

  it.each(COMMANDS)('shows how %s is used, with examples', async command => {
    const { code, stdout, stderr } = await cronwright([command, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^Usage: cronwright ${command}\\b`));
    expect(stdout).toMatch(new RegExp(`\\nExamples:\\n  cronwright ${command}\\b`));
    expect((await cronwright(['help', command])).stdout).toBe(stdout);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('gives the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
    expect(await cronwright(['--version'])).toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
  });
});

describe('a wrong call', () => {
  it.each(COMMANDS)('of an option: %s is told that it has none of that name', async command => {
    expect(await cronwright([command, '--nonsense'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'cronwright: There is no option --nonsense.\n',
    });
  });

  it.each([
    [['lnit'], 'There is no command lnit. Did you mean lint? See cronwright --help.'],
    [['--verbose'], 'There is no option --verbose. See cronwright --help.'],
    [['lint', '--form', 'json'], 'There is no option --form. Did you mean --format?'],
    [
      ['lint', '--format', 'jsn'],
      '--format is text, json, sarif or github, not "jsn". Did you mean json?',
    ],
    [['lint', '--format'], '--format needs a value: text, json, sarif or github.'],
    [['lint', '--config', '--hints'], '--config needs a value.'],
    [['lint', '--hints=no'], '--hints takes no value.'],
    [['lint', '--max-warnings', 'few'], '--max-warnings is a whole number, not "few".'],
    [
      ['explain', 'x', '--timezone', 'Europe/Berln'],
      'Europe/Berln is no IANA time zone. Did you mean Europe/Berlin?',
    ],
    [
      ['explain', 'x', '--from', '2026-02-30'],
      '--from is an ISO 8601 time such as 2026-11-24T09:00:00Z, not "2026-02-30".',
    ],
    [['explain', 'x', '--count', '10001'], '--count is at most 10000.'],
    [['explain', 'x', '--locale', '?'], '--locale is a language such as en, de or pt-BR, not ?.'],
  ])('%j is told what to write', async (args, message) => {
    expect(await cronwright(args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `cronwright: ${message}\n`,
    });
  });

  it('without a command shows what there is', async () => {
    const { code, stdout, stderr } = await cronwright([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: cronwright COMMAND');
  });
});

describe('large output', () => {
  const rules = Array.from(
    { length: 3000 },
    (_, i) => `  Rule${i}:
    Type: AWS::Events::Rule
    Properties: {ScheduleExpression: rate(1 minutes), State: ENABLED, Targets: [{Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs'}]}
`,
  );
  const cwd = folderOf({ 'a.yml': `Resources:\n${rules.join('')}` });

  it('is written in full', async () => {
    const { code, stdout } = await cronwright(['lint', '--format', 'json'], { cwd });
    expect(code).toBe(1);
    expect(JSON.parse(stdout).problems).toHaveLength(3000);
  });

  it('ends quietly where its reader has read enough', async () => {
    const child = spawn(process.execPath, [CLI, 'lint', '--format', 'json'], { cwd });
    let stderr = '';
    child.stderr.on('data', text => {
      stderr += text;
    });
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [code] = await once(child, 'close');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });
});
