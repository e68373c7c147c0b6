import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../server/src/rules/config.js';
import { lint } from '../server/src/rules/lint.js';
import { resourceOf } from '../server/src/template/resource.js';
import { parseTemplate } from '../server/src/template/template.js';
import { Workspace } from '../server/src/workspace/workspace.js';
import { rubyParser } from './support/ruby.js';
import { INITIALIZER, locked, problemsIn } from './support/sidekiq.js';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const snippetsOf = (language: string) =>
  JSON.parse(
    readFileSync(new URL(`../snippets/${language}.json`, import.meta.url), 'utf8'),
  ) as Record<string, Snippet>;

const snippets = snippetsOf('cloudformation');
const rubySnippets = snippetsOf('ruby');

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
  text.replace(/\n(?!\n)/g, `\n${' '.repeat(columns)}`);

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
      State: ENABLED
      Targets:
        - Id: job
          Arn: ${arn}
`;

const schedule = (expression: string) => `${HEAD}  Job:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: ${expression}
      State: ENABLED
      FlexibleTimeWindow:
        Mode: 'OFF'
      Target:
        Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
        RoleArn: arn:aws:iam::123456789012:role/jobs
`;

/** What the resources of a snippet refer to. */
const AROUND = `  ReportFunction:
    Type: AWS::Lambda::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Role: !GetAtt SchedulerRole.Arn
      Code:
        ZipFile: exports.handler = async () => {}
  SchedulerRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - {Effect: Allow, Principal: {Service: scheduler.amazonaws.com}, Action: sts:AssumeRole}
  AlarmTopic:
    Type: AWS::SNS::Topic
`;

const JOB_RULE = (target: string) => `  JobRule:
    Type: AWS::Events::Rule
    Properties:
      Description: Sends what is due
      ScheduleExpression: rate(2 hours)
      State: ENABLED
      Targets:
        - Id: job
          Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
          ${target}
`;

const CONFIG = snippets['Dead letters of a target']?.body ?? [];
const QUEUE = snippets['Dead letters of a rule, and an alarm']?.body ?? [];

/** The templates in which a snippet is at home. */
function hosts(prefix: string, text: string): string[] {
  if (/^(events-rule|scheduler-schedule|house-rule)$/.test(prefix))
    return [`${HEAD}  ${indented(text, 2)}\n`];
  if (/^(events-rule-lambda|scheduler-once)$/.test(prefix))
    return [`${HEAD}${AROUND}  ${indented(text, 2)}\n`];
  if (/^(events-dead-letters|dead-letter-config)$/.test(prefix)) {
    const target = indented(expand(CONFIG), 10);
    return [`${HEAD}${AROUND}${JOB_RULE(target)}  ${indented(expand(QUEUE), 2)}\n`];
  }
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
      const context = { now: NOW, uri: 'file:///a.yml', workspace: new Workspace(), live: null };
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

/** Two Redis are read meanwhile. */
const UNDERWAY = 'sidekiq: { migration: { state: underway } }\n';

describe.each(Object.entries(rubySnippets))(
  'the snippet "%s"',
  (_, { prefix, description, body }) => {
    const text = `${expand(body)}\n`;

    it('is Ruby in which nothing is found when it is inserted as it stands', () => {
      expect(rubyParser().parse(text).hasErrors).toBe(false);
      const files = { ...locked('7.3.9'), 'cronwright.yml': UNDERWAY, [INITIALIZER]: text };
      expect(problemsIn(INITIALIZER, files)).toEqual([]);
    });

    it('has a prefix that can be typed, and says what it is for', () => {
      expect(prefix).toMatch(/^[a-z-]+$/);
      expect(description).toMatch(/^.{10,80}[^.]$/);
    });
  },
);

describe('the snippets', () => {
  const all = [...Object.values(snippets), ...Object.values(rubySnippets)];

  it('have prefixes of their own', () => {
    const prefixes = all.map(({ prefix }) => prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });

  it('are all in the README', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const [, section = ''] = /^### Snippets$([\s\S]*?)^###/m.exec(readme) ?? [];
    const listed = [...section.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) =>
      cell.split(', '),
    );
    const prefixes = all.map(({ prefix }) => `\`${prefix}\``);
    expect(listed.sort()).toEqual(prefixes.sort());
  });

  it.each([
    ['events-rule', 'AWS::Events::Rule'],
    ['scheduler-schedule', 'AWS::Scheduler::Schedule'],
    ['house-rule', 'AWS::Events::Rule'],
  ])('%s gives one resource of the type %s', (prefix, type) => {
    const snippet = Object.values(snippets).find(one => one.prefix === prefix);
    const [text = ''] = hosts(prefix, expand(snippet?.body ?? []));
    const resources = parseTemplate(text).blocks.flatMap(({ block }) => resourceOf(block) ?? []);
    expect(resources.map(resource => resource.type)).toEqual([type]);
    expect(text).toContain('!Sub ${NetworkStack}-');
  });

  it('house-rule asks for five values, and has each in all its places', () => {
    const { body = [] } = Object.values(snippets).find(one => one.prefix === 'house-rule') ?? {};
    const text = body.join('\n');
    const asked = [...text.matchAll(/\$\{(\d+):/g)].map(([, number]) => number);
    expect(asked).toEqual(['1', '2', '3', '4', '5']);
    const filled = ['RefundRule', 'refund', 'Refunds', '15 4 * * ? *', 'orders:refund'].reduce(
      (text, value, i) =>
        text.replace(new RegExp(`\\$\\{${i + 1}:[^}]*\\}|\\$${i + 1}`, 'g'), value),
      text,
    );
    expect(filled.match(/\brefund\b(?!")/g)).toHaveLength(2);
    expect(filled).toContain('"value":"refund"');
    expect(filled).not.toMatch(/ship/i);
  });
});
