import type { DayOfWeek, Parsed } from '../../schedule/schedule.js';
import type { Rule } from '../rule.js';
import { overExpressions } from './expressions.js';
import type { TextFinding } from './texts.js';

export const wrapDay: Rule = {
  id: 'schedule/wrap-day',
  severity: 'info',
  title: 'Hours past midnight that belong to another weekday than one thinks',
  why: 'The fields of a cron expression count each alone. `20-2` with `MON-FRI` reads like five nights, but its hours after midnight are those of Monday to Friday too: it runs early on Monday and not early on Saturday.',
  source:
    'The EventBridge user guide has `cron(0/30 20-2 ? * MON-FRI *)` as an example; that fields combine independently is the Quartz grammar.',
  bad: {
    template: `Resources:
  NightShiftRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0/30 20-2 ? * MON-FRI *)
`,
  },
  good: {
    template: `Resources:
  EveningRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0/30 20-23 ? * MON-FRI *)
      Targets:
        - Id: jobs
          Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
`,
  },
  ...overExpressions(lateHours),
};

function lateHours({ schedule, fields }: Parsed): TextFinding[] {
  const hours = fields.find(({ name }) => name === 'hours');
  const range = /(\d+)-(\d+)/.exec(hours?.text ?? '');
  if (schedule?.kind !== 'cron' || schedule.days.by !== 'day-of-week' || !hours || !range)
    return [];
  const [first, last] = [Number(range[1]), Number(range[2])];
  const days = schedule.days.days.filter(({ kind }) => kind === 'day').map(({ day }) => day);
  // `nL` and `n#k` have no neighbour to move to, and on all seven days nothing is amiss
  if (first <= last || days.length === 0 || days.length === 7) return [];
  const [begins, ends] = [
    days.find(day => !days.includes(before(day))),
    days.find(day => !days.includes(after(day))),
  ];
  if (begins === undefined || ends === undefined) return [];
  const night = last === 0 ? '00:00–00:59' : `00:00–0${last}:59`;
  return [
    {
      start: hours.start + range.index,
      end: hours.start + range.index + range[0].length,
      message: `\`${range[0]}\` goes past midnight, but each field counts alone: this runs on ${NAMES[begins]} ${night}, and not on ${NAMES[after(ends)]} ${night}. If the night after ${NAMES[ends]} is meant, write a second schedule for the hours \`0-${last}\` with the days one later.`,
    },
  ];
}

const NAMES: Readonly<Record<DayOfWeek['day'], string>> = {
  1: 'Sunday',
  2: 'Monday',
  3: 'Tuesday',
  4: 'Wednesday',
  5: 'Thursday',
  6: 'Friday',
  7: 'Saturday',
};

function after(day: number): number {
  return (day % 7) + 1;
}

function before(day: number): number {
  return ((day + 5) % 7) + 1;
}
