import { grouped } from '../../template/grouped.js';
import { scheduleOf } from '../../template/resource.js';
import type { Block, PlacedBlock } from '../../template/template.js';
import type { Finding, Rule } from '../rule.js';
import { certainlyRuns } from './job.js';
import { meet, timesOf } from './times.js';
import { worksOf } from './work.js';

export const duplicateWork: Rule = {
  id: 'rule/duplicate-work',
  severity: 'warning',
  title: 'Two rules start the same work at the same time',
  why: 'Both are enabled, start the same target with the same command, and their times meet: the job then runs twice at once. That is left from a move (the old rule stayed), or from a copy whose command was not changed.',
  source: 'A comparison of the rules of the template over the next 400 days.',
  bad: { template: twoRules('cron(0 3 ? * MON *)') },
  good: { template: twoRules('cron(0 15 ? * MON *)') },
  *template(template, { now, uri }) {
    for (const group of byWork(template).repeated) {
      const jobs = group.blocksIn(template);
      for (const [i, job] of jobs.entries()) {
        const before = jobs.slice(0, Math.min(i, MOST_COMPARED));
        const other = before.find(one => meetOn(dayOf(now), one.block, job.block));
        if (other) yield* findings(job, other, uri);
      }
    }
  },
};

/** What surely runs at known times, by what it starts. */
const byWork = grouped(block => (certainlyRuns(block) && timesOf(block) ? worksOf(block) : []));

function twoRules(expression: string): string {
  const rule = (id: string, expression: string) => `  ${id}:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: ${expression}
      State: ENABLED
      Targets:
        - Id: stock
          Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/main
          RoleArn: arn:aws:iam::123456789012:role/events
          EcsParameters:
            TaskDefinitionArn: arn:aws:ecs:eu-west-1:123456789012:task-definition/app
          Input: '{"containerOverrides":[{"name":"app","command":["rake","stock:count"]}]}'
`;
  return `Resources:\n${rule('CountStockRule', 'cron(0 3 * * ? *)')}${rule('CountStockOnMondayRule', expression)}`;
}

/** A work that more start than so many is one for which the command doesn't tell. */
const MOST_COMPARED = 8;

const DAY = 86_400_000;

/** Within a day the answer stays, so that it may be kept. */
function dayOf(now: number): number {
  return Math.floor(now / DAY) * DAY;
}

const compared = new WeakMap<Block, Map<string, boolean>>();

function meetOn(day: number, one: Block, other: Block): boolean {
  const [a, b] = [timesOf(one), timesOf(other)];
  if (!a || !b) return false;
  const known = compared.get(one) ?? new Map<string, boolean>();
  compared.set(one, known);
  const key = `${day} ${b.key}`;
  const answer = known.get(key) ?? meet(a, b, day);
  known.set(key, answer);
  return answer;
}

function* findings(job: PlacedBlock, other: PlacedBlock, uri: string): Generator<Finding> {
  const [own, its] = [scheduleOf(job.block), scheduleOf(other.block)];
  if (!own || !its) return;
  const same = timesOf(job.block)?.key === timesOf(other.block)?.key;
  yield {
    start: job.offset + own.expression.value.start,
    end: job.offset + own.expression.value.end,
    message: `\`${job.block.key}\` starts the same work as \`${other.block.key}\`, and ${same ? 'at the same times' : 'at times that meet'}: the job then runs twice at once. Remove one of them, or give this another time or command.`,
    related: {
      start: other.offset + its.expression.value.start,
      end: other.offset + its.expression.value.end,
      uri,
      message: `\`${other.block.key}\` starts it here`,
    },
  };
}
