import { type Entry, entryOf, type Mapping, type Node, type Scalar } from '../../template/node.js';
import { resourceOf } from '../../template/resource.js';
import { isDynamic, mayBeAbsent } from '../../template/values.js';
import type { Finding, Rule } from '../rule.js';
import { isBooleanOff } from '../yaml/boolean-mode.js';

export const flexibleWindow: Rule = {
  id: 'schedule/flexible-window',
  severity: 'error',
  title: 'A flexible time window that Scheduler refuses',
  why: 'FlexibleTimeWindow is required. `FLEXIBLE` needs a window of 1 to 1440 minutes, `OFF` must have none; otherwise the deployment fails.',
  source:
    'The resource schema of AWS::Scheduler::Schedule (required, values, range); that OFF takes no window is measured in public reports.',
  bad: {
    template: `Resources:
  MorningSchedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(0 9 * * ? *)
      FlexibleTimeWindow: { Mode: FLEXIBLE }
`,
  },
  good: {
    template: `Resources:
  MorningSchedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(0 9 * * ? *)
      FlexibleTimeWindow: { Mode: FLEXIBLE, MaximumWindowInMinutes: 15 }
      Target:
        Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
        RoleArn: arn:aws:iam::123456789012:role/scheduler
`,
  },
  *block(block) {
    const resource = resourceOf(block);
    const properties = resource?.properties;
    if (resource?.type !== 'AWS::Scheduler::Schedule' || !properties) return;
    const window = entryOf(properties, 'FlexibleTimeWindow');
    if (window) yield* windowFindings(window);
    else if (!properties.open)
      yield {
        ...block.keySpan,
        message: `\`${block.key}\` has no FlexibleTimeWindow, which Scheduler requires. To run on time write \`FlexibleTimeWindow: { Mode: 'OFF' }\`.`,
      };
  },
};

function* windowFindings({ keySpan, value: window }: Entry): Generator<Finding> {
  if (window.kind !== 'mapping' && window.kind !== 'scalar') return;
  const mode = entryOf(window, 'Mode');
  if (window.kind === 'mapping' && mode) yield* modeFindings(mode.value, mode, window);
  else if (window.kind === 'scalar' || !window.open)
    yield {
      ...keySpan,
      message: "FlexibleTimeWindow needs a Mode. To run on time write `Mode: 'OFF'`.",
    };
  const minutes = entryOf(window, 'MaximumWindowInMinutes')?.value;
  if (minutes?.kind === 'scalar' && !isDynamic(minutes.text)) yield* minutesFindings(minutes);
}

function* modeFindings(value: Node, { keySpan }: Entry, window: Mapping): Generator<Finding> {
  if (value.kind !== 'scalar' || isDynamic(value.text)) return;
  const minutes = entryOf(window, 'MaximumWindowInMinutes');
  if (value.text === 'FLEXIBLE' && !minutes && !window.open)
    yield {
      ...spanOf(value),
      message:
        'FLEXIBLE needs MaximumWindowInMinutes, 1 to 1440. Write it, or `OFF` to run on time.',
    };
  if (value.text === 'OFF' && minutes && !mayBeAbsent(minutes.value))
    yield {
      ...minutes.keySpan,
      message:
        'With Mode OFF there is no window, and Scheduler refuses one. Remove it, or write `FLEXIBLE`.',
    };
  // what YAML 1.1 makes a boolean of is yaml/boolean-mode's to say
  if (typeof value.value === 'boolean' || isBooleanOff(value)) return;
  if (value.text !== 'FLEXIBLE' && value.text !== 'OFF')
    yield {
      ...(value.text ? spanOf(value) : keySpan),
      message: `Mode is \`OFF\` or \`FLEXIBLE\`, in capitals${value.text ? `, not \`${value.text}\`` : ''}. To run on time write \`'OFF'\`.`,
    };
}

function* minutesFindings(minutes: Scalar): Generator<Finding> {
  const count = Number(minutes.text);
  if (minutes.text !== '' && Number.isInteger(count) && count >= 1 && count <= 1440) return;
  yield {
    ...spanOf(minutes),
    message: `A flexible window is 1 to 1440 whole minutes (a day)${minutes.text ? `, and this is \`${minutes.text}\`` : ''}. Write e.g. \`15\`.`,
  };
}

function spanOf({ start, end }: Scalar) {
  return { start, end: Math.max(end, start + 1) };
}
