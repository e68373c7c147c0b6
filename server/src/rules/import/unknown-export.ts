import { type Import, importsOf } from '../../template/exports.js';
import { gatherGiven } from '../../template/gather.js';
import type { Name } from '../../template/names.js';
import { isIntrinsic, type Node, type Span } from '../../template/node.js';
import type { Template } from '../../template/template.js';
import type { Context, Finding, Fix, Rule } from '../rule.js';
import { type Lookup, lookupFor, type Missing } from './lookup.js';

export const unknownExport: Rule = {
  id: 'import/unknown-export',
  severity: 'warning',
  title: 'An import that no known stack exports',
  why: 'A deployment that imports what nobody exports stops with "No export named … found". Most exporters live in other repositories, so an unknown name alone is no fault and is only counted. It is told as a warning where a known export has nearly this name, or where the other names of its stack are known; and as an error where `cronwright.yml` names a recorded list of exports that is complete.',
  source:
    'Documented: Fn::ImportValue imports values that have been exported in the same account and Region.',
  bad: {
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
            Fn::ImportValue: !Sub '\${NetworkStack}-ClutserArn'
`,
    files: {
      'network.yml': `Resources:
  Cluster:
    Type: AWS::ECS::Cluster
Outputs:
  ClusterArn:
    Value: !GetAtt Cluster.Arn
    Export:
      Name: !Sub '\${AWS::StackName}-ClusterArn'
`,
    },
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
    files: {
      'network.yml': `Resources:
  Cluster:
    Type: AWS::ECS::Cluster
Outputs:
  ClusterArn:
    Value: !GetAtt Cluster.Arn
    Export:
      Name: !Sub '\${AWS::StackName}-ClusterArn'
`,
    },
  },
  *template(template, context) {
    const lookup = lookupFor(template, context.uri, context.workspace);
    for (const { offset, found } of unresolved(template, lookup))
      for (const { span, missing } of found.missing) yield findingAt(span, offset, missing);
  },
};

/** How many imports have no exporter that is known, and nothing is said of them. */
export function unresolvedImports(
  template: Template,
  context: Pick<Context, 'uri' | 'workspace'>,
): number {
  const lookup = lookupFor(template, context.uri, context.workspace);
  return unresolved(template, lookup).reduce((sum, { found }) => sum + found.silent, 0);
}

/** The imports of a block whose exporter is not known. */
interface Unresolved {
  readonly missing: readonly { readonly span: TextSpan; readonly missing: Missing }[];
  /** So many of which nothing is said. */
  readonly silent: number;
}

const unresolved = gatherGiven((block, lookup: Lookup) => ask(importsOf(block), lookup));

function ask(imports: readonly Import[], lookup: Lookup): Unresolved | null {
  const names = imports.flatMap(({ name }): Name[] => (name ? [name] : []));
  const missing: { span: TextSpan; missing: Missing }[] = [];
  let silent = 0;
  for (const { node, name } of imports) {
    const verdict = name ? lookup.verdict(name, names) : 'silent';
    if (verdict === 'silent') silent++;
    else if (verdict !== 'known') missing.push({ span: textSpan(node.arg), missing: verdict });
  }
  return silent > 0 || missing.length > 0 ? { missing, silent } : null;
}

interface TextSpan extends Span {
  /** The name stands there letter for letter. */
  readonly exact: boolean;
}

function textSpan(name: Node): TextSpan {
  const text = isIntrinsic(name, 'Fn::Sub') ? name.arg : name;
  if (text.kind !== 'scalar' || text.textStart < 0)
    return { start: name.start, end: name.end, exact: false };
  return { start: text.textStart, end: text.textStart + text.text.length, exact: true };
}

function findingAt(span: TextSpan, offset: number, { message, severity, meant }: Missing): Finding {
  const at = { start: span.start + offset, end: span.end + offset };
  const fixes = span.exact ? meant.map(newText => replacement(at, newText)) : [];
  return { ...at, message, severity, ...(fixes.length > 0 && { fixes }) };
}

function replacement(span: Span, newText: string): Fix {
  return { title: `Write \`${newText}\``, edits: [{ ...span, newText }], safe: false };
}
