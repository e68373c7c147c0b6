import { entryOf, isEmpty } from '../../template/node.js';
import { type Resource, resourceOf } from '../../template/resource.js';
import type { Rule } from '../rule.js';

export const missing: Rule = {
  id: 'schedule/missing',
  severity: 'error',
  title: 'A rule with neither a schedule nor an event pattern',
  why: 'A rule needs something that starts it. Without ScheduleExpression and EventPattern the deployment fails; a Scheduler schedule always needs its expression.',
  source:
    'The API reference of PutRule asks for one of the two; the resource schema of AWS::Scheduler::Schedule requires its expression.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      Description: Closes the day
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      Description: Closes the day
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: jobs
          Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
`,
  },
  *block(block) {
    const resource = resourceOf(block);
    const starters = STARTERS.get(resource?.type ?? '');
    if (!resource || !starters || isOpen(resource)) return;
    const entries = starters.flatMap(name => entryOf(resource.properties ?? undefined, name) ?? []);
    if (entries.some(({ value }) => !isEmpty(value))) return;
    const [empty] = entries;
    yield {
      ...(empty?.keySpan ?? block.keySpan),
      message: empty
        ? `${empty.key} holds nothing, so nothing starts \`${block.key}\`. ${EXAMPLE}`
        : `Nothing starts \`${block.key}\`: it has no ${starters.join(' and no ')}. ${EXAMPLE}`,
    };
  },
};

const EXAMPLE = 'Write e.g. `ScheduleExpression: cron(0 9 * * ? *)` for every day at 09:00 UTC.';

const STARTERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['AWS::Events::Rule', ['ScheduleExpression', 'EventPattern']],
  ['AWS::Scheduler::Schedule', ['ScheduleExpression']],
]);

/** What is not seen may come from elsewhere. */
function isOpen({ body, properties }: Resource): boolean {
  const written = entryOf(body, 'Properties')?.value;
  return body.open || properties?.open === true || (!properties && !!written && !isEmpty(written));
}
