import { gather } from '../../template/gather.js';
import { type Input, inputsOf, overridesIn } from '../../template/input.js';
import { canEqual, type Name, nameText, subParts } from '../../template/names.js';
import { get, type Scalar } from '../../template/node.js';
import type { PlacedBlock, Template } from '../../template/template.js';
import { isDynamic } from '../../template/values.js';
import { NearNames } from '../import/near.js';
import { movedBy } from '../moved.js';
import type { Finding, Rule } from '../rule.js';
import { takenFrom } from './arn.js';
import { isEcs } from './ecs-targets.js';
import { containersOf, taskDefinitionOf } from './task-definition.js';
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
  why: 'ECS refuses to run a task with an override for a container that its task definition lacks. It is found out at the first run, not at deployment. Only a task definition in the same template is looked at, and only where all of its containers are spelled out.',
  source:
    'Documented: `name` of ContainerOverride is the name of the container that receives the override; RunTask answers "Override for container named … is not a container in the TaskDefinition".',
  bad: { template: EXAMPLE('ap') },
  good: { template: EXAMPLE('app') },
  *template(template) {
    for (const { offset, found } of overriding(template))
      for (const named of found) {
        const placed = taskDefinitionOf(named.input.target, template);
        const finding = placed && findingOf(named, placed, template);
        if (finding) yield movedBy(finding, offset);
      }
  },
};

interface Named {
  readonly input: Input;
  readonly scalar: Scalar;
  readonly name: Name;
}

const overriding = gather((block): Named[] | null => {
  const found = inputsOf(block)
    .filter(({ target }) => isEcs(target) && taskIsNamed(target.node))
    .flatMap(input => overridesIn(input.json?.root).flatMap(item => namedBy(item, input)));
  return found.length > 0 ? found : null;
});

function taskIsNamed(target: Input['target']['node']): boolean {
  return Boolean(takenFrom(get(target, 'EcsParameters', 'TaskDefinitionArn')));
}

function namedBy(override: Parameters<typeof get>[0], input: Input): Named[] {
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
  return [{ input, scalar, name }];
}

function findingOf(
  { input, scalar, name }: Named,
  { block }: PlacedBlock,
  template: Template,
): Finding | null {
  const containers = containersOf(block);
  if (!containers || /\bFn::(?:Transform|ForEach)\b/.test(template.text)) return null;
  const names = containers.flatMap(known => (known.name ? [known.name] : []));
  if (names.length < containers.length || names.some(known => canEqual(known, name))) return null;
  const known = names.map(nameText);
  const near = new NearNames(known).of(scalar.text);
  const meant = near.length > 0 ? near : known.length === 1 ? known : [];
  const list = known.map(other => `\`${other}\``).join(', ');
  const rest = near.length > 0 ? `Did you mean \`${near[0]}\`?` : `It has ${list}.`;
  return {
    start: scalar.start,
    end: scalar.end,
    message: `\`${block.key}\` has no container \`${scalar.text}\`, and ECS refuses an override for one that the task does not have, so the job does not start. ${rest}`,
    // a name with a hole can only stand in a Sub
    fixes: meant
      .filter(other => input.isSub || !other.includes('${'))
      .map(other => jsonFix(input, scalar, JSON.stringify(other))),
  };
}
