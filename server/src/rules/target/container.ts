import { gatherGiven } from '../../template/gather.js';
import { type Input, inputsOf, overridesIn } from '../../template/input.js';
import { canEqual, type Name, nameText, subParts } from '../../template/names.js';
import { get, type Mapping, type Scalar } from '../../template/node.js';
import { perBlock } from '../../template/per-block.js';
import type { TaskReference } from '../../template/task-definition.js';
import { isDynamic } from '../../template/values.js';
import { NearNames } from '../import/near.js';
import { movedBy } from '../moved.js';
import type { Finding, Rule } from '../rule.js';
import {
  canStandIn,
  type FoundTask,
  type TaskDefinitions,
  taskDefinitionsFor,
  taskLabel,
  taskOf,
} from './task-definition.js';
import { jsonFix } from './written.js';

const EXAMPLE = (name: string) => `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: app
      ContainerDefinitions:
        - Name: app
          Image: app:1
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: nightly
          Arn: arn:aws:ecs:us-east-1:123456789012:cluster/jobs
          RoleArn: arn:aws:iam::123456789012:role/events
          Input: '{"containerOverrides": [{"name": "${name}", "command": ["rake", "db:clean"]}]}'
          EcsParameters:
            TaskDefinitionArn: !Ref Task
`;

export const container: Rule = {
  id: 'target/container',
  severity: 'warning',
  title: 'An override of a container that the task definition does not have',
  why: 'ECS refuses to run a task with an override for a container that its task definition lacks. It is found out at the first run, not at deployment. A task definition is looked at in the same template, or in the one template of the workspace that exports its ARN under just that name; and only where all of its containers are spelled out.',
  source:
    'Documented: `name` of ContainerOverride is the name of the container that receives the override; RunTask answers "Override for container named … is not a container in the TaskDefinition".',
  bad: { template: EXAMPLE('ap') },
  good: { template: EXAMPLE('app') },
  *template(template, context) {
    for (const { offset, found } of misnamed(template, taskDefinitionsFor(template, context)))
      for (const finding of found) yield movedBy(finding, offset);
  },
};

const misnamed = gatherGiven((block, tasks: TaskDefinitions): Finding[] | null => {
  const findings = namedIn(block).flatMap(named => {
    const task = tasks.find(named.task);
    return (task?.isSure && findingOf(named, task)) || [];
  });
  return findings.length > 0 ? findings : null;
});

/** A container that an override names. */
interface Named {
  readonly task: TaskReference;
  readonly input: Input;
  readonly scalar: Scalar;
  readonly name: Name;
}

const namedIn = perBlock((block): readonly Named[] =>
  inputsOf(block).flatMap(input => {
    const task = taskOf(input.target);
    return task ? overridesIn(input.json?.root).flatMap(item => namedBy(item, input, task)) : [];
  }),
);

function namedBy(override: Mapping, input: Input, task: TaskReference): Named[] {
  const scalar = get(override, 'name');
  if (scalar?.kind !== 'scalar' || typeof scalar.value !== 'string') return [];
  if (scalar.text === '' || isDynamic(scalar.text)) return [];
  const name: Name = input.isSub
    ? subParts(scalar.text).map(part =>
        part.kind === 'text'
          ? { kind: 'text', text: part.text }
          : { kind: 'hole', name: part.text },
      )
    : [{ kind: 'text', text: scalar.text }];
  return [{ task, input, scalar, name }];
}

function findingOf({ input, scalar, name }: Named, task: FoundTask): Finding | null {
  const { containers } = task.definition;
  const names = containers?.flatMap(known => (known.name ? [known.name] : [])) ?? [];
  if (!containers || names.length < containers.length) return null;
  if (names.some(known => canEqual(known, name))) return null;
  const known = names.map(nameText);
  const near = new NearNames(known).of(scalar.text);
  const meant = near.length > 0 ? near : known.length === 1 ? known : [];
  const list = known.map(other => `\`${other}\``).join(', ');
  const rest = near.length > 0 ? `Did you mean \`${near[0]}\`?` : `It has ${list}.`;
  return {
    start: scalar.start,
    end: scalar.end,
    message: `${taskLabel(task)} has no container \`${scalar.text}\`, and ECS refuses an override for one that the task does not have, so the job does not start. ${rest}`,
    fixes: names
      .filter(other => meant.includes(nameText(other)) && canStandIn(input, other, task))
      .map(other => jsonFix(input, scalar, JSON.stringify(nameText(other)))),
  };
}
