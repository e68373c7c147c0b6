import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exportLenses } from '../../server/src/features/code-lens.js';
import { definition } from '../../server/src/features/definition.js';
import { documentLinks } from '../../server/src/features/document-links.js';
import { documentSymbols, type Outline } from '../../server/src/features/document-symbols.js';
import { highlights } from '../../server/src/features/highlights.js';
import { inlayHints } from '../../server/src/features/inlay-hints.js';
import { references } from '../../server/src/features/references.js';
import { prepareRename, rename } from '../../server/src/features/rename.js';
import { selectionRanges } from '../../server/src/features/selection-ranges.js';
import type { Span } from '../../server/src/template/node.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { envOf } from './helpers.js';

const YAML = `Parameters:
  Net: {Type: String, Default: net}
Conditions:
  Live: !Equals [!Ref Net, net]
Resources:
  Nightly:
    Type: AWS::Events::Rule
    Condition: Live
    DependsOn: [Queue]
    Properties:
      ScheduleExpression: !If [Live, cron(0 9 ? * MON-FRI *), rate(1 hour)]
      Targets:
        - Id: a
          Arn: {'Fn::ImportValue': !Sub '\${Net}-Cluster'}
          Input: !Sub |-
            {"a": "\${Queue.Arn}"}
  Queue: {Type: AWS::SQS::Queue}
Outputs:
  Arn:
    Value: !GetAtt Nightly.Arn
    Export: {Name: !Sub "\${AWS::StackName}-Arn"}
`;
const JSON_TEXT =
  '{"Resources": {"Q": {"Type": "T", "DependsOn": ["R"]}, "R": {"Type": "AWS::Events::Rule", "Properties": {"ScheduleExpression": "rate(5 minutes)", "X": {"Fn::GetAtt": ["Q", "A"]}}}}}';
const NETWORK = `Outputs:
  Cluster: {Value: x, Export: {Name: net-Cluster}}
`;
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
  '#',
  '\t',
  '|',
  '&a ',
  '*a',
];

/** Asks everything at an offset of a text and gives all spans of its own that come back. */
async function spansAt(text: string, offset: number): Promise<Span[]> {
  const env = envOf(text, { files: { 'n.yml': NETWORK } });
  const template = parseTemplate(text);
  const flat = (outline: Outline): Span[] => [
    outline,
    outline.key,
    ...outline.children.flatMap(flat),
  ];
  const renamed = await rename(template, offset, 'Newer', env, async () => NETWORK);
  const prepared = prepareRename(template, offset, env);
  const own = <P extends Span & { uri: string }>(places: readonly P[]) =>
    places.filter(({ uri }) => uri === env.uri);
  return [
    ...own(definition(template, offset, env)),
    ...own(references(template, offset, env, true)),
    ...highlights(template, offset),
    ...selectionRanges(template, offset),
    ...exportLenses(template),
    ...documentLinks(template, env),
    ...documentSymbols(template, env).flatMap(flat),
    ...inlayHints(template, { start: 0, end: text.length }, 'wordsAndNextRun', env).map(hint => ({
      start: hint.offset,
      end: hint.offset,
    })),
    ...(prepared && 'start' in prepared ? [prepared] : []),
    ...('edits' in renamed ? (renamed.edits.get(env.uri) ?? []) : []),
  ];
}

it('answers at every place of a template that is cut off or broken there', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(YAML, YAML.replaceAll('\n', '\r\n'), JSON_TEXT),
      fc.nat(),
      fc.nat(20),
      fc.array(fc.constantFrom(...SCRAPS), { maxLength: 3 }),
      async (whole, at, length, scraps) => {
        const start = at % (whole.length + 1);
        const typed = scraps.join('');
        const text = whole.slice(0, start) + typed + whole.slice(start + length);
        for (const span of await spansAt(text, start + typed.length))
          expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});
