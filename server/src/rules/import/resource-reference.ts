import { distance } from 'fastest-levenshtein';
import { type BlockKeys, blockKeysOf } from '../../template/block-keys.js';
import { exportOf, importsOf } from '../../template/exports.js';
import { gatherGiven } from '../../template/gather.js';
import { hasMacros } from '../../template/macros.js';
import type { Node } from '../../template/node.js';
import { perBlock } from '../../template/per-block.js';
import type { Template } from '../../template/template.js';
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
    for (const { offset, found } of misnamed(template, ownersOf(template)))
      for (const finding of found) yield movedBy(finding, offset);
  },
};

const misnamed = gatherGiven((block, owners: Owners): Finding[] | null => {
  const findings = referencesOf(block).flatMap(({ side, reference }) => {
    const owner = owners.of(reference.name);
    if (owner === 'other') return [];
    return owner === 'resource' ? resourceAt(reference, side) : misspeltAt(reference, owner, side);
  });
  return findings.length > 0 ? findings : null;
});

/** What a name is of; the parameter that it may have been meant to be, where it is of nothing. */
type Owner = 'resource' | 'other' | { readonly meant: string };

class Owners {
  private readonly known = new Map<string, Owner>();

  constructor(
    private readonly keys: BlockKeys,
    /** Nothing but the template brings names in. */
    readonly areAll: boolean,
  ) {}

  of(name: string): Owner {
    let owner = this.known.get(name);
    if (!owner) {
      owner = this.find(name);
      this.known.set(name, owner);
    }
    return owner;
  }

  private find(name: string): Owner {
    if (this.keys.has('Resources', name)) return 'resource';
    if (name.includes('::') || this.keys.has('Parameters', name) || !this.areAll) return 'other';
    const near = this.keys.keysOf('Parameters').filter(other => isSlip(name, other));
    const [meant] = near;
    return meant === undefined || near.length > 1 ? 'other' : { meant };
  }
}

const known = new WeakMap<BlockKeys, Owners>();

/** The same object for as long as its answers stay the same. */
function ownersOf(template: Template): Owners {
  const keys = blockKeysOf(template);
  const areAll = !hasMacros(template);
  let owners = known.get(keys);
  if (owners?.areAll !== areAll) {
    owners = new Owners(keys, areAll);
    known.set(keys, owners);
  }
  return owners;
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
