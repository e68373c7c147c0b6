import { describe, expect, it } from 'vitest';
import { exportLenses, lensTitle } from '../../server/src/features/code-lens.js';
import { documentLinks } from '../../server/src/features/document-links.js';
import { documentSymbols, type Outline } from '../../server/src/features/document-symbols.js';
import { type InlayHints, inlayHints } from '../../server/src/features/inlay-hints.js';
import { workspaceSymbols } from '../../server/src/features/workspace-symbols.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { envOf, type World } from './helpers.js';

const SCHEDULES = `Parameters:
  Every: {Type: String, Default: rate(5 minutes)}
Conditions:
  IsLive: !Equals [a, b]
Mappings:
  Sizes: {live: {Cpu: 256}}
Resources:
  Refunds:
    Type: AWS::Events::Rule
    Properties:
      Name: refund_orders
      ScheduleExpression: cron(0 9 ? * MON-FRI *) # at nine
      Targets:
        - Id: refund
          Arn: {'Fn::ImportValue': net-cluster}
          Input: '{"containerOverrides": [{"name": "app", "command": ["rake", "jobs:refund_orders"]}]}'
  Often:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: !Ref Every
  Zoned:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpressionTimezone: Europe/Berlin
      ScheduleExpression: !If
        - IsLive
        - cron(0 6 * * ? *)
        - 'rate(2 hours)'
  Broken:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 9 * *
Outputs:
  Arn:
    Value: !GetAtt Refunds.Arn
    Export: {Name: !Sub '\${AWS::StackName}-refunds'}
`;
const NETWORK = `Outputs:
  ClusterOutput:
    Value: x
    Export: {Name: net-cluster}
`;
const world: World = { files: { 'network.yml': NETWORK } };
const template = parseTemplate(SCHEDULES);
const env = envOf(SCHEDULES, world);

function tree(outlines: readonly Outline[], indent = ''): string[] {
  return outlines.flatMap(({ name, kind, detail, children }) => [
    `${indent}${kind} ${name}${detail ? ` (${detail})` : ''}`,
    ...tree(children, `${indent}  `),
  ]);
}

describe('the outline', () => {
  it('says what each entry is, and rules in words', () => {
    expect(tree(documentSymbols(template, env))).toEqual([
      'section Parameters',
      '  parameter Every (String)',
      'section Conditions',
      '  condition IsLive',
      'section Mappings',
      '  mapping Sizes',
      'section Resources',
      '  rule Refunds (At 09:00, Monday through Friday)',
      '    target refund (rake jobs:refund_orders)',
      '  rule Often (Every 5 minutes)',
      '  rule Zoned (AWS::Scheduler::Schedule)',
      '  rule Broken (AWS::Events::Rule)',
      'section Outputs',
      '  output Arn (${AWS::StackName}-refunds)',
    ]);
  });

  it('has each entry inside of the one above it', () => {
    const check = (outer: Outline) => {
      expect([outer.start <= outer.key.start, outer.key.end <= outer.end]).toEqual([true, true]);
      for (const inner of outer.children) {
        expect([outer.start <= inner.start, inner.end <= outer.end]).toEqual([true, true]);
        check(inner);
      }
    };
    for (const outline of documentSymbols(template, env)) check(outline);
  });

  it('a section is where its own key is, in YAML and in JSON', () => {
    const json = '{"Outputs": {"Outputs": {"Value": 1}},\n"Resources":\n{"A": {"Type": "T"}}}';
    const heads = (text: string) =>
      documentSymbols(parseTemplate(text), env).map(({ name, key, start }) => {
        expect([start, text.slice(key.start, key.end)]).toEqual([key.start, name]);
        return text.slice(0, start).split('\n').length;
      });
    expect(heads(SCHEDULES)).toEqual([1, 3, 5, 7, expect.any(Number)]);
    expect(heads(json)).toEqual([1, 2]);
  });
});

