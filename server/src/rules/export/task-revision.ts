import { exportOf } from '../../template/exports.js';
import { perBlock } from '../../template/per-block.js';
import { resourceOf } from '../../template/resource.js';
import { referencesIn } from '../import/references.js';
import type { Rule } from '../rule.js';

export const taskRevision: Rule = {
  id: 'export/task-revision',
  severity: 'info',
  title: 'An exported ARN of a task definition, with its revision',
  why: 'The ARN that `Ref` gives of an `AWS::ECS::TaskDefinition` ends in its revision. Each change of the task makes a new revision, so the exported value changes with each deploy, and CloudFormation refuses to change an export while another stack imports it. The first deploy after someone imports it stops with "cannot be updated as it is in use by".',
  source: 'Documented: an exported value can’t be modified while another stack imports it.',
  bad: {
    template: `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: app
Outputs:
  TaskArn:
    Value: !Ref Task
    Export:
      Name: app-task
`,
  },
  good: {
    template: `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: app
Outputs:
  TaskArn:
    Value: !Sub arn:\${AWS::Partition}:ecs:\${AWS::Region}:\${AWS::AccountId}:task-definition/app
    Export:
      Name: app-task
`,
  },
  *template(template) {
    for (const { block, offset } of template.section('Outputs'))
      for (const { name, attribute, start, end } of exportedReferences(block)) {
        if (attribute !== null && attribute !== 'TaskDefinitionArn') continue;
        const resource = template.find('Resources', name);
        if (!resource || resourceOf(resource.block)?.type !== 'AWS::ECS::TaskDefinition') continue;
        yield {
          start: start + offset,
          end: end + offset,
          message: `This is the ARN of \`${name}\` with its revision, which changes with each deploy of the task, and an export can’t change while another stack imports it. Export the ARN without a revision: \`…:task-definition/family\`.`,
        };
      }
  },
};

const exportedReferences = perBlock(block => {
  const value = exportOf(block)?.value;
  return value ? referencesIn(value) : [];
});
