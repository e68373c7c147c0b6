import { gatherGiven } from '../../template/gather.js';
import { perBlock } from '../../template/per-block.js';
import { type PlacedCall, rakeCallsOf } from '../../template/rake-calls.js';
import type { RakeCall } from '../../template/rake-command.js';
import type { Tasks } from '../../workspace/tasks.js';
import { movedBy } from '../moved.js';
import type { Finding, Rule } from '../rule.js';
import { gemDefining, isOfRails } from './library-tasks.js';

/** A template that runs a task by the clock. */
export const runningTask = (task: string) => `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      State: ENABLED
      Targets:
        - Id: nightly
          Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/jobs
          RoleArn: arn:aws:iam::123456789012:role/events
          EcsParameters:
            TaskDefinitionArn: arn:aws:ecs:eu-west-1:123456789012:task-definition/app
          Input: '{"containerOverrides":[{"name":"app","command":["bundle","exec","rake","${task}"]}]}'
`;

/** An application with the task `reports:mail`. */
export const REPORTS = {
  Rakefile: "require_relative 'config/application'\nRails.application.load_tasks\n",
  'lib/tasks/reports.rake':
    "namespace :reports do\n  desc 'Mail the sales of the day'\n  task :mail, [:day] => :environment do |_, args|\n    SalesReport.of(args[:day]).deliver_now\n  end\nend\n",
};

export const rakeTask: Rule = {
  id: 'target/rake-task',
  severity: 'error',
  title: 'A rake task that the application does not have',
  why: 'Rake ends with "Don’t know how to build task", so the job never runs, and EventBridge, which did start the container, counts it as delivered. Only a name that is near that of a task is flagged, and only where the application’s Rakefile is in the workspace or `cronwright.yml` lists its tasks. It is a warning where a gem of Gemfile.lock may define the task, and where another application of the workspace has a Ruby file with a syntax error: an application is the folder of a Rakefile with all that is below it, and a task of any will do, since the command does not say where it runs. Nothing is said of a name that is near a task of an application with such a file, of the tasks that Rails itself brings, and of names that a loop over unknown values may define.',
  source:
    'Rake’s own resolution of names (TaskManager#[]); what reading the Ruby files with CRuby’s parser gives.',
  bad: { template: runningTask('reports:mial'), files: REPORTS },
  good: { template: runningTask('reports:mail'), files: REPORTS },
  *template(template, { workspace: { tasks } }) {
    if (!tasks.isComplete) return;
    for (const { found, offset } of unknownTasks(template, tasks, tasks.state))
      for (const finding of found) yield movedBy(finding, offset);
  },
};

export interface TaskCall extends PlacedCall {
  readonly call: RakeCall;
}

const unknownTasks = gatherGiven((block, tasks: Tasks): Finding[] | null => {
  const findings = taskCallsOf(block).flatMap(call => findingOf(call, tasks) ?? []);
  return findings.length > 0 ? findings : null;
});

/** The rake tasks that a block runs and that are written out. */
export const taskCallsOf = perBlock((block): readonly TaskCall[] =>
  rakeCallsOf(block).flatMap(known => {
    const { call } = known;
    if (call.kind !== 'task' || !WRITTEN_OUT.test(call.name)) return [];
    return [{ ...known, call }];
  }),
);

/** A variable's value is not known, and a path is a file for Rake to make. */
const WRITTEN_OUT = /^[\p{L}\p{N}_:?!-]+$/u;

function findingOf({ call: { name }, span, isLiteral }: TaskCall, tasks: Tasks): Finding | null {
  if (tasks.has(name) || isOfRails(name)) return null;
  const near = tasks.near(name);
  if (!near || !tasks.isClear(near)) return null;
  const place = { start: span.start, end: span.end };
  const gem = gemDefining(name, tasks.gems);
  return {
    ...place,
    ...((gem !== undefined || tasks.unclear > 0) && { severity: 'warning' as const }),
    message: `${unknown(name, gem, tasks)} Rake stops where there is none, and the job does not run. Did you mean \`${near}\`?`,
    fixes: isLiteral
      ? [{ title: `Write \`${near}\``, edits: [{ ...place, newText: near }], safe: false }]
      : [],
  };
}

function unknown(name: string, gem: string | undefined, { size, unclear }: Tasks): string {
  const though = gem ? `, though the gem \`${gem}\` may` : '';
  if (size === 0) return `\`tasks\` of cronwright.yml lists no rake task \`${name}\`.`;
  const files = size === 1 ? '1 Ruby file' : `${size} Ruby files`;
  const looked = unclear > 0 ? `${files}, of which ${unclear} can’t be read to the end` : files;
  return `No file here defines a rake task \`${name}\`${though} (looked in ${looked}).`;
}
