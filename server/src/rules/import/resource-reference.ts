import { distance } from 'fastest-levenshtein';
import { type BlockKeys, blockKeysOf } from '../../template/block-keys.js';
import { exportOf, importsOf } from '../../template/exports.js';
import { grouped } from '../../template/grouped.js';
import { hasMacros } from '../../template/macros.js';
import type { Node } from '../../template/node.js';
import { perBlock } from '../../template/per-block.js';
import { movedBy } from '../moved.js';
import type { Finding, Rule } from '../rule.js';
import { type Reference, referencesIn } from './references.js';

export const resourceReference: Rule = {
  id: 'import/resource-reference',
  severity: 'error',
  title: 'The name of an import or export depends on a resource',
  why: 'CloudFormation settles the names of imports and exports before it makes any resource, so they can hold only what is known by then: literals, parameters, pseudo parameters, mappings and conditions. `Ref` or `Fn::GetAtt` of a resource there stops the deployment. A misspelt parameter is taken for a resource, with the same result.',
  source:
    'Documented for Fn::ImportValue and Outputs; measured: "the attribute in Fn::ImportValue must not depend on any resources, imported values, or Fn::GetAZs", also for a misspelt parameter.',
  bad: {
    template: `Resources:
  Queue:
    Type: AWS::SQS::Queue
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: nightly
          Arn:
            Fn::ImportValue: !Sub '\${Queue}-Arn'
`,
  },
  good: {
    template: `Parameters:
  NetworkStack:
    Type: String
Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: nightly
          Arn:
            Fn::ImportValue: !Sub '\${NetworkStack}-ClusterArn'
`,
  },
  *template(template) {
    const keys = blockKeysOf(template);
    const areAll = !hasMacros(template);
    for (const group of byName(template).all) {
      const owner = ownerOf(group.key, keys, areAll);
      if (owner === 'other') continue;
      for (const { block, offset } of group.blocksIn(template))
        for (const { side, reference } of referencesOf(block))
          if (reference.name === group.key)
            yield movedBy(findingAt(reference, side, owner), offset);
    }
  },
};

/** What a name is of; the parameter that it may have been meant to be, where it is of nothing. */
type Owner = 'resource' | 'other' | { readonly meant: string };

/** `areAll`: nothing but the template brings names in. */
function ownerOf(name: string, keys: BlockKeys, areAll: boolean): Owner {
  if (keys.has('Resources', name)) return 'resource';
  if (name.includes('::') || keys.has('Parameters', name) || !areAll) return 'other';
  const near = keys.keysOf('Parameters').filter(other => isSlip(name, other));
  const [meant] = near;
  return meant === undefined || near.length > 1 ? 'other' : { meant };
}

function isSlip(name: string, parameter: string): boolean {
  const most = Math.min(2, Math.floor(parameter.length / 4));
  return distance(name, parameter) <= most;
}

type Side = 'import' | 'export';

interface NameReference {
  readonly side: Side;
  readonly reference: Reference;
}

const referencesOf = perBlock((block): readonly NameReference[] => {
  const named = exportOf(block);
  const of = (side: Side, name: Node) => referencesIn(name).map(reference => ({ side, reference }));
  const all = importsOf(block).flatMap(({ node }) => of('import', node.arg));
  return named ? [...all, ...of('export', named.nameNode)] : all;
});

/** The blocks by the names that they refer to in imports and exports. */
const byName = grouped(block => [
  ...new Set(referencesOf(block).map(({ reference }) => reference.name)),
]);

function findingAt(reference: Reference, side: Side, owner: Exclude<Owner, 'other'>): Finding {
  return owner === 'resource' ? resourceAt(reference, side) : misspeltAt(reference, owner, side);
}

function resourceAt({ name, start, end }: Reference, side: Side): Finding {
  return {
    start,
    end,
    message: `\`${name}\` is a resource, and the name of an ${side} must be known before any resource is made: CloudFormation refuses it. Write a literal, a parameter or \`\${AWS::StackName}\`.`,
  };
}

function misspeltAt(
  { name, start, end }: Reference,
  { meant }: { readonly meant: string },
  side: Side,
): Finding {
  const span = { start, end };
  const message = `No parameter is called \`${name}\`, so CloudFormation takes it for a resource and refuses the name of this ${side}. Did you mean \`${meant}\`?`;
  const isHole = end - start === `\${${name}}`.length;
  if (!isHole && end - start !== name.length) return { ...span, message };
  const newText = isHole ? `\${${meant}}` : meant;
  return {
    ...span,
    message,
    fixes: [{ title: `Write \`${newText}\``, edits: [{ ...span, newText }], safe: true }],
  };
}
