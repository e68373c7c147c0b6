import { gather } from '../../template/gather.js';
import { get, type Scalar } from '../../template/node.js';
import { resourceOf } from '../../template/resource.js';
import { knownValues } from '../../template/values.js';
import type { Rule } from '../rule.js';

export const booleanMode: Rule = {
  id: 'yaml/boolean-mode',
  severity: 'warning',
  title: '`Mode: OFF` without quotes',
  why: 'In YAML 1.1, which many tools still read, an unquoted `OFF` is the boolean false. A `FlexibleTimeWindow` whose `Mode` is `false` is refused. Quotes keep it a text for every reader.',
  source: 'The YAML 1.1 boolean type; Mode takes OFF or FLEXIBLE.',
  bad: {
    template: `Resources:
  NightlySchedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      FlexibleTimeWindow:
        Mode: OFF
      Target:
        Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
        RoleArn: arn:aws:iam::123456789012:role/scheduler
`,
  },
  good: {
    template: `Resources:
  NightlySchedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      FlexibleTimeWindow:
        Mode: 'OFF'
      Target:
        Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
        RoleArn: arn:aws:iam::123456789012:role/scheduler
`,
  },
  *template(template) {
    if (template.format === 'json') return;
    // a parameter that several schedules use is said once
    const said = new Set<Scalar>();
    for (const { offset, found: mode } of modes(template)) {
      for (const value of knownValues(mode, template)) {
        const { scalar } = value;
        if (!scalar || said.has(scalar) || !isBooleanOff(scalar)) continue;
        said.add(scalar);
        const at = value.block ? value.block.offset : offset;
        const span = { start: scalar.start + at, end: scalar.end + at };
        yield {
          ...span,
          message: `Unquoted, \`${scalar.text}\` is the boolean false to readers of YAML 1.1, and \`Mode\` takes a text. Write \`'OFF'\`.`,
          fixes: [{ title: "Write `'OFF'`", edits: [{ ...span, newText: "'OFF'" }], safe: true }],
        };
      }
    }
  },
};

const modes = gather(block => {
  const resource = resourceOf(block);
  const isSchedule = resource?.type === 'AWS::Scheduler::Schedule';
  if (!isSchedule) return null;
  return get(resource.properties ?? undefined, 'FlexibleTimeWindow', 'Mode') ?? null;
});

/** What a reader of YAML 1.1 takes for false, and should be the text `OFF`. */
export function isBooleanOff({ style, text }: Scalar): boolean {
  return style === 'plain' && /^(?:off|Off|OFF)$/.test(text);
}
