import { nameOf } from '../../template/names.js';
import { entryOf, isEmpty, type Node } from '../../template/node.js';
import { knownValues } from '../../template/values.js';
import type { Finding, Rule } from '../rule.js';

export const name: Rule = {
  id: 'export/name',
  severity: 'error',
  title: 'The name of an export that CloudFormation refuses',
  why: 'An export has a name of 1 to 255 characters, made of letters, digits, colons and hyphens. CloudFormation refuses any other before it deploys anything: underscores, dots, slashes and blanks are the usual ones.',
  source:
    'Documented length; measured: "The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens."',
  bad: {
    template: `Resources:
  Queue:
    Type: AWS::SQS::Queue
Outputs:
  QueueArn:
    Value: !GetAtt Queue.Arn
    Export:
      Name: live_queue_arn
`,
  },
  good: {
    template: `Resources:
  Queue:
    Type: AWS::SQS::Queue
Outputs:
  QueueArn:
    Value: !GetAtt Queue.Arn
    Export:
      Name: live-queue-arn
`,
  },
  *block(block) {
    if (block.section !== 'Outputs') return;
    const exported = entryOf(block.value, 'Export');
    if (!exported) return;
    const named = entryOf(exported.value, 'Name');
    if (named && !isEmpty(named.value)) yield* checkName(named.value);
    else if (named || lacksName(exported.value))
      yield {
        ...(named ?? exported).keySpan,
        message:
          'This export has no name, and importing stacks find it by nothing else. Write `Name: …` under `Export:`.',
      };
  },
};

function lacksName(node: Node): boolean {
  return node.kind === 'scalar' || (node.kind === 'mapping' && !node.open);
}

function* checkName(node: Node): Generator<Finding> {
  for (const text of textsOf(node)) {
    const { start, end } = node;
    if (text.fixed.length > MOST)
      yield {
        start,
        end,
        message: `This name has ${text.fixed.length}${text.whole ? '' : ' or more'} characters, and the name of an export at most ${MOST}. Shorten it.`,
      };
    const odd = /[^A-Za-z0-9:-]/u.exec(text.fixed)?.[0];
    if (odd === undefined && text.fixed === '' && text.whole)
      yield {
        start,
        end,
        message:
          'The name of an export can’t be empty. Write 1 to 255 letters, digits, `:` and `-`.',
      };
    if (odd !== undefined)
      yield {
        start,
        end,
        message: `${ODD[odd] ?? `\`${odd}\``} can’t be in the name of an export: it is made of letters, digits, \`:\` and \`-\`. Write a \`-\` instead.`,
      };
  }
}

const MOST = 255;

const ODD: Readonly<Record<string, string>> = {
  ' ': 'A blank',
  '\t': 'A tab',
  '\n': 'A line break',
};

interface NameText {
  /** What is written out; what is filled in at deployment left out. */
  readonly fixed: string;
  readonly whole: boolean;
}

function textsOf(node: Node): NameText[] {
  const written = nameOf(node);
  if (!written) return knownValues(node, null).map(({ text }) => ({ fixed: text, whole: true }));
  const fixed = written.map(part => (part.kind === 'text' ? part.text : '')).join('');
  return [{ fixed, whole: written.every(part => part.kind === 'text') }];
}
