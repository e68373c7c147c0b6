import { exportOf } from '../../template/exports.js';
import { nameText } from '../../template/names.js';
import { get, type Span } from '../../template/node.js';
import { perBlock } from '../../template/per-block.js';
import type { Rule } from '../rule.js';

export const duplicate: Rule = {
  id: 'export/duplicate',
  severity: 'error',
  title: 'Two outputs of a template export the same name',
  why: 'The name of an export is unique in an account and Region, so a stack that exports one name twice can’t be deployed. Outputs whose conditions exclude each other may share a name.',
  source: 'Documented: "For each AWS account, Export names must be unique within a Region."',
  bad: {
    template: `Resources:
  Queue:
    Type: AWS::SQS::Queue
Outputs:
  QueueUrl:
    Value: !Ref Queue
    Export:
      Name: !Sub '\${AWS::StackName}-Queue'
  QueueArn:
    Value: !GetAtt Queue.Arn
    Export:
      Name: !Sub '\${AWS::StackName}-Queue'
`,
  },
  good: {
    template: `Resources:
  Queue:
    Type: AWS::SQS::Queue
Outputs:
  QueueUrl:
    Value: !Ref Queue
    Export:
      Name: !Sub '\${AWS::StackName}-QueueUrl'
  QueueArn:
    Value: !GetAtt Queue.Arn
    Export:
      Name: !Sub '\${AWS::StackName}-QueueArn'
`,
  },
  *template(template, { uri }) {
    const seen = new Map<string, Placed[]>();
    for (const { block, offset } of template.section('Outputs')) {
      const own = namedOf(block);
      if (!own) continue;
      const span = { start: own.start + offset, end: own.end + offset };
      const before = seen.get(own.name) ?? [];
      const clash = before.find(other => canMeet(other.condition, own.condition));
      if (clash)
        yield {
          ...span,
          message: `\`${own.name}\` is exported by \`${clash.output}\` too, and the name of an export is unique in an account and Region. Give one of them another name.`,
          // of two outputs of which one is conditional, both may never exist
          ...(clash.condition !== own.condition && { severity: 'warning' as const }),
          related: { ...clash.span, uri, message: `\`${clash.output}\` exports it here` },
        };
      seen.set(own.name, [...before, { output: block.key, condition: own.condition, span }]);
    }
  },
};

interface Placed {
  readonly output: string;
  readonly condition: string | null;
  readonly span: Span;
}

/** Of different conditions nothing is known. */
function canMeet(a: string | null, b: string | null): boolean {
  return a === b || a === null || b === null;
}

interface Named extends Span {
  readonly name: string;
  readonly condition: string | null;
}

const namedOf = perBlock((block): Named | null => {
  const found = exportOf(block);
  if (!found?.name) return null;
  const condition = get(block.value, 'Condition');
  return {
    name: nameText(found.name),
    condition: condition?.kind === 'scalar' ? condition.text : null,
    start: found.nameNode.start,
    end: found.nameNode.end,
  };
});
