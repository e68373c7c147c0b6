import { inCase, wordsOf } from '../rules/rule/words.js';
import type { Template } from '../template/template.js';
import type { Answers, Surroundings } from './answers.js';
import { commandWords } from './command.js';
import { coreOf, jobsOf, TYPES } from './job.js';
import { type NewParameter, Parts } from './parts.js';
import type { Plain } from './plain.js';

export interface BuiltIn {
  readonly resource: Plain;
  readonly parameters: readonly NewParameter[];
}

/** A rule or schedule that runs a task on ECS Fargate, by what its surroundings have. */
export function builtIn(answers: Answers, template: Template, env: Surroundings): BuiltIn {
  const { kind } = answers;
  const parts = new Parts(template, kind, env);
  const task = parts.find('taskDefinition');
  const target = {
    Arn: parts.find('cluster'),
    RoleArn: parts.find('role'),
    EcsParameters: {
      TaskDefinitionArn: task,
      LaunchType: 'FARGATE',
      NetworkConfiguration: {
        [kind === 'rule' ? 'AwsVpcConfiguration' : 'AwsvpcConfiguration']: {
          Subnets: parts.find('subnets'),
          SecurityGroups: parts.find('securityGroups'),
        },
      },
    },
    Input: input(answers, template, parts, task),
  };
  const properties = kind === 'rule' ? ruleOf(answers, target) : scheduleOf(answers, target);
  return {
    resource: { Type: TYPES[kind], Properties: properties },
    parameters: parts.parameters,
  };
}

function head({ name, description, schedule }: Answers): { [key: string]: Plain } {
  return {
    Name: name.includes('${') ? { 'Fn::Sub': name } : name,
    ...(description !== '' && { Description: description }),
    ScheduleExpression: schedule,
  };
}

function ruleOf(answers: Answers, target: Plain & object): Plain {
  const id = inCase(wordsOf(coreOf(answers.name)), 'kebab-case').slice(0, 64);
  return {
    ...head(answers),
    State: 'ENABLED',
    Targets: [{ Id: id || 'task', ...target }],
  };
}

function scheduleOf(answers: Answers, target: Plain): Plain {
  return {
    ...head(answers),
    ScheduleExpressionTimezone: answers.timezone ?? 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    State: 'ENABLED',
    Target: target,
  };
}

function input({ task }: Answers, template: Template, parts: Parts, definition: Plain): Plain {
  const [sibling] = jobsOf(template).flatMap(({ job }) => job.commands);
  const command = commandWords(
    task,
    sibling?.words.map(({ text }) => text),
  );
  const { name, isSub } = parts.container(definition);
  const words = isSub ? command.map(word => word.replaceAll('${', '${!')) : command;
  const text = JSON.stringify({ containerOverrides: [{ name, command: words }] });
  return isSub ? { 'Fn::Sub': text } : text;
}
