import { grouped } from '../../template/grouped.js';
import { nameOf, nameText } from '../../template/names.js';
import { moved } from '../../template/node.js';
import { perBlock } from '../../template/per-block.js';
import type { Block } from '../../template/template.js';
import type { Rule } from '../rule.js';
import { jobOf, nounOf, propertyOf } from './job.js';

export const duplicateName: Rule = {
  id: 'rule/duplicate-name',
  severity: 'error',
  title: 'Two rules of a template have the same name',
  why: 'A name is unique on its event bus, and a schedule’s in its group. The second of two rules with one name can’t be created, and the deployment fails: CloudFormation finds that it already exists.',
  source:
    'The EventBridge user guide: rule names are unique on a bus; CreateSchedule gives a ConflictException for a name that its group has.',
  bad: {
    template: `Resources:
  ShipOrdersRule:
    Type: AWS::Events::Rule
    Properties:
      Name: ship-orders
      ScheduleExpression: cron(0 3 * * ? *)
      State: ENABLED
      Targets: [{ Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }]
  ExpireCartsRule:
    Type: AWS::Events::Rule
    Properties:
      Name: ship-orders
      ScheduleExpression: rate(30 minutes)
      State: ENABLED
      Targets: [{ Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }]
`,
  },
  good: {
    template: `Resources:
  ShipOrdersRule:
    Type: AWS::Events::Rule
    Properties:
      Name: ship-orders
      ScheduleExpression: cron(0 3 * * ? *)
      State: ENABLED
      Targets: [{ Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }]
  ExpireCartsRule:
    Type: AWS::Events::Rule
    Properties:
      Name: expire-carts
      ScheduleExpression: rate(30 minutes)
      State: ENABLED
      Targets: [{ Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }]
`,
  },
  *template(template, { uri }) {
    for (const group of byName(template).repeated) {
      const [first, ...others] = group.blocksIn(template);
      const before = first && namedIn(first.block);
      for (const { block, offset } of others) {
        const named = namedIn(block);
        // a key that stands twice is one resource, and yaml/syntax has it
        if (!before || !named || first.block.key === block.key) continue;
        yield {
          ...moved(named.span, offset),
          message: `\`${first.block.key}\` is called \`${named.name}\` too, and ${named.within}, so the deployment fails. Give this ${named.noun} a name of its own.`,
          related: {
            ...moved(before.span, first.offset),
            uri,
            message: `\`${first.block.key}\` has the name here`,
          },
        };
      }
    }
  },
};

const byName = grouped(block => {
  const named = namedIn(block);
  return named ? [named.key] : [];
});

const namedIn = perBlock(block => {
  const job = jobOf(block);
  const node = propertyOf(block, 'Name');
  // conditions may keep two rules apart
  if (!job || job.isConditional || !node) return null;
  const name = nameOf(node);
  const home = homeOf(block, job.service);
  if (!name || home === null) return null;
  const text = nameText(name);
  return {
    key: `${job.service} ${home} ${text}`,
    name: text,
    noun: nounOf(job),
    within:
      job.service === 'rule' ? 'a bus has each name once' : 'a schedule group has each name once',
    span: { start: node.start, end: node.end },
  };
});

/** The bus of a rule, the group of a schedule; null where it can't be known. */
function homeOf(block: Block, service: 'rule' | 'scheduler'): string | null {
  const node = propertyOf(block, service === 'rule' ? 'EventBusName' : 'GroupName');
  if (!node) return 'default';
  const name = nameOf(node);
  return name && nameText(name);
}
