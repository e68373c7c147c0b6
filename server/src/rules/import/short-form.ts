import { childrenOf, type Intrinsic, type Node } from '../../template/node.js';
import type { Block } from '../../template/template.js';
import type { Edit, Finding, Fix, Rule } from '../rule.js';

export const shortForm: Rule = {
  id: 'import/short-form',
  severity: 'error',
  title: '`!ImportValue` with another short form behind it',
  why: 'A YAML value can have one tag. `!ImportValue !Sub name` has two, so the template can’t be read, by CloudFormation or by anyone else. One of the two has to be in its long form.',
  source:
    'Documented: the short form of Fn::ImportValue can’t contain the short form of another function.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: nightly
          Arn: !ImportValue !Sub '\${AWS::Region}-ClusterArn'
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: nightly
          Arn:
            Fn::ImportValue: !Sub '\${AWS::Region}-ClusterArn'
`,
  },
  block: block => findIn(block, block.value, false),
};

/** Where the `!ImportValue` stands that has a second tag at an offset behind it; -1 for none. */
export function outerImport(text: string, innerTag: number): number {
  let end = innerTag;
  while (end > 0 && /\s/.test(text[end - 1] ?? '')) end--;
  const start = end - OUTER.length;
  return end < innerTag && text.startsWith(OUTER, start) ? start : -1;
}

const OUTER = '!ImportValue';

function* findIn(block: Block, node: Node, inFlow: boolean): Generator<Finding> {
  if (node.kind === 'intrinsic' && node.short) {
    const start = outerImport(block.text, node.nameSpan.start);
    if (start >= 0) yield findingAt(block, node, start, inFlow);
  }
  const flow = inFlow || isFlow(node, block.text);
  for (const child of childrenOf(node)) yield* findIn(block, child, flow);
}

function isFlow(node: Node, text: string): boolean {
  if (node.kind === 'list' || node.kind === 'mapping') return node.flow;
  return node.kind === 'intrinsic' && !node.short && text[node.start] === '{';
}

function findingAt({ text }: Block, inner: Intrinsic, start: number, inFlow: boolean): Finding {
  const tag = text.slice(inner.nameSpan.start, inner.nameSpan.end);
  const message = `A value can have one YAML tag, and \`!ImportValue ${tag}\` is two: the template can’t be read. Write the outer one long: \`Fn::ImportValue: ${tag} …\`.`;
  const edits = inFlow ? flowEdits(inner, start) : blockEdits(text, inner, start);
  const fix: Fix = { title: `Write \`Fn::ImportValue: ${tag} …\``, edits, safe: true };
  return { start, end: inner.nameSpan.end, message, ...(edits.length > 0 && { fixes: [fix] }) };
}

/** The key is quoted: older readers of YAML stumble over `::` in a plain key between braces. */
function flowEdits(inner: Intrinsic, start: number): Edit[] {
  return [
    { start, end: inner.nameSpan.start, newText: "{'Fn::ImportValue': " },
    { start: inner.end, end: inner.end, newText: '}' },
  ];
}

function blockEdits(text: string, inner: Intrinsic, start: number): Edit[] {
  // what goes on over several lines would have to be indented anew
  if (text.slice(inner.start, inner.end).trimEnd().includes('\n')) return [];
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start);
  const end = inner.nameSpan.start;
  if (/^ *(?:- +)+$/.test(before)) return [{ start, end, newText: 'Fn::ImportValue: ' }];
  const key = /^( *(?:- +)*)[^\s-].*:[ \t]+$/.exec(before);
  if (!key) return [];
  const indent = ' '.repeat((key[1] ?? '').length + 2);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const afterColon = lineStart + before.trimEnd().length;
  return [{ start: afterColon, end, newText: `${newline}${indent}Fn::ImportValue: ` }];
}
