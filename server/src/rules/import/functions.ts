import { exportOf, importsOf } from '../../template/exports.js';
import { childrenOf, isIntrinsic, type Node } from '../../template/node.js';
import type { Finding, Rule } from '../rule.js';

export const functions: Rule = {
  id: 'import/functions',
  severity: 'error',
  title: 'A function that the name of an import or export can’t hold',
  why: 'The name of an import or export is one text that CloudFormation puts together from literals, parameters and mappings. It refuses imported values and availability zones in it, at any depth, and whatever gives a list or a condition instead of a text.',
  source:
    'Documented: Base64, FindInMap, If, Join, Select, Sub and Ref customise the name. Measured: "must not depend on any resources, imported values, or Fn::GetAZs".',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: nightly
          Arn:
            Fn::ImportValue: !ImportValue cluster-export-name
`,
  },
  good: {
    template: `Parameters:
  Stacks:
    Type: String
Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: nightly
          Arn:
            Fn::ImportValue: !Select [0, !Split [',', !Ref Stacks]]
`,
  },
  *block(block) {
    for (const { node } of importsOf(block)) yield* refused(node.arg, 'import');
    const named = exportOf(block);
    if (named) yield* refused(named.nameNode, 'export');
  },
};

type Side = 'import' | 'export';

function* refused(name: Node, side: Side): Generator<Finding> {
  if (name.kind === 'list') {
    const message = `The name of an ${side} is one text, and this is a list. ${ONE_OF_LIST}`;
    yield { start: name.start, end: name.end, message };
  }
  const gives = name.kind === 'intrinsic' ? GIVES_NO_TEXT[name.name] : undefined;
  if (name.kind === 'intrinsic' && gives) {
    const message = `\`${name.name}\` gives ${gives.what}, and the name of an ${side} is one text. ${gives.instead}`;
    yield { ...name.nameSpan, message };
  } else yield* unsettled(name, side);
}

const ONE_OF_LIST = 'Take one item with `Fn::Select`, or put them together with `Fn::Join`.';
const LIST = { what: 'a list', instead: ONE_OF_LIST };
const TRUTH = { what: 'true or false', instead: 'Choose between two names with `Fn::If`.' };

const GIVES_NO_TEXT: Readonly<Record<string, { what: string; instead: string }>> = {
  'Fn::Split': LIST,
  'Fn::Cidr': LIST,
  'Fn::And': TRUTH,
  'Fn::Or': TRUTH,
  'Fn::Not': TRUTH,
  'Fn::Equals': TRUTH,
};

/** Imported values and availability zones, which are not known yet when the name must be. */
function* unsettled(node: Node, side: Side): Generator<Finding> {
  const what = node.kind === 'intrinsic' ? UNSETTLED[node.name] : undefined;
  if (node.kind === 'intrinsic' && what !== undefined) {
    const message = `\`${node.name}\` can’t be in the name of an ${side}: CloudFormation settles that name before it knows ${what}. Write a literal or a parameter.`;
    yield { ...node.nameSpan, message };
  }
  // an import inside says its own
  if (isIntrinsic(node, 'Fn::ImportValue')) return;
  for (const child of childrenOf(node)) yield* unsettled(child, side);
}

const UNSETTLED: Readonly<Record<string, string>> = {
  'Fn::ImportValue': 'what others export',
  'Fn::GetAZs': 'the availability zones',
};
