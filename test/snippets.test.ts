import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../server/src/rules/config.js';
import { lint } from '../server/src/rules/lint.js';
import { resourceOf } from '../server/src/template/resource.js';
import { parseTemplate } from '../server/src/template/template.js';
import { Workspace } from '../server/src/workspace/workspace.js';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const snippets = JSON.parse(
  readFileSync(new URL('../snippets/cloudformation.json', import.meta.url), 'utf8'),
) as Record<string, Snippet>;

const NOW = Date.UTC(2026, 10, 24);

/** A snippet's text as it is inserted when nothing is typed over its defaults. */
function expand(body: readonly string[]): string {
  const defaults = new Map<string, string>();
  return body
    .join('\n')
    .replaceAll('${CURRENT_YEAR}', '2026')
    .replace(
      /\\([\\$}])|\$\{(\d+):([^}]*)\}|\$\{(\d+)\|([^,|]*)[^|]*\|\}|\$(\d+)/g,
      (_, escaped, named, text, choice, first, again) => {
        if (escaped) return escaped;
        if (again) return defaults.get(again) ?? '';
        defaults.set(named ?? choice, text ?? first);
        return text ?? first;
      },
    );
}

const indented = (text: string, columns: number) =>
  text.replaceAll('\n', `\n${' '.repeat(columns)}`);

const HEAD = `Parameters:
  NetworkStack:
    Type: String
  AppStack:
    Type: String
Resources:
`;

const rule = (schedule: string, arn = 'arn:aws:sqs:eu-west-1:123456789012:jobs') => `${HEAD}  Job:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: ${schedule}
      Targets:
        - Id: job
          Arn: ${arn}
`;

const schedule = (expression: string) => `${HEAD}  Job:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: ${expression}
      FlexibleTimeWindow:
        Mode: 'OFF'
      Target:
        Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
        RoleArn: arn:aws:iam::123456789012:role/jobs
`;

/** The templates in which a snippet is at home. */
function hosts(prefix: string, text: string): string[] {
  if (/^(events-rule|scheduler-schedule)$/.test(prefix)) return [`${HEAD}  ${indented(text, 2)}\n`];
  if (prefix === 'export-value')
    return [
      `Resources:\n  SubnetOne:\n    Type: AWS::EC2::Subnet\nOutputs:\n  ${indented(text, 2)}\n`,
    ];
  if (prefix === 'import-value') return [rule('rate(2 hours)', text)];
  if (prefix === 'import-value-sub') return [rule('rate(2 hours)', `\n            ${text}`)];
  return prefix === 'at' ? [schedule(text)] : [rule(text), schedule(text)];
}

describe.each(Object.entries(snippets))('the snippet "%s"', (_, { prefix, description, body }) => {
  it('is silent when it is inserted as it stands', () => {
    for (const text of hosts(prefix, expand(body))) {
      const context = { now: NOW, uri: 'file:///a.yml', workspace: new Workspace() };
      const problems = lint(parseTemplate(text), context, DEFAULT_CONFIG);
      expect(
        problems.map(({ rule, message }) => `${rule}: ${message}`),
        text,
      ).toEqual([]);
    }
  });

  it('has a prefix that can be typed, and says what it is for', () => {
    expect(prefix).toMatch(/^[a-z-]+$/);
    expect(description).toMatch(/^.{10,80}[^.]$/);
  });
});

describe('the snippets', () => {
  it('have prefixes of their own', () => {
    const prefixes = Object.values(snippets).map(({ prefix }) => prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });

  it.each([
    ['events-rule', 'AWS::Events::Rule'],
    ['scheduler-schedule', 'AWS::Scheduler::Schedule'],
  ])('%s gives one resource of the type %s', (prefix, type) => {
    const snippet = Object.values(snippets).find(one => one.prefix === prefix);
    const [text = ''] = hosts(prefix, expand(snippet?.body ?? []));
    const resources = parseTemplate(text).blocks.flatMap(({ block }) => resourceOf(block) ?? []);
    expect(resources.map(resource => resource.type)).toEqual([type]);
    expect(text).toContain('!Sub ${NetworkStack}-');
  });
});
