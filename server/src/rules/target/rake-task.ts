import { gather } from '../../template/gather.js';
import { perBlock } from '../../template/per-block.js';
import { type PlacedCall, rakeCallsOf } from '../../template/rake-calls.js';
import type { RakeCall } from '../../template/rake-command.js';
import type { Tasks } from '../../workspace/tasks.js';
import { movedBy } from '../moved.js';
import type { Finding, Rule } from '../rule.js';
import { gemDefining, isOfRails } from './library-tasks.js';

const EXAMPLE = (task: string) => `Resources:
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

const FILES = {
  Rakefile: "require_relative 'config/application'\nRails.application.load_tasks\n",
  'lib/tasks/reports.rake':
    "namespace :reports do\n  desc 'Mail the sales of the day'\n  task :mail, [:day] => :environment do |_, args|\n    SalesReport.of(args[:day]).deliver_now\n  end\nend\n",
};

export const rakeTask: Rule = {
  id: 'target/rake-task',
  severity: 'error',
  title: 'A rake task that the application does not have',
  why: 'Rake ends with "Don’t know how to build task", so the job never runs, and EventBridge, which did start the container, counts it as delivered. Only a name that is near that of a task is flagged, and only where the application’s Rakefile is in the workspace or `cronwright.yml` lists its tasks. It is a warning where a gem of Gemfile.lock may define the task. Nothing is said while a Ruby file has a syntax error, of the tasks that Rails itself brings, and of names that a loop over unknown values may define.',
  source:
    'Rake’s own resolution of names (TaskManager#[]); what reading the Ruby files with CRuby’s parser gives.',
  bad: { template: EXAMPLE('reports:mial'), files: FILES },
  good: { template: EXAMPLE('reports:mail'), files: FILES },
  *template(template, { workspace: { tasks } }) {
    if (!tasks.isComplete) return;
    for (const { found, offset } of taskCalls(template))
      for (const call of found) {
        const finding = answered(call, tasks);
        if (finding) yield movedBy(finding, offset);
      }
  },
};

export interface TaskCall extends PlacedCall {
  readonly call: RakeCall;
  /** What was last found in it, and the state of the tasks it was asked of. */
  answer: { readonly state: object; readonly finding: Finding | null } | null;
}

/** The rake tasks that a template runs and that are written out. */
const taskCalls = gather(block => {
  const calls = taskCallsOf(block);
  return calls.length > 0 ? calls : null;
});

export const taskCallsOf = perBlock((block): readonly TaskCall[] =>
  rakeCallsOf(block).flatMap(known => {
    const { call } = known;
    if (call.kind !== 'task' || !WRITTEN_OUT.test(call.name)) return [];
    return [{ ...known, call, answer: null }];
  }),
);

function answered(call: TaskCall, tasks: Tasks): Finding | null {
  const { state } = tasks;
  if (call.answer?.state === state) return call.answer.finding;
  const finding = findingOf(call, tasks);
  call.answer = { state, finding };
  return finding;
}

/** A variable's value is not known, and a path is a file for Rake to make. */
const WRITTEN_OUT = /^[\p{L}\p{N}_:?!-]+$/u;

function findingOf({ call: { name }, span, isLiteral }: TaskCall, tasks: Tasks): Finding | null {
  if (tasks.has(name) || isOfRails(name)) return null;
  const near = tasks.near(name);
  if (!near) return null;
  const place = { start: span.start, end: span.end };
  const gem = gemDefining(name, tasks.gems);
  return {
    ...place,
    ...(gem !== undefined && { severity: 'warning' as const }),
    message: `${unknown(name, gem, tasks)} Rake stops where there is none, and the job does not run. Did you mean \`${near}\`?`,
    fixes: isLiteral
      ? [{ title: `Write \`${near}\``, edits: [{ ...place, newText: near }], safe: false }]
      : [],
  };
}

function unknown(name: string, gem: string | undefined, { size }: Tasks): string {
  const though = gem ? `, though the gem \`${gem}\` may` : '';
  if (size === 0) return `\`tasks\` of cronwright.yml lists no rake task \`${name}\`.`;
  const looked = size === 1 ? '1 Ruby file' : `${size} Ruby files`;
  return `No file here defines a rake task \`${name}\`${though} (looked in ${looked}).`;
}
