import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../support/folders.js';
import { BAD, cronwright, DOUBTFUL, GOOD, ruleTemplate } from './support.js';

const FILE = '.cronwright-baseline.json';

async function withBaseline(files: Record<string, string>) {
  const cwd = folderOf(files);
  const written = await cronwright(['lint', '--write-baseline'], { cwd });
  const lint = (...args: string[]) => cronwright(['lint', '--baseline', FILE, ...args], { cwd });
  return { cwd, written, lint };
}

describe('a baseline', () => {
  it('answers for what was there when it was written', async () => {
    const { cwd, written, lint } = await withBaseline({ 'a.yml': BAD, 'b.yml': DOUBTFUL });
    expect(written).toEqual({ code: 0, stdout: '', stderr: `2 problems recorded in ${FILE}.\n` });
    expect(await lint()).toMatchObject({
      code: 0,
      stdout: 'No problems in 2 templates (2 more in the baseline)\n',
    });
    // whole or not at all
    expect(readdirSync(cwd).sort()).toEqual([FILE, 'a.yml', 'b.yml']);
  });

  it('still does when lines move, and from another folder', async () => {
    const { cwd, lint } = await withBaseline({ 'infra/a.yml': BAD });
    writeFileSync(join(cwd, 'infra/a.yml'), `# moved\n\n${BAD}`);
    expect((await lint()).code).toBe(0);
    const below = { cwd: join(cwd, 'infra') };
    expect((await cronwright(['lint', '--baseline', `../${FILE}`], below)).code).toBe(0);
  });

  it('does not answer for what is new: another file, another text, one more', async () => {
    const { cwd, lint } = await withBaseline({ 'a.yml': BAD });
    writeFileSync(join(cwd, 'b.yml'), BAD);
    expect((await lint()).stdout).toMatch(/^b\.yml:5:34/);
    rmSync(join(cwd, 'b.yml'));
    writeFileSync(join(cwd, 'a.yml'), ruleTemplate('rate(1 hours)'));
    expect((await lint()).code).toBe(1);
    writeFileSync(
      join(cwd, 'a.yml'),
      BAD + BAD.replace('Resources:\n', '').replace('Night', 'Day'),
    );
    const twice = await lint();
    expect(twice.code).toBe(1);
    expect(twice.stdout).toMatch(/^a\.yml:13:34/);
  });

  it('forgets what was put right, and keeps what was not looked at', async () => {
    const { cwd } = await withBaseline({ 'a.yml': BAD, 'b.yml': BAD, 'gone.yml': BAD });
    writeFileSync(join(cwd, 'a.yml'), GOOD);
    rmSync(join(cwd, 'gone.yml'));
    await cronwright(['lint', 'a.yml', '--write-baseline'], { cwd });
    const { problems } = JSON.parse(readFileSync(join(cwd, FILE), 'utf8'));
    expect(problems.map(({ file }: { file: string }) => file)).toEqual(['b.yml']);
  });

  it('is written where --baseline says', async () => {
    const cwd = folderOf({ 'a.yml': BAD, 'ci/README.md': '' });
    await cronwright(['lint', '--write-baseline', '--baseline', 'ci/known.json'], { cwd });
    expect((await cronwright(['lint', '--baseline', 'ci/known.json'], { cwd })).code).toBe(0);
  });

  it('is not written where something could not be read', async () => {
    const cwd = folderOf({ 'a.yml': BAD });
    const { code, stderr } = await cronwright(['lint', '.', 'gone.yml', '--write-baseline'], {
      cwd,
    });
    expect(code).toBe(2);
    expect(stderr).toContain(`${FILE} is not written`);
    expect(existsSync(join(cwd, FILE))).toBe(false);
  });

  it.each([
    ['gone.json', null, 'does not exist'],
    ['text.json', 'no JSON', 'is no baseline of Cronwright'],
    ['other.json', '{"problems": [{"file": 1}]}', 'is no baseline of Cronwright'],
  ])('%s is told apart from one', async (name, content, message) => {
    const cwd = folderOf({ 'a.yml': BAD, ...(content !== null && { [name]: content }) });
    const { code, stderr } = await cronwright(['lint', '--baseline', name], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(`${name} ${message}. Write one with --write-baseline.`);
  });
});
