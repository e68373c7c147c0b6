import { describe, expect, it } from 'vitest';
import { fixAll, silence } from '../../server/src/features/fixes.js';
import { DEFAULT_CONFIG } from '../../server/src/rules/config.js';
import { lint } from '../../server/src/rules/lint.js';
import type { Edit, Problem } from '../../server/src/rules/rule.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { Workspace } from '../../server/src/workspace/workspace.js';

const REST = ["Targets: [{ Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }]"];
const resource = (...lines: string[]) =>
  `Resources:\n  Rule:\n    Type: AWS::Events::Rule\n    Properties:\n${[...lines, ...REST].map(line => `      ${line}\n`).join('')}`;

function problemsOf(text: string): Problem[] {
  const context = { now: 0, uri: 'file:///t.yml', workspace: new Workspace(), live: null };
  return lint(parseTemplate(text), context, DEFAULT_CONFIG);
}

function applied(text: string, edits: readonly Edit[] = []): string {
  return edits.reduceRight(
    (before, { start, end, newText }) => before.slice(0, start) + newText + before.slice(end),
    text,
  );
}

function silenced(text: string): string | null {
  const [problem] = problemsOf(text);
  if (!problem) throw new Error('no problem');
  const fix = silence(parseTemplate(text), problem);
  return fix && applied(text, fix.edits);
}

describe('silence', () => {
  it.each(['\n', '\r\n'])('puts a comment above the line, with its indentation and %j', eol => {
    const text = resource('ScheduleExpression: rate(1 minutes)', 'State: ENABLED').replaceAll(
      '\n',
      eol,
    );
    const quiet = silenced(text);
    expect(quiet).toContain(`      # cronwright-disable-next-line schedule/syntax -- ${eol}`);
    expect(quiet && problemsOf(quiet).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('never writes into a text of several lines', () => {
    expect(
      silenced(resource('ScheduleExpression: >-', '  rate(1 minutes)', 'State: ENABLED')),
    ).toBeNull();
  });

  it('has no comments to write in JSON', () => {
    const text =
      '{"Resources": {"R": {"Type": "AWS::Events::Rule", "Properties": {"ScheduleExpression": "rate(1 minutes)"}}}}';
    expect(silenced(text)).toBeNull();
  });
});

describe('fixAll', () => {
  it('mends what is beyond doubt, and each text once', () => {
    const text = resource('ScheduleExpression: rate(1 minutes)', 'Stat: ENABLED');
    expect(applied(text, fixAll(problemsOf(text)))).toBe(
      resource('ScheduleExpression: rate(1 minute)', 'State: ENABLED'),
    );
  });
});
