import { describe, expect, it } from 'vitest';
import { command } from '../../../server/src/rules/target/command.js';
import { container } from '../../../server/src/rules/target/container.js';
import { overrides } from '../../../server/src/rules/target/overrides.js';
import { found } from '../../support/findings.js';

const rule = (input: string, task = 'arn:aws:ecs:x', definitions = '[{Name: app}, {Name: log}]') =>
  `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions: ${definitions}
  Rule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Targets:
        - Id: a
          Input: ${input}
          EcsParameters: {TaskDefinitionArn: ${task}}
`;
const overriding = (keys: string) => rule(`'{"containerOverrides":[{"name":"app",${keys}}]}'`);

describe('target/overrides', () => {
  it.each([
    ['"command":"bundle exec rake a:b"', '"bundle exec rake a:b"'],
    ['"command":"cd /app && rake it"', '"cd /app && rake it"'],
    ['"environment":{"A":"it\'\'s","B":2}', '{"A":"it\'\'s","B":2}'],
  ])('wants a list in %s', (keys, token) =>
    expect(found(overrides, overriding(keys))).toMatchObject([{ token, severity: 'error' }]),
  );

  it.each([
    ['"command":{}', '{}', 'a list of words, and this is an object'],
    ['"command":[["a"]]', '["a"]', 'Each item of `command` is a text'],
    ['"environment":["A=1"]', '"A=1"', 'Each item of `environment` is an object'],
    ['"cpu":[1]', '[1]', '`cpu` is a text'],
    ['"resourceRequirements":[{"type":"GPU"}]', '{"type"', 'requires `value`'],
  ])('refuses %s', (keys, token, words) => {
    const problems = found(overrides, overriding(keys));
    expect(problems).toMatchObject([{ token, severity: 'error' }]);
    expect(problems[0]?.message).toContain(words);
  });

  it('wants a list of containers, each with its name', () => {
    const bare = rule(`'{"containerOverrides":{"name":"app"}}'`);
    expect(found(overrides, bare)).toMatchObject([{ token: '{"name":"app"}' }]);
    expect(found(overrides, rule(`'{"containerOverrides":[{"cpu":1}]}'`))).toMatchObject([
      { token: '{"cpu"', message: expect.stringContaining('requires `name`') },
    ]);
  });

  it('warns of a key that is not there, and names the one that was meant', () => {
    const template = overriding('"comand":["a"]');
    expect(found(overrides, template)).toMatchObject([
      {
        token: '"comand"',
        severity: 'warning',
        message: expect.stringMatching(/mean `command`\?$/),
      },
    ]);
    expect(found(overrides, overriding('"image":"x"'))[0]?.message).toContain('It can have `name`');
    expect(found(overrides, rule(`'{"ContainerOverrides":[]}'`))[0]?.message).toContain(
      'mean `containerOverrides`?',
    );
    expect(found(overrides, rule(`'[]'`))).toMatchObject([{ severity: 'warning' }]);
  });

  it.each([
    overriding('"command":["a"],"environment":[{"name":"A","value":"1"}],"cpu":1'),
    overriding('"command":null,"cpu":"256"'),
    rule(`'{"containerOverrides":[{}],"cpu":"256","ephemeralStorage":{"sizeInGiB":30}}'`),
    rule(`!Sub '{"containerOverrides":[{"name":"app","command":\${Words}}]}'`),
    rule(`!Sub '{"containerOverrides":[{\${Name},"command":["a"]}]}'`),
    rule(`!Sub '{"containerOverrides":\${Overrides}}'`),
    rule(`'{}'`),
  ])('says nothing of %s', template => expect(found(overrides, template)).toEqual([]));

  it.each([
    `!Sub '{"\${Key}": []}'`,
    `!Sub '{"containerOverrides": [{"\${Key}": "app", "command": []}]}'`,
    `'{"{{resolve:ssm:key}}": []}'`,
  ])('does not know a key that the deployment puts in: %s', input =>
    expect(found(overrides, rule(input))).toEqual([]),
  );

  it('takes what stands in for a hole where there is no Sub as it is', () =>
    expect(found(overrides, rule(`'{"\${Key}": []}'`))).toMatchObject([{ severity: 'warning' }]));

  it('looks at targets that run a task alone', () => {
    const other = overriding('"command":"a"').replace(/ +EcsParameters.*\n/, '');
    expect(found(overrides, other)).toEqual([]);
    const sdk = `Resources:
  S:
    Type: AWS::Scheduler::Schedule
    Properties:
      Target: {Arn: 'arn:aws:scheduler:::aws-sdk:ecs:runTask', Input: '{"Cluster": "a"}'}
`;
    expect(found(overrides, sdk)).toEqual([]);
  });
});

