import { gather } from '../../template/gather.js';
import { get, isIntrinsic, type Node } from '../../template/node.js';
import { resourceOf, scheduleOf } from '../../template/resource.js';
import type { Template } from '../../template/template.js';
import { isDynamic, mayBeAbsent } from '../../template/values.js';
import type { Rule } from '../rule.js';

export const customBus: Rule = {
  id: 'schedule/custom-bus',
  severity: 'error',
  title: 'A scheduled rule on an event bus of one’s own',
  why: 'Only the default event bus has schedules. The deployment fails, or, where the bus is named later, the rule never runs.',
  source:
    'The EventBridge user guide: scheduled rules are supported on the default event bus only.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: orders
      ScheduleExpression: rate(5 minutes)
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: default
      ScheduleExpression: rate(5 minutes)
      Targets:
        - Id: jobs
          Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
`,
  },
  *template(template) {
    for (const { offset, found: bus } of onBus(template)) {
      const name = customName(bus, template);
      if (!name) continue;
      yield {
        start: offset + bus.start,
        end: offset + bus.end,
        message: `A schedule works on the default event bus only, and \`${name}\` is another. Remove EventBusName, or move the schedule to a rule of its own.`,
      };
    }
  },
};

const onBus = gather(block => {
  const use = scheduleOf(block);
  // without its schedule the rule may well be on another bus
  if (use?.service !== 'rule' || mayBeAbsent(use.expression.value)) return null;
  return get(resourceOf(block)?.properties ?? undefined, 'EventBusName') ?? null;
});

/** The name of a bus that is certainly not the default one. */
function customName(bus: Node, template: Template): string | null {
  if (bus.kind === 'scalar')
    return bus.text === '' || isDynamic(bus.text) || isDefault(bus.text) ? null : bus.text;
  const id = isIntrinsic(bus, 'Ref') || isIntrinsic(bus, 'Fn::GetAtt') ? firstText(bus.arg) : '';
  const resource = template.find('Resources', id.split('.')[0] ?? '')?.block.value;
  const type = get(resource, 'Type');
  return type?.kind === 'scalar' && type.text === 'AWS::Events::EventBus' ? id : null;
}

function isDefault(bus: string): boolean {
  return /^(?:.*:event-bus\/)?default$/.test(bus);
}

function firstText(arg: Node): string {
  const first = arg.kind === 'list' ? arg.items[0] : arg;
  return first?.kind === 'scalar' ? first.text : '';
}
