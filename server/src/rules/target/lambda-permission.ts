import { ownerOfArn, takenFrom, typeOf } from '../../template/arn.js';
import { gather } from '../../template/gather.js';
import { entryOf, get } from '../../template/node.js';
import { resourceOf } from '../../template/resource.js';
import { targetsOf } from '../../template/targets.js';
import type { Template } from '../../template/template.js';
import { isDynamic } from '../../template/values.js';
import type { Rule } from '../rule.js';
import { visible } from './parts.js';

export const lambdaPermission: Rule = {
  id: 'target/lambda-permission',
  severity: 'warning',
  title: 'A function that EventBridge may not call',
  why: 'A rule calls a Lambda function only where the function permits it, by an `AWS::Lambda::Permission` for `events.amazonaws.com`. Without it the rule deploys, fires on time, and the function is never invoked. A permission whose SourceArn is another rule’s does not help.',
  source:
    'The EventBridge user guide: resource-based policies for Lambda targets. Functions and permissions of other stacks are not judged, nor are templates with macros, nested stacks or custom resources.',
  bad: {
    template: `Resources:
  Report:
    Type: AWS::Lambda::Function
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - { Id: report, Arn: !GetAtt Report.Arn }
`,
  },
  good: {
    template: `Resources:
  Report:
    Type: AWS::Lambda::Function
  ReportPermission:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Report
      Principal: events.amazonaws.com
      SourceArn: !GetAtt NightlyRule.Arn
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - { Id: report, Arn: !GetAtt Report.Arn }
`,
  },
  *template(template) {
    let permissions: Permissions | undefined;
    for (const { block, offset, found } of calling(template))
      for (const { name, node } of found) {
        if (typeOf(name, template) !== FUNCTION) continue;
        permissions ??= new Permissions(template);
        if (permissions.allow(block.key, name)) continue;
        const { start, end } = visible(node);
        yield {
          start: start + offset,
          end: end + offset,
          message: `No AWS::Lambda::Permission lets \`${block.key}\` call \`${name}\`: it deploys, and the function is never invoked. Write one with \`FunctionName: !Ref ${name}\`, \`Principal: events.amazonaws.com\` and \`SourceArn: !GetAtt ${block.key}.Arn\`.`,
        };
      }
  },
};

const FUNCTION = 'AWS::Lambda::Function';

const ELSEWHERE =
  /\b(?:Transform|ForEach)\b|\bAWS::CloudFormation::(?:Stack|CustomResource)\b|\bCustom::/;

/** What a rule's targets take their ARN from; a target with a role may do without a permission. */
const calling = gather(block => {
  // that of the rule itself serves targets that have none
  if (entryOf(resourceOf(block)?.properties ?? undefined, 'RoleArn')) return null;
  const called = targetsOf(block).flatMap(({ service, node: target }) => {
    const node = get(target, 'Arn');
    const name = service === 'rule' && !get(target, 'RoleArn') ? ownerOfArn(node) : null;
    return node && name ? [{ name, node }] : [];
  });
  return called.length > 0 ? called : null;
});

/** Which rules may call which functions; 500 rules may have a permission each. */
class Permissions {
  /** The rules by the function; null is any. */
  private readonly rules = new Map<string | null, Set<string | null>>();
  private open: boolean | undefined;

  constructor(private readonly template: Template) {
    for (const { found } of permitting(template)) {
      const callee = this.known(found.callee, FUNCTION);
      const rules = this.rules.get(callee) ?? new Set();
      rules.add(this.known(found.caller, 'AWS::Events::Rule'));
      this.rules.set(callee, rules);
    }
  }

  allow(rule: string, name: string): boolean {
    const isNamed = [name, null].some(callee => {
      const rules = this.rules.get(callee);
      return rules?.has(rule) || rules?.has(null);
    });
    return isNamed || this.isOpen();
  }

  /** What is not surely a resource of that type may be any. */
  private known(name: string | null, type: string): string | null {
    return name !== null && typeOf(name, this.template) === type ? name : null;
  }

  /** Macros, loops, nested stacks and custom resources bring in what is not seen here. */
  private isOpen(): boolean {
    this.open ??= ELSEWHERE.test(this.template.text);
    return this.open;
  }
}

interface Permission {
  /** The logical ids of function and rule; null where they are not resources of the template. */
  readonly callee: string | null;
  readonly caller: string | null;
}

/** A permission that EventBridge may use. */
const permitting = gather((block): Permission | null => {
  const resource = resourceOf(block);
  if (resource?.type !== 'AWS::Lambda::Permission') return null;
  const properties = resource.properties ?? undefined;
  const principal = get(properties, 'Principal');
  const isOthers =
    principal?.kind === 'scalar' &&
    !isDynamic(principal.text) &&
    !/^(?:events\..*|\*)$/.test(principal.text);
  if (isOthers) return null;
  return {
    callee: takenFrom(get(properties, 'FunctionName'))?.split('.')[0] ?? null,
    caller: ownerOfArn(get(properties, 'SourceArn')),
  };
});