describe('target/container', () => {
  const named = (name: string, task?: string, definitions?: string) =>
    rule(`!Sub '{"containerOverrides":[{"name":"${name}"}]}'`, task, definitions);

  it.each(['!Ref Task', '!GetAtt Task.TaskDefinitionArn', "!Sub '${Task}'"])(
    'looks into the task definition behind %s',
    task => {
      const problems = found(container, named('ap', task));
      expect(problems).toMatchObject([{ token: '"ap"', severity: 'warning' }]);
      expect(problems[0]?.message).toContain('`Task` has no container `ap`');
      expect(found(container, named('log', task))).toEqual([]);
    },
  );

  it('asks for what was meant', () => {
    const definitions = '[{Name: worker}, {Name: log}]';
    const template = named('wroker', '!Ref Task', definitions);
    expect(found(container, template)[0]?.message).toMatch(/Did you mean `worker`\?$/);
    expect(found(container, named('x', '!Ref Task'))[0]?.message).toMatch(/It has `app`, `log`\.$/);
  });

  it.each([
    ['another stack', named('x', '!ImportValue task')],
    ['a hole', named('${Name}', '!Ref Task')],
    ['a name that is not known', named('x', '!Ref Task', '[{Name: !Ref Name}]')],
    ['a name that may fit', named('live-x', '!Ref Task', "[{Name: !Sub '${Env}-x'}]")],
    ['a container that may be another', named('x', '!Ref Task', '[!If [A, {Name: a}, {Name: x}]]')],
    ['a list that may be another', named('x', '!Ref Task', '!If [A, [], []]')],
  ])('says nothing with %s', (_, template) => expect(found(container, template)).toEqual([]));
});

describe('target/container across templates', () => {
  const importing = (name: string, task: string) =>
    rule(
      `!Sub '{"containerOverrides":[{"name":"${name}"}]}'`,
      `{'Fn::ImportValue': ${task}}`,
    ).replace('Resources:', 'Parameters:\n  App: {Type: String, Default: app-live}\nResources:');
  const files = (exported: string, containers = '[{Name: worker}]') => ({
    'app.yml': `Resources:
  JobsTask:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions: ${containers}
Outputs:
  JobsTaskArn:
    Value: !Ref JobsTask
    Export: {Name: !Sub '${exported}'}
`,
  });

  it.each(['app-live-task', "!Sub '${App}-task'", "!Join ['-', [!Ref App, task]]"])(
    'looks into the task definition that is imported as %s',
    task => {
      const around = { files: files('app-live-task') };
      const problems = found(container, importing('wroker', task), around);
      expect(problems).toMatchObject([{ token: '"wroker"', severity: 'warning' }]);
      expect(problems[0]?.message).toBe(
        '`JobsTask` in `app.yml` has no container `wroker`, and ECS refuses an override for one that the task does not have, so the job does not start. Did you mean `worker`?',
      );
      expect(found(container, importing('worker', task), around)).toEqual([]);
    },
  );

  it('is silent where another stack may be meant', () => {
    const around = { files: files('${AWS::StackName}-task') };
    expect(found(container, importing('x', 'app-live-task'), around)).toEqual([]);
  });

  it('never writes a name with a hole of the other file', () => {
    const around = { files: files('app-live-task', "[{Name: !Sub '${Stage}-x'}]") };
    const [problem, ...others] = found(container, importing('y', 'app-live-task'), around);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ token: '"y"', fixes: [] });
    expect(found(container, importing('live-x', 'app-live-task'), around)).toEqual([]);
  });

  it('looks into the one of a family, and not behind a revision', () => {
    const template = (arn: string) =>
      rule(`'{"containerOverrides":[{"name":"ap"}]}'`, arn).replace(
        'ContainerDefinitions:',
        'Family: jobs\n      ContainerDefinitions:',
      );
    const arn = "'arn:aws:ecs:eu-west-1:123456789012:task-definition/jobs'";
    expect(found(container, template(arn))).toMatchObject([{ token: '"ap"' }]);
    expect(found(container, template(arn.replace("jobs'", "jobs:3'")))).toEqual([]);
    expect(found(container, template(arn.replace("jobs'", "mails'")))).toEqual([]);
  });

  it('knows of an entry point there', () => {
    const line = rule(
      `'{"containerOverrides":[{"name":"worker","command":["rake a:b"]}]}'`,
      '!ImportValue app-live-task',
    );
    const shell = files('${AWS::StackName}-task', '[{Name: worker, EntryPoint: [sh, -c]}]');
    expect(found(command, line, { files: files('app-live-task') })).toHaveLength(1);
    expect(found(command, line, { files: shell })).toEqual([]);
  });
});