describe('inlay hints', () => {
  const whole = { start: 0, end: SCHEDULES.length };
  const hinted = (style: InlayHints, text = SCHEDULES, range = whole) =>
    inlayHints(parseTemplate(text), range, style, env).map(
      ({ offset, text: words }) =>
        `${text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim()} -> ${words}`,
    );

  it('stand at the ends of the lines of schedules that can be read', () => {
    expect(hinted('words')).toEqual([
      'ScheduleExpression: cron(0 9 ? * MON-FRI *) # at nine -> At 09:00, Monday through Friday (UTC)',
      'ScheduleExpression: !Ref Every -> Every 5 minutes',
      '- cron(0 6 * * ? *) -> At 06:00 (Berlin)',
      "- 'rate(2 hours)' -> Every 2 hours",
    ]);
  });

  it('tell the next run in the user’s zone', () => {
    expect(hinted('wordsAndNextRun').slice(0, 2)).toEqual([
      'ScheduleExpression: cron(0 9 ? * MON-FRI *) # at nine -> At 09:00, Monday through Friday (UTC) · next Wed 25 Nov 01:00 Los Angeles',
      'ScheduleExpression: !Ref Every -> Every 5 minutes',
    ]);
  });

  it('are of the asked part alone, and none where they are off', () => {
    const start = SCHEDULES.indexOf('Often:');
    const range = { start, end: SCHEDULES.indexOf('Zoned:') };
    expect(hinted('words', SCHEDULES, range)).toHaveLength(1);
    expect(hinted('off')).toEqual([]);
  });

  it('keep to the end of the line with CRLF and in JSON', () => {
    expect(hinted('words', SCHEDULES.replaceAll('\n', '\r\n'))).toEqual(hinted('words'));
    const json =
      '{"Resources": {"R": {"Type": "AWS::Events::Rule", "Properties": {\n"ScheduleExpression": "rate(5 minutes)",\n"State": "ENABLED"}}}}';
    const range = { start: 0, end: json.length };
    expect(hinted('words', json, range)).toEqual([
      '"ScheduleExpression": "rate(5 minutes)", -> Every 5 minutes',
    ]);
  });
});

describe('workspace symbols', () => {
  const found = (query: string) =>
    workspaceSymbols(query, env.workspace).map(({ name, detail, uri, start, end }) => {
      const text = uri.endsWith('network.yml') ? NETWORK : SCHEDULES;
      return `${name} (${detail}) at ${text.slice(start, end)}`;
    });
  const REFUNDS = 'Refunds (refund_orders · rake jobs:refund_orders) at Refunds';

  it.each(['Refunds', 'refund_orders', 'jobs:refund', 'rake jobs', 'rfndord'])(
    '%s finds its rule',
    query => expect(found(query)).toContain(REFUNDS),
  );

  it('exports are found, and nothing by what it has not', () => {
    expect(found('net-cluster')).toEqual(['net-cluster (ClusterOutput) at ClusterOutput']);
    expect(found('zzz')).toEqual([]);
    expect(found('')).toHaveLength(6);
  });
});

describe('lenses', () => {
  const importing = (times: number) =>
    `Resources:\n${Array.from(
      { length: times },
      (_, i) =>
        `  R${i}:\n    Type: AWS::SNS::Topic\n    Properties: {A: !ImportValue net-cluster}\n`,
    ).join('')}`;
  const title = (files: Record<string, string>) =>
    lensTitle('ClusterOutput', envOf(NETWORK, { here: 'network.yml', files }));

  it('count the imports and their templates', () => {
    expect(title({ 'a.yml': importing(12), 'b.yml': importing(1), 'c.yml': importing(1) })).toBe(
      'imported 14 times in 3 templates',
    );
    expect(title({ 'a.yml': importing(1) })).toBe('imported once in 1 template');
    expect(title({})).toBe('not imported in this workspace');
  });

  it('stand on the outputs that export', () => {
    const lenses = exportLenses(template);
    expect(lenses.map(({ start, end }) => SCHEDULES.slice(start, end))).toEqual(['Arn']);
  });
});

it('an import links to the output that exports it', () => {
  const links = documentLinks(template, env).map(({ start, end, target, tooltip }) => [
    SCHEDULES.slice(start, end),
    NETWORK.slice(target.start, target.end),
    tooltip,
  ]);
  expect(links).toEqual([['net-cluster', 'ClusterOutput', 'Output ClusterOutput of network.yml']]);
});
