import { distance } from 'fastest-levenshtein';
import { exportOf, importsOf } from '../../template/exports.js';
import { gather } from '../../template/gather.js';
import type { Node } from '../../template/node.js';
import type { Template } from '../../template/template.js';
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
    const owners = new Owners(template);
    for (const { offset, found } of referring(template)) {
      const { names, all } = found;
      // many imports name few parameters
      if (names.every(name => owners.of(name) === 'other')) continue;
      for (const { side, reference } of all) {
        const owner = owners.of(reference.name);
        if (owner === 'resource') yield resourceAt(reference, side, offset);
        else if (owner !== 'other') yield misspeltAt(reference, owner, side, offset);
      }
    }
  },
};

/** What a name is of; the parameter that it may have been meant to be, where it is of nothing. */
type Owner = 'resource' | 'other' | { readonly meant: string };

class Owners {
  private readonly known = new Map<string, Owner>();
  private parameters: readonly string[] | undefined;

  constructor(private readonly template: Template) {}

  of(name: string): Owner {
    let owner = this.known.get(name);
    if (!owner) {
      owner = this.find(name);
      this.known.set(name, owner);
    }
    return owner;
  }

  private find(name: string): Owner {
    if (this.template.find('Resources', name)) return 'resource';
    if (name.includes('::') || this.template.find('Parameters', name)) return 'other';
    this.parameters ??= onlyParameters(this.template);
    const near = this.parameters.filter(other => isSlip(name, other));
    const [meant] = near;
    return meant === undefined || near.length > 1 ? 'other' : { meant };
  }
}

/** The parameters, where nothing else can bring names in: macros do, and loops have variables. */
function onlyParameters(template: Template): string[] {
  if (/\b(?:Transform|ForEach)\b/.test(template.text)) return [];
  return template.section('Parameters').map(({ block }) => block.key);
}

function isSlip(name: string, parameter: string): boolean {
  const most = Math.min(2, Math.floor(parameter.length / 4));
  return distance(name, parameter) <= most;
}

type Side = 'import' | 'export';

interface NameReferences {
  /** Each once. */
  readonly names: readonly string[];
  readonly all: readonly { readonly side: Side; readonly reference: Reference }[];
}

const referring = gather((block): NameReferences | null => {
  const named = exportOf(block);
  const of = (side: Side, name: Node) => referencesIn(name).map(reference => ({ side, reference }));
  const all = importsOf(block).flatMap(({ node }) => of('import', node.arg));
  if (named) all.push(...of('export', named.nameNode));
  if (all.length === 0) return null;
  return { names: [...new Set(all.map(({ reference }) => reference.name))], all };
});

function resourceAt({ name, start, end }: Reference, side: Side, offset: number): Finding {
  return {
    start: start + offset,
    end: end + offset,
    message: `\`${name}\` is a resource, and the name of an ${side} must be known before any resource is made: CloudFormation refuses it. Write a literal, a parameter or \`\${AWS::StackName}\`.`,
  };
}

function misspeltAt(
  { name, start, end }: Reference,
  { meant }: { readonly meant: string },
  side: Side,
  offset: number,
): Finding {
  const span = { start: start + offset, end: end + offset };
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