describe('a target whose ARN is that of a cluster of the template', () => {
  const bare = (arn: string, words: string) => `Resources:
  Cluster: {Type: AWS::ECS::Cluster}
  Queue: {Type: AWS::SQS::Queue}
  Rule:
    Type: AWS::Events::Rule
    Properties:
      Targets: [{Id: a, Arn: ${arn}, Input: '{"containerOverrides":[{"name":"a","command":${words}}]}'}]
`;

  it.each(['!GetAtt Cluster.Arn', "!Sub '${Cluster.Arn}'"])('runs a task: %s', arn => {
    expect(found(overrides, bare(arn, '"rake a"'))).toMatchObject([
      { token: '"rake a"', severity: 'error' },
    ]);
    expect(found(command, bare(arn, '["rake a"]'))).toMatchObject([{ token: '"rake a"' }]);
  });

  it.each(['!GetAtt Queue.Arn', '!GetAtt Elsewhere.Arn', '!ImportValue cluster'])(
    'may run none: %s',
    arn => {
      expect(found(overrides, bare(arn, '"rake a"'))).toEqual([]);
      expect(found(command, bare(arn, '["rake a"]'))).toEqual([]);
    },
  );
});

describe('target/command', () => {
  const running = (words: string, definitions?: string) =>
    rule(`'{"containerOverrides":[{"name":"app","command":${words}}]}'`, '!Ref Task', definitions);

  it.each([
    '["bundle exec rake a:b"]',
    '["bundle exec", "rake", "a:b"]',
    '["cd /app && rake it"]',
    '["A=1 rake it"]',
  ])('finds %s', words => {
    expect(found(command, running(words))).toMatchObject([
      { severity: 'warning', fixes: [{ safe: false }] },
    ]);
  });

  it.each(['["rake", "a b"]', '["sh", "-c", "a b"]', '["rake"]', '[" rake "]', '[]', '[1]'])(
    'says nothing of %s',
    words => expect(found(command, running(words))).toEqual([]),
  );

  it('says nothing where an entry point takes the line', () => {
    const shell = '[{Name: app, EntryPoint: [sh, -c]}, {Name: log}]';
    expect(found(command, running('["a b"]', shell))).toEqual([]);
    const other = '[{Name: app}, {Name: log, EntryPoint: [sh, -c]}]';
    expect(found(command, running('["a b"]', other))).toHaveLength(1);
  });

  it('takes a hole for one word', () => {
    const sub = (word: string) => rule(`!Sub '{"containerOverrides":[{"command":["${word}"]}]}'`);
    expect(found(command, sub('${ A }'))).toEqual([]);
    expect(found(command, sub('rake ${Task}'))).toHaveLength(1);
  });
});
