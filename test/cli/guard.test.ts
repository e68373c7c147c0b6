import { describe, expect, it } from 'vitest';
import { folderOf } from '../support/folders.js';
import { cronwright } from './support.js';

const guard = (...args: string[]) => cronwright(['guard', ...args]);

describe('cronwright guard', () => {
  it('prints one part as the file that it is', async () => {
    const { code, stdout, stderr } = await guard('deny', '--break-glass-role', 'BreakGlass');
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout).Statement[0].Condition.ArnNotLike).toEqual({
      'aws:PrincipalArn': ['arn:*:iam::*:role/BreakGlass', 'arn:*:iam::*:role/*/BreakGlass'],
    });
    const readOnly = await guard('read-only', '--account', '123456789012');
    expect(JSON.stringify(JSON.parse(readOnly.stdout))).toContain(':123456789012:stack/*/*');
  });

  it('prints a template that its own lint has nothing to say of', async () => {
    const { stdout } = await guard('notify', '--allow-role', 'deploy');
    const cwd = folderOf({ 'notify.yml': stdout });
    const linted = await cronwright(['lint', '--hints', 'notify.yml'], { cwd });
    expect([linted.code, linted.stdout]).toEqual([0, 'No problems in 1 template\n']);
  });

  it('prints all parts with their notes', async () => {
    const { stdout } = await guard();
    expect(stdout).toMatch(
      /^deny-console-changes\.json\n {2}Attach it as a service control policy/,
    );
    expect(stdout).toContain('Name a break-glass role');
    expect(stdout).toContain('\nnotify-console-changes.yml\n');
    const { documents, version } = JSON.parse((await guard('--format', 'json')).stdout);
    expect(version).toBe(1);
    expect(documents.map(({ part }: { part: string }) => part)).toEqual([
      'deny',
      'notify',
      'read-only',
    ]);
  });

  it.each([
    [['denny'], /There is no part denny\. Did you mean deny\?/],
    [['deny', 'notify'], /one PART at most/],
    [['--break-glass-role', '*'], /lets every role through/],
    [['--account', '12'], /twelve digits/],
  ])('refuses %j', async (args, said) => {
    const { code, stderr } = await guard(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(said);
  });
});
