import type { Service } from '../schedule/schedule.js';
import type { Difference } from './differences.js';
import type { Replacement } from './review.js';
import { valueText } from './value.js';
import type { RuleVersion } from './version.js';
import { code, listed } from './words.js';

/**
 * The properties that can't be changed in place. Sources: "Update requires" in the template
 * reference of AWS::Events::Rule and AWS::Scheduler::Schedule.
 */
const CREATE_ONLY: Readonly<Record<Service, readonly string[]>> = {
  rule: ['Name', 'EventBusName'],
  scheduler: ['Name'],
};

/** What comes of a change to a property that can't be changed in place; null where there is none. */
export function replacementOf(
  service: Service,
  before: RuleVersion,
  after: RuleVersion,
  differences: readonly Difference[],
): Replacement | null {
  const changed = (property: string) =>
    differences.filter(({ path }) => path === property || path.startsWith(`${property} (`));
  const properties = CREATE_ONLY[service].filter(property => changed(property).length > 0);
  if (properties.length > 0) {
    const said = listed(properties.flatMap(changed).map(differenceText));
    return {
      kind: 'replaced',
      runsTwice: canRunTwice(before, after),
      properties,
      message: `${said}: ${windowText(before, after)}`,
    };
  }
  const [group] = service === 'scheduler' ? changed('GroupName') : [];
  return group ? groupChange(group) : null;
}

/** Source: aws/aws-cdk issue 34216, where it is reproduced. */
function groupChange(group: Difference): Replacement {
  return {
    kind: 'fails',
    runsTwice: false,
    properties: ['GroupName'],
    message: `${differenceText(group)}: CloudFormation looks for the schedule in its new group and fails with NotFound. Give it a new logical id and a new Name as well, so that it is made anew.`,
  };
}

/** Where neither is known to be switched off. */
export function canRunTwice(before: RuleVersion, after: RuleVersion): boolean {
  return before.state !== 'DISABLED' && after.state !== 'DISABLED';
}

/** Both are there from when the new one is made until the end of the deployment. */
export function windowText(before: RuleVersion, after: RuleVersion): string {
  const how =
    'CloudFormation makes the new one first and removes the old one at the end of the deployment';
  if (!canRunTwice(before, after)) return `${how}; as one of them is disabled, nothing runs twice.`;
  return `${how}. What is due in between runs twice, so deploy between two runs, or keep what it was.`;
}

function differenceText({ path, before, after }: Difference): string {
  const text = (value: Difference['before']) => (value ? code(valueText(value)) : 'nothing');
  return `${path} changes from ${text(before)} to ${text(after)}`;
}
