import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../support/folders.js';
import { BAD, BUSY, cronwright, DOUBTFUL, GOOD, ruleTemplate } from './support.js';

const lint = async (files: Record<string, string>, ...args: string[]) =>
  cronwright(['lint', ...args], { cwd: folderOf(files) });

const lintJson = async (files: Record<string, string>) =>
  JSON.parse((await lint(files, '--format', 'json')).stdout);

describe('--format json', () => {
  it('is the contract', async () => {
    expect(await lintJson({ 'a.yml': BAD, 'b.yml': GOOD })).toEqual({
      version: 1,
      files: 2,
      problems: [
        {
          file: 'a.yml',
          line: 5,
          column: 34,
          endLine: 5,
          endColumn: 41,
          rule: 'schedule/syntax',
          severity: 'error',
          message: expect.stringContaining('`rate(1 minute)`'),
          docs: 'docs/rules/schedule/syntax.md',
          fixable: true,
        },
      ],
    });
  });

  it('has hints always', async () => {
    const { problems } = await lintJson({ 'a.yml': BUSY });
    expect(problems).toMatchObject([{ rule: 'schedule/every-minute', severity: 'hint' }]);
  });

  it('counts columns in UTF-16 units, whatever the line ends and the mark at the start', async () => {
    const flow = (name: string) =>
      `AWSTemplateFormatVersion: 2010-09-09\nResources:\n  R: {Type: AWS::Events::Rule, Properties: {Description: ${name}, ScheduleExpression: rate(1 minutes), State: ENABLED, Targets: [{Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs'}]}}\n`;
    const place = async (text: string) => {
      const { line, column } = (await lintJson({ 'a.yml': text })).problems[0];
      return { line, column };
    };
    const plain = await place(flow('ab'));
    expect(plain.line).toBe(3);
    expect(await place(flow('🦊'))).toEqual(plain);
    expect(await place(flow('ab').replaceAll('\n', '\r\n'))).toEqual(plain);
    const json = `{"Resources": {"R": {"Type": "AWS::Events::Rule", "Properties": {"ScheduleExpression": "rate(1 minutes)"}}}}`;
    expect(await place(`\uFEFF${json}`)).toEqual(await place(json));
  });
});

describe('--format github', () => {
  it('annotates the lines, and escapes what would end an annotation', async () => {
    const { code, stdout } = await lint(
      { 'a,b:c.yml': ruleTemplate('cron(0 9 ? * %0A *)') },
      '--format',
      'github',
    );
    expect(code).toBe(1);
    const [annotation = '', count] = stdout.split('\n');
    expect(annotation).toMatch(
      /^::error file=a%2Cb%3Ac\.yml,line=5,col=\d+,endColumn=\d+,title=schedule\/syntax::/,
    );
    expect(annotation).toContain('`%250A`');
    expect(count).toBe('1 error in 1 template');
  });

  it('names warnings, and notices for the rest', async () => {
    const { stdout } = await lint(
      { 'a.yml': DOUBTFUL, 'b.yml': BUSY },
      '--format=github',
      '--hints',
    );
    expect(stdout).toMatch(/^::warning file=a\.yml/);
    expect(stdout).toMatch(/^::notice file=b\.yml/m);
  });

  it('writes paths from the root of the checkout', async () => {
    const checkout = folderOf({ 'infra/a.yml': BAD });
    const { stdout } = await cronwright(['lint', '--format', 'github'], {
      cwd: join(checkout, 'infra'),
      env: { GITHUB_WORKSPACE: checkout },
    });
    expect(stdout).toMatch(/^::error file=infra\/a\.yml,/);
  });
});

describe('--format sarif', () => {
  it('is SARIF 2.1.0', async () => {
    const net = (place: string) =>
      `AWSTemplateFormatVersion: 2010-09-09\nOutputs:\n  ${place}:\n    Value: v\n    Export: {Name: same}\n`;
    const { stdout } = await lint(
      { 'a b.yml': BAD, 'doubt.yml': DOUBTFUL, 'n1.yml': net('A'), 'n2.yml': net('B') },
      '--format',
      'sarif',
      'no-such.yml',
      '.',
    );
    const log = JSON.parse(stdout);
    const { validate, errors } = sarifValidator();
    expect(validate(log), errors()).toBe(true);
    const [run] = log.runs;
    const [first] = run.results;
    expect(first).toMatchObject({
      ruleId: 'schedule/syntax',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a%20b.yml' },
            region: { startLine: 5, startColumn: 34, endLine: 5, endColumn: 41 },
          },
        },
      ],
    });
    expect(run.tool.driver.rules[first.ruleIndex].id).toBe('schedule/syntax');
    expect(run.invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ message: { text: 'no-such.yml does not exist.' } }],
    });
  });
});

function sarifValidator() {
  const file = '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
  const path = createRequire(import.meta.url).resolve(file);
  // of draft 4, all it has that draft 7 has not is the name of its id
  const { id, $schema, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  return { validate, errors: () => ajv.errorsText(validate.errors) };
}
