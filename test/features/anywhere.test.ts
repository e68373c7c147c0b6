import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete } from '../../server/src/features/complete.js';
import { hover } from '../../server/src/features/hover.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { envOf, insertedText } from './helpers.js';

const YAML = `Parameters:
  NetworkStack: {Type: String, Default: net}
Resources:
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 9 ? * MON-FRI *)
      Targets:
        - Id: a
          Arn: {'Fn::ImportValue': !Sub '\${NetworkStack}-Cluster'}
          RoleArn: !ImportValue role
          Input: |-
            {"a": [1, 2]}
          EcsParameters:
            TaskDefinitionArn:
              Fn::ImportValue:
                Fn::Join: ['-', [!Ref NetworkStack, "Task"]]
  Zoned:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: !If [Live, "rate(5 minutes)", 'at(2026-12-01T09:00:00)']
      ScheduleExpressionTimezone: Europe/Berlin
      FlexibleTimeWindow: {Mode: "OFF"}
Outputs:
  Arn:
    Value: !GetAtt Nightly.Arn
    Export: {Name: !Sub "\${AWS::StackName}-Arn"}
`;
const JSON_TEXT = JSON.stringify(
  {
    Resources: {
      Nightly: {
        Type: 'AWS::Events::Rule',
        Properties: {
          ScheduleExpression: 'cron(0 9 ? * MON-FRI *)',
          Targets: [{ Id: 'a', Arn: { 'Fn::ImportValue': { 'Fn::Sub': '${N}-Cluster' } } }],
        },
      },
    },
  },
  null,
  2,
);
const NETWORK = `Outputs:
  Cluster:
    Value: x
    Export:
      Name: !Sub '\${AWS::StackName}-Cluster'
`;
const TEXTS = [YAML, YAML.replaceAll('\n', '\r\n'), JSON_TEXT];
const SCRAPS = [
  '\n',
  ' ',
  '- ',
  ': ',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  '!Sub ',
  '${',
  '(',
  '#',
  '\t',
  'x',
  ',',
];

/** Asks everything at an offset; gives what is wrong with the answers. */
function faultsAt(text: string, offset: number, env = envOf('', { files: { 'n.yml': NETWORK } })) {
  const template = parseTemplate(text);
  const found = hover(template, offset, env);
  const spans = [...(found ? [found] : []), ...complete(template, offset, env)];
  return spans.filter(
    ({ start, end }) => !(0 <= start && start <= offset && offset <= end && end <= text.length),
  );
}

describe('at every place of a template', () => {
  it.each(TEXTS.map((text, i) => [['YAML', 'YAML with CRLF', 'JSON'][i], text] as const))(
    '%s gives answers that are about that place',
    (_, text) => {
      const env = envOf(text, { files: { 'n.yml': NETWORK } });
      const template = parseTemplate(text);
      for (let offset = 0; offset <= text.length; offset++) {
        for (const { start, end } of complete(template, offset, env)) {
          expect(start).toBeLessThanOrEqual(offset);
          expect(end).toBeGreaterThanOrEqual(offset);
          expect(text.slice(start, end)).not.toMatch(/[\r\n]/);
        }
        const found = hover(template, offset, env);
        if (found) expect([found.start <= offset, offset <= found.end]).toEqual([true, true]);
      }
    },
  );

  it('survives a template that is cut off or broken there', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TEXTS),
        fc.nat(),
        fc.nat(20),
        fc.array(fc.constantFrom(...SCRAPS), { maxLength: 3 }),
        (whole, at, length, scraps) => {
          const start = at % (whole.length + 1);
          const typed = scraps.join('');
          const text = whole.slice(0, start) + typed + whole.slice(start + length);
          return faultsAt(text, start + typed.length).length === 0;
        },
      ),
      { numRuns: 200 },
    );
  });
});

it('a completed value or key leaves a template that reads without a fault', () => {
  const env = envOf(YAML, { files: { 'n.yml': NETWORK } });
  const template = parseTemplate(YAML);
  for (let offset = 0; offset <= YAML.length; offset++)
    for (const completion of complete(template, offset, env).slice(0, 3)) {
      if (completion.kind === 'field-value') continue;
      const text =
        YAML.slice(0, completion.start) + insertedText(completion) + YAML.slice(completion.end);
      expect(parseTemplate(text).syntax, `${completion.label} at ${offset}`).toEqual([]);
    }
});
