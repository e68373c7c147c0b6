import { gather } from '../../template/gather.js';
import { type Command, commandsOf } from '../../template/input.js';
import { canEqual, type Name } from '../../template/names.js';
import { movedBy } from '../moved.js';
import type { Finding, Rule } from '../rule.js';
import { isCluster, isEcs, ownerOf } from './ecs-targets.js';
import { type TaskDefinitions, taskDefinitionsFor, taskOf } from './task-definition.js';
import { commandJson, jsonFix } from './written.js';

export const command: Rule = {
  id: 'target/command',
  severity: 'warning',
  title: 'A whole command line as one element of a command',
  why: 'ECS starts the first element of `command` as a program and hands it the others. A line with blanks in one element is looked up as one program of that name, which no image has, so the container stops at once. Only an image whose entry point is a shell takes it apart; where the task definition is known, from this template or another one of the workspace, and sets an entry point, nothing is said.',
  source: 'Documented: each element of a container’s command is one argument (Docker’s exec form).',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: nightly
          Arn: arn:aws:ecs:us-east-1:123456789012:cluster/jobs
          RoleArn: arn:aws:iam::123456789012:role/events
          Input: '{"containerOverrides": [{"name": "app", "command": ["bundle exec rake db:clean"]}]}'
          EcsParameters:
            TaskDefinitionArn: arn:aws:ecs:us-east-1:123456789012:task-definition/app
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: nightly
          Arn: arn:aws:ecs:us-east-1:123456789012:cluster/jobs
          RoleArn: arn:aws:iam::123456789012:role/events
          Input: '{"containerOverrides": [{"name": "app", "command": ["bundle", "exec", "rake", "db:clean"]}]}'
          EcsParameters:
            TaskDefinitionArn: arn:aws:ecs:us-east-1:123456789012:task-definition/app
`,
  },
  *template(template, context) {
    const tasks = taskDefinitionsFor(template, context);
    for (const { offset, found } of wholeLines(template))
      for (const { command, cluster, finding } of found)
        if ((cluster === null || isCluster(cluster, template)) && !hasEntryPoint(command, tasks))
          yield movedBy(finding, offset);
  },
};

interface WholeLine {
  readonly command: Command;
  /** The resource that is a cluster if this is an ECS target; null where it is one in any case. */
  readonly cluster: string | null;
  readonly finding: Finding;
}

const wholeLines = gather((block): WholeLine[] | null => {
  const found = commandsOf(block).flatMap(command => {
    const cluster = isEcs(command.target) ? null : ownerOf(command.target);
    const finding = isEcs(command.target) || cluster ? findingOf(command) : null;
    return finding ? [{ command, cluster, finding }] : [];
  });
  return found.length > 0 ? found : null;
});

function findingOf({ input, node }: Command): Finding | null {
  const [first] = node.items;
  if (first?.kind !== 'scalar' || typeof first.value !== 'string') return null;
  const text = input.isSub ? first.text.replace(/\$\{[^${}]*\}/g, 'x') : first.text;
  if (!/\S\s+\S/.test(text)) return null;
  const words = commandJson(first.text).join(', ');
  const shown = node.items.length > 1 ? `[${words}, …]` : `[${words}]`;
  return {
    start: first.start,
    end: first.end,
    message: `ECS looks for one program that is called \`${first.text}\`, blanks and all; where the image’s entry point is no shell, the container stops at once. Write a word an element: \`${shown}\`.`,
    fixes: [jsonFix(input, first, words)],
  };
}

/** What an entry point makes of the command is not known. */
function hasEntryPoint({ target, container }: Command, tasks: TaskDefinitions): boolean {
  const containers = tasks.find(taskOf(target))?.definition.containers ?? [];
  const name: Name = [{ kind: 'text', text: container }];
  return containers.some(
    known => known.hasEntryPoint && (known.name === null || canEqual(known.name, name)),
  );
}
