import { symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../support/folders.js';
import { BAD, cronwright, GOOD } from './support.js';

const checked = async (cwd: string, ...paths: string[]) =>
  JSON.parse(
    (await cronwright(['lint', '--format', 'json', ...paths], { cwd })).stdout,
  ).problems.map((problem: { file: string }) => problem.file);

describe('which files are checked', () => {
  it('leaves out what the .gitignore files say, the deeper one last', async () => {
    const cwd = folderOf({
      '.gitignore': 'build/\n*.gen.yml\n',
      'a.yml': BAD,
      'b.gen.yml': BAD,
      'build/c.yml': BAD,
      'sub/.gitignore': '!keep.gen.yml\n/d.yml\n',
      'sub/d.yml': BAD,
      'sub/keep.gen.yml': BAD,
      'sub/deep/d.yml': BAD,
    });
    expect(await checked(cwd)).toEqual(['a.yml', 'sub/deep/d.yml', 'sub/keep.gen.yml']);
  });

  it('heeds the .gitignore of the repository when it starts in a folder of it', async () => {
    const cwd = folderOf({
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.gitignore': 'infra/out/\n',
      'infra/a.yml': BAD,
      'infra/out/b.yml': BAD,
    });
    expect(await checked(join(cwd, 'infra'))).toEqual(['a.yml']);
  });

  it('checks an ignored folder or file that is asked for by its name', async () => {
    const cwd = folderOf({ '.gitignore': 'out/\n', 'a.yml': GOOD, 'out/b.yml': BAD });
    expect(await checked(cwd, 'out')).toEqual(['out/b.yml']);
    expect(await checked(cwd, 'out/b.yml')).toEqual(['out/b.yml']);
    expect(await checked(cwd, 'o*/*.yml')).toEqual(['out/b.yml']);
    expect(await checked(cwd, '**/*.yml')).toEqual([]);
  });

  it('looks into neither node_modules nor hidden folders, and at YAML and JSON alone', async () => {
    const cwd = folderOf({
      'a.yml': BAD,
      'b.yaml': BAD,
      'c.template': BAD,
      'd.json': JSON.stringify({
        Resources: {
          Rule: {
            Type: 'AWS::Events::Rule',
            Properties: {
              ScheduleExpression: 'rate(1 minutes)',
              State: 'ENABLED',
              Targets: [{ Id: 'jobs', Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }],
            },
          },
        },
      }),
      'e.txt': BAD,
      'node_modules/f.yml': BAD,
      'sub/node_modules/g.yml': BAD,
      '.cache/h.yml': BAD,
    });
    expect(await checked(cwd)).toEqual(['a.yml', 'b.yaml', 'c.template', 'd.json']);
  });

  it('takes patterns that the shell left alone, and each file once', async () => {
    const cwd = folderOf({ 'x/a.yml': BAD, 'x/y/b.yml': BAD, 'x/[c].yml': BAD, 'z.yml': BAD });
    expect(await checked(cwd, 'x/**/*.yml', 'x', 'x/a.yml')).toEqual([
      'x/[c].yml',
      'x/a.yml',
      'x/y/b.yml',
    ]);
    expect(await checked(cwd, 'x/[c].yml')).toEqual(['x/[c].yml']);
  });

  it('is not caught in a loop of symbolic links', async () => {
    const cwd = folderOf({ 'a/b/c.yml': BAD });
    symlinkSync(join(cwd, 'a'), join(cwd, 'a/b/loop'));
    symlinkSync(join(cwd, 'a/b/c.yml'), join(cwd, 'a/again.yml'));
    expect(await checked(cwd)).toEqual(['a/b/c.yml']);
  });
});

describe('what can’t be checked', () => {
  const refused = async (name: string, content: string | Uint8Array) => {
    const cwd = folderOf({ 'bad.yml': BAD, [name]: content });
    const ran = await cronwright(['lint', 'bad.yml', name], { cwd });
    // nothing is lost
    expect(ran.stdout).toContain('bad.yml:5:34');
    expect(ran.code).toBe(2);
    return ran.stderr;
  };

  it('is a path that does not exist, or a pattern without a file', async () => {
    const cwd = folderOf({ 'bad.yml': BAD });
    const { code, stdout, stderr } = await cronwright(['lint', 'gone.yml', 'x/*.yml', 'bad.yml'], {
      cwd,
    });
    expect(code).toBe(2);
    expect(stderr).toBe('gone.yml does not exist.\nx/*.yml matches no file.\n');
    expect(stdout).toContain('bad.yml:5:34');
  });

  it('is a file that is no template', async () => {
    const kubernetes = 'apiVersion: v1\nkind: Pod\n';
    expect(await refused('pod.yml', kubernetes)).toMatch(/^pod\.yml is not a CloudFormation templ/);
  });

  it('is a folder without templates', async () => {
    const cwd = folderOf({ 'docs/a.md': '#\n', 'k8s/pod.yml': 'kind: Pod\n' });
    const { code, stderr } = await cronwright(['lint', 'docs', 'k8s'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe(
      'docs has no CloudFormation template: it holds no YAML and no JSON file to look at.\n' +
        'k8s has no CloudFormation template (1 YAML and JSON file looked at).\n',
    );
  });

  it('is a binary file', async () => {
    expect(await refused('b.yml', new Uint8Array([0, 159, 146, 150]))).toMatch(
      /^b\.yml is binary, not text in UTF-8\.\n$/,
    );
  });

  it('is a link that leads to itself', async () => {
    const cwd = folderOf({ 'bad.yml': BAD });
    symlinkSync(join(cwd, 'loop.yml'), join(cwd, 'loop.yml'));
    const { code, stdout, stderr } = await cronwright(['lint', 'loop.yml', 'bad.yml'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe('loop.yml is a symbolic link that leads back to itself.\n');
    expect(stdout).toContain('bad.yml:5:34');
  });

  it('is a file of 50 MB: said by its name, passed over in a folder', async () => {
    const cwd = folderOf({ 'bad.yml': BAD });
    writeFileSync(join(cwd, 'big.yml'), GOOD);
    truncateSync(join(cwd, 'big.yml'), 50 * 1024 * 1024);
    const named = await cronwright(['lint', 'big.yml', 'bad.yml'], { cwd });
    expect(named.code).toBe(2);
    expect(named.stderr).toBe(
      'big.yml has 50.0 MB, and CloudFormation takes templates of at most 1 MB.\n',
    );
    expect(named.stdout).toContain('bad.yml:5:34');
    const found = await cronwright(['lint'], { cwd });
    expect(found.code).toBe(1);
    expect(found.stderr).toMatch(/^big\.yml is passed over: it has 50\.0 MB/);
  });
});
