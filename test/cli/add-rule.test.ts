import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readForWriting, replaceFile } from '../../server/src/cli/write-file.js';
import { folderOf } from '../support/folders.js';
import { cronwright } from './support.js';

const TEMPLATE = `Resources:
  ShipOrdersRule:
    Type: AWS::Events::Rule
    Properties:
      Name: ship_orders
      ScheduleExpression: rate(1 hour)
      Targets:
        - Id: ship_orders
          Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/main
          RoleArn: arn:aws:iam::123456789012:role/events
          EcsParameters:
            TaskDefinitionArn: arn:aws:ecs:eu-west-1:123456789012:task-definition/jobs
          Input: '{"containerOverrides":[{"name":"app","command":["rake","orders:ship"]}]}'
`;

const FLAGS = [
  '--task',
  'refunds:send',
  '--schedule',
  'every weekday at 9:00',
  '--name',
  'send_refunds',
];

describe('add-rule', () => {
  it('adds a rule, and says where, when and by what', async () => {
    const cwd = folderOf({ 'schedules.yml': TEMPLATE });
    chmodSync(join(cwd, 'schedules.yml'), 0o640);
    const { code, stdout, stderr } = await cronwright(['add-rule', 'schedules.yml', ...FLAGS], {
      cwd,
    });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toBe(
      'SendRefundsRule is in schedules.yml from line 15 on, made like `ShipOrdersRule`, the most typical rule of the file.\n' +
        'At 09:00, Monday through Friday, UTC: cron(0 9 ? * MON-FRI *)\n',
    );
    const text = readFileSync(join(cwd, 'schedules.yml'), 'utf8');
    expect(text.startsWith(TEMPLATE)).toBe(true);
    expect(text).toContain('"command":["rake","refunds:send"]');
    expect(statSync(join(cwd, 'schedules.yml')).mode & 0o777).toBe(0o640);
    expect(readdirSync(cwd)).toEqual(['schedules.yml']);
  });

  it('prints with --dry-run a diff that can be applied, and writes nothing', async () => {
    const crlf = `\uFEFF${TEMPLATE.replaceAll('\n', '\r\n')}`;
    for (const before of [TEMPLATE, TEMPLATE.trimEnd(), crlf]) {
      const cwd = folderOf({ 'schedules.yml': before });
      const args = ['add-rule', 'schedules.yml', ...FLAGS];
      const { stdout } = await cronwright([...args, '--dry-run'], { cwd });
      expect(readFileSync(join(cwd, 'schedules.yml'), 'utf8')).toBe(before);
      writeFileSync(join(cwd, 'x.patch'), stdout);
      execFileSync('git', ['apply', '--whitespace=nowarn', 'x.patch'], { cwd });
      const applied = readFileSync(join(cwd, 'schedules.yml'), 'utf8');
      writeFileSync(join(cwd, 'schedules.yml'), before);
      await cronwright(args, { cwd });
      expect(readFileSync(join(cwd, 'schedules.yml'), 'utf8')).toBe(applied);
    }
  });

  it('follows a symbolic link to the file', async () => {
    const cwd = folderOf({ 'real/schedules.yml': TEMPLATE });
    symlinkSync(join(cwd, 'real/schedules.yml'), join(cwd, 'link.yml'));
    await cronwright(['add-rule', 'link.yml', ...FLAGS], { cwd });
    expect(readFileSync(join(cwd, 'real/schedules.yml'), 'utf8')).toContain('SendRefundsRule');
    expect(readdirSync(cwd).sort()).toEqual(['link.yml', 'real']);
  });

  it('says which flags are missing where there is no terminal', async () => {
    const cwd = folderOf({ 'schedules.yml': TEMPLATE });
    const bare = await cronwright(['add-rule', 'schedules.yml'], { cwd });
    expect(bare.code).toBe(2);
    expect(bare.stderr).toContain('--task and --schedule');
    const half = await cronwright(['add-rule', 'schedules.yml', '--task', 'a:b'], { cwd });
    expect(half.stderr).toContain('needs --schedule.');
  });

  it.each([
    [['--schedule', 'whenever'], 'not understood'],
    [['--name', 'ship_orders'], 'another rule'],
    [['--like', 'Nobody'], '`Nobody`'],
    [['--timezone', 'Europe/Berln'], '`Europe/Berlin`'],
  ])('refuses %j and leaves the file', async (flags, says) => {
    const cwd = folderOf({ 'schedules.yml': TEMPLATE });
    const { code, stderr } = await cronwright(['add-rule', 'schedules.yml', ...FLAGS, ...flags], {
      cwd,
    });
    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(readFileSync(join(cwd, 'schedules.yml'), 'utf8')).toBe(TEMPLATE);
  });

  it('writes nothing where the new rule would have an error', async () => {
    const cwd = folderOf({
      'schedules.yml': TEMPLATE.replace(
        'Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/main',
        'Arn: !ImportValue a b',
      ),
      'exports.json': '{"Exports": []}',
      'cronwright.yml': 'exports:\n  - file: exports.json\n    complete: true\n',
    });
    const { code, stderr } = await cronwright(
      ['add-rule', 'schedules.yml', ...FLAGS, '--like', 'ShipOrdersRule'],
      { cwd },
    );
    expect(stderr).toContain('import/unknown-export');
    expect(code).toBe(1);
    expect(readFileSync(join(cwd, 'schedules.yml'), 'utf8')).not.toContain('SendRefunds');
  });

  it('makes the rule by the team’s own template', async () => {
    const cwd = folderOf({
      'schedules.yml': TEMPLATE,
      'cronwright.yml': 'ruleTemplate: ops/rule.yml\n',
      'ops/rule.yml':
        '{{logicalId}}:\n  Type: AWS::Events::Rule\n  Properties:\n    Name: {{name}}\n    Description: {{description}}\n    ScheduleExpression: {{schedule}}\n    Targets:\n      - Id: {{name}}\n        Arn: arn:aws:lambda:eu-west-1:123456789012:function:run\n        Input: \'{"task":"{{task}}"}\'\n',
    });
    const { stdout } = await cronwright(['add-rule', 'schedules.yml', ...FLAGS], { cwd });
    expect(stdout).toContain('made by ops/rule.yml');
    expect(readFileSync(join(cwd, 'schedules.yml'), 'utf8')).toContain(
      'Input: \'{"task":"refunds:send"}\'',
    );
  });

  it('says that a rule is UTC, on standard error', async () => {
    const cwd = folderOf({ 'schedules.yml': TEMPLATE });
    const flags = [...FLAGS, '--schedule', 'every day at 9:00 in Los Angeles', '--dry-run'];
    const { stdout, stderr } = await cronwright(['add-rule', 'schedules.yml', ...flags], { cwd });
    expect(stderr).toContain('A rule runs in UTC.');
    expect(stdout).not.toContain('A rule runs in UTC.');
  });
});

describe('a file that is written', () => {
  it('is left alone where somebody changed it meanwhile', () => {
    const path = join(folderOf({ 'a.yml': 'before' }), 'a.yml');
    const read = readForWriting(path);
    writeFileSync(path, 'theirs');
    expect(() => replaceFile(read, 'ours')).toThrow('changed by somebody else');
    expect(readFileSync(path, 'utf8')).toBe('theirs');
    expect(readdirSync(join(path, '..'))).toEqual(['a.yml']);
  });
});
