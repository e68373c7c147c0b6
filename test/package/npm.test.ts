import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyProject, run, scratchFolder } from './project-copy.js';

const BAD_TEMPLATE = `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 9 * * MON-FRI)
`;

describe('the npm package', () => {
  const scratch = scratchFolder();
  const user = path.join(scratch, 'user');
  let files: string[];

  beforeAll(() => {
    const copy = path.join(scratch, 'project');
    copyProject(copy);
    mkdirSync(user);
    const packed = run(copy, ['npm', 'pack', '--silent', '--json', '--pack-destination', user]);
    expect(packed.code, packed.output).toBe(0);
    const [listed] = JSON.parse(packed.stdout);
    files = listed.files.map((file: { path: string }) => file.path);
    writeFileSync(path.join(user, 'package.json'), '{ "private": true }');
    const tarball = path.join(user, listed.filename);
    const installed = run(user, ['npm', 'install', '--ignore-scripts', tarball]);
    expect(installed.code, installed.output).toBe(0);
  }, 120_000);

  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('holds the two programs with what they start or load, and what npm adds by itself', () => {
    expect(files.sort()).toEqual([
      'LICENSE',
      'README.md',
      'dist/aws.js',
      'dist/cli.js',
      'dist/prism.wasm',
      'dist/ruby-worker.js',
      'dist/server.js',
      'package.json',
    ]);
  });

  it('lints with npx, where it was installed without a network', () => {
    writeFileSync(path.join(user, 'template.yml'), BAD_TEMPLATE);
    const { code, output } = run(user, ['npx', 'cronwright', 'lint', 'template.yml']);
    expect(output).toContain('schedule/syntax');
    expect(code).toBe(1);
  });

  it('says nothing of a good template', () => {
    const good = BAD_TEMPLATE.replace('0 9 * * MON-FRI', '0 9 ? * MON-FRI *');
    writeFileSync(path.join(user, 'good.yml'), good);
    const { code, output } = run(user, ['npx', 'cronwright', 'lint', 'good.yml']);
    expect(code, output).toBe(0);
  });
});
