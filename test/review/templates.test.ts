import { describe, expect, it } from 'vitest';
import { valueText } from '../../server/src/review/value.js';
import { evidenceOf, levelOf, NOW, resources, reviewed, reviewOf, rule } from './support.js';

const ECS = (command: string, more: readonly string[] = []) => [
  'Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/live',
  'RoleArn: arn:aws:iam::123456789012:role/events',
  `Input: '{"containerOverrides":[{"name":"app","command":${command}}]}'`,
  'EcsParameters:',
  '  TaskDefinitionArn: arn:aws:ecs:eu-west-1:123456789012:task-definition/app:12',
  ...more.map(line => `  ${line}`),
];

describe('a changed schedule', () => {
  const review = reviewed(
    resources(rule()),
    resources(rule({ expression: 'cron(0 4,16 * * ? *)' })),
  );
  const [change] = review.changes;

  it('is told in words, with its next five runs and runs a day', () => {
    expect(review.changes).toHaveLength(1);
    expect(change).toMatchObject({
      logicalId: 'Nightly',
      service: 'rule',
      action: 'changed',
      file: 'schedules.yml',
      line: 2,
      before: { timing: { words: 'At 03:00 (UTC)', perDay: 1, frequency: '1 run a day' } },
      after: { timing: { words: 'At 04:00 and 16:00 (UTC)', perDay: 2 } },
    });
    expect(change?.before?.timing.next).toEqual(
      [25, 26, 27, 28, 29].map(day => Date.UTC(2026, 10, day, 3)),
    );
    expect(change?.after?.timing.next.slice(0, 2)).toEqual([
      Date.UTC(2026, 10, 24, 16),
      Date.UTC(2026, 10, 25, 4),
    ]);
  });

  it('is to be looked at, and nothing else', () => {
    expect(review.verdict).toBe('look');
    expect(review.checks.filter(({ level }) => level !== 'pass').map(({ id }) => id)).toEqual([
      'schedule',
    ]);
    expect(evidenceOf(review, 'schedule')).toBe(
      '`Nightly`: At 03:00 (UTC), `cron(0 3 * * ? *)`, 1 run a day → At 04:00 and 16:00 (UTC), `cron(0 4,16 * * ? *)`, 2 runs a day.',
    );
  });

  it('runs after now', () => {
    for (const next of review.changes.flatMap(({ after }) => after?.timing.next ?? []))
      expect(next).toBeGreaterThan(NOW);
  });
});

describe('a schedule in its own zone', () => {
  const schedule = (zone: string) =>
    resources(`  Mail:
    Type: AWS::Scheduler::Schedule
    Properties:
      Name: mail
      ScheduleExpression: cron(0 9 * * ? *)
      ${zone}
      FlexibleTimeWindow: { Mode: 'OFF' }
      Target: { Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs', RoleArn: 'arn:aws:iam::123456789012:role/s' }
`);

  it('moves with its zone', () => {
    const { changes } = reviewed(
      schedule('ScheduleExpressionTimezone: Europe/Berlin'),
      schedule('ScheduleExpressionTimezone: Asia/Tokyo'),
    );
    expect(changes[0]).toMatchObject({
      before: { timing: { words: 'At 09:00 (Europe/Berlin)', zone: 'Europe/Berlin' } },
      after: { timing: { words: 'At 09:00 (Asia/Tokyo)' } },
      replacement: null,
    });
    expect(changes[0]?.after?.timing.next[0]).toBe(Date.UTC(2026, 10, 25, 0));
  });

  it('is the same where UTC is said or left out', () => {
    expect(
      reviewed(schedule('ScheduleExpressionTimezone: UTC'), schedule('Description: ""')).changes,
    ).toEqual([]);
  });

  it('fails to deploy where its group changes', () => {
    const review = reviewed(schedule('GroupName: old'), schedule('GroupName: new'));
    expect(review.changes[0]?.replacement).toMatchObject({
      kind: 'fails',
      properties: ['GroupName'],
    });
    expect(levelOf(review, 'replacement')).toBe('stop');
    expect(evidenceOf(review, 'replacement')).toMatch(/from `old` to `new`.*NotFound/);
  });
});

describe('what a target starts', () => {
  const before = resources(rule({ target: ECS('["rake","a"]') }));

  it('is told by its Id and the inner path of its Input', () => {
    const review = reviewed(
      before,
      resources(rule({ target: ECS('["rake","b"]', ['TaskCount: 2']) })),
    );
    expect(review.changes[0]?.differences.map(({ path }) => path).sort()).toEqual([
      'Targets[jobs].EcsParameters.TaskCount',
      'Targets[jobs].Input.containerOverrides[app].command',
    ]);
    expect(review.changes[0]?.after?.targets).toEqual([
      {
        id: 'jobs',
        arn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/live',
        commands: ['rake b'],
      },
    ]);
    expect(evidenceOf(review, 'targets')).toContain(
      '`Nightly`, target `jobs`: Input.containerOverrides[app].command `["rake","a"]` → `["rake","b"]`.',
    );
    expect(levelOf(review, 'targets')).toBe('look');
  });

  it.each([
    ['the revision of a task definition', 'app:12', 'app:13', 'EcsParameters.TaskDefinitionArn'],
    ['a role', 'role/events', 'role/other', 'RoleArn'],
    ['the cluster', 'cluster/live', 'cluster/test', 'Arn'],
  ])('%s is found', (_, old, now, path) => {
    const { changes } = reviewed(before, before.replace(old, now));
    expect(changes[0]?.differences.map(difference => difference.path)).toEqual([
      `Targets[jobs].${path}`,
    ]);
  });

  it('is the same in another order, form and with defaults written out', () => {
    const now = resources(
      rule({ target: ECS('[ "rake", "a" ]', ['TaskCount: 1', 'EnableExecuteCommand: false']) }),
    );
    expect(reviewed(before, now).changes).toEqual([]);
    const subnets = (names: string) =>
      resources(
        rule({
          target: ECS('["rake"]', [
            'NetworkConfiguration:',
            `  AwsVpcConfiguration: { Subnets: [${names}] }`,
          ]),
        }),
      );
    expect(reviewed(subnets('a, b'), subnets('b, a')).changes).toEqual([]);
    expect(reviewed(subnets('a, b'), subnets('a, c')).changes).toHaveLength(1);
  });

  it('comes and goes as a whole', () => {
    const two = `${before}        - Id: audit\n          Arn: arn:aws:sqs:eu-west-1:123456789012:audit\n`;
    const said = '`audit` (`arn:aws:sqs:eu-west-1:123456789012:audit`)';
    expect(evidenceOf(reviewed(before, two), 'targets')).toBe(
      `\`Nightly\` starts one more target: ${said}.`,
    );
    expect(evidenceOf(reviewed(two, before), 'targets')).toBe(
      `\`Nightly\` no longer starts target ${said}.`,
    );
  });

  it('is a new revision where the task definition of the template changes', () => {
    const task = (image: string) => `  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: app
      ContainerDefinitions: [{ Name: app, Image: '${image}' }]
`;
    const starting = rule({
      target: ['Arn: !GetAtt Cluster.Arn', 'EcsParameters: { TaskDefinitionArn: !Ref Task }'],
    });
    const review = reviewed(resources(task('app:1'), starting), resources(task('app:2'), starting));
    expect(evidenceOf(review, 'targets')).toBe(
      '`Task` gets a new revision (ContainerDefinitions[app].Image), which `Nightly` will start.',
    );
    expect(review.verdict).toBe('look');
  });
});

describe('the state', () => {
  it.each([
    ['ENABLED', 'DISABLED', /`Nightly` is switched off: ENABLED → DISABLED/],
    ['DISABLED', 'ENABLED', /`Nightly` is switched on: DISABLED → ENABLED/],
    ['ENABLED', '!Ref State', /`Nightly` may be switched on or off: ENABLED → not known/],
  ])('from %s to %s is named', (old, now, said) => {
    const review = reviewed(resources(rule({ state: old })), resources(rule({ state: now })));
    expect(levelOf(review, 'state')).toBe('look');
    expect(evidenceOf(review, 'state')).toMatch(said);
  });

  it('runs nothing where it is disabled', () => {
    const { changes } = reviewed(resources(rule()), resources(rule({ state: 'DISABLED' })));
    expect(changes[0]?.after?.timing).toMatchObject({ next: [], idle: 'disabled', perDay: 0 });
  });

  it('that is left out may be switched on by any change', () => {
    const review = reviewed(
      resources(rule({ state: '' })),
      resources(rule({ state: '', expression: 'rate(1 hour)' })),
    );
    expect(evidenceOf(review, 'state')).toMatch(/has no State, so this change probably/);
  });

  it('is the same where ENABLED is said or left out', () => {
    expect(reviewed(resources(rule({ state: '' })), resources(rule())).changes).toEqual([]);
  });
});

describe('a replacement', () => {
  const renamed = (more: object = {}) =>
    reviewed(resources(rule(more)), resources(rule({ ...more, name: 'shop-every-night' })));

  it('has a window in which both rules are alive', () => {
    const review = renamed();
    expect(review.changes[0]?.replacement).toMatchObject({
      kind: 'replaced',
      properties: ['Name'],
      runsTwice: true,
    });
    expect(evidenceOf(review, 'replacement')).toMatch(
      /from `shop-nightly` to `shop-every-night`: .* runs twice, so deploy between two runs/,
    );
    expect(review.verdict).toBe('stop');
  });

  it('of a disabled rule runs nothing twice', () => {
    expect(levelOf(renamed({ state: 'DISABLED' }), 'replacement')).toBe('look');
  });

  it('is one where the name comes or goes, and where the bus is another', () => {
    for (const [old, now] of [
      [rule({ name: '' }), rule()],
      [rule(), rule({ lines: ['EventBusName: other'] })],
    ] as const)
      expect(levelOf(reviewed(resources(old), resources(now)), 'replacement')).toBe('stop');
    const bus = rule({ lines: ['EventBusName: default'] });
    expect(reviewed(resources(rule()), resources(bus)).changes).toEqual([]);
  });

  it('is refused where another logical id keeps the name', () => {
    const review = reviewed(resources(rule()), resources(rule({ id: 'EveryNight' })));
    expect(levelOf(review, 'replacement')).toBe('stop');
    expect(evidenceOf(review, 'replacement')).toMatch(
      /`Nightly` goes and `EveryNight` comes with the same Name `shop-nightly`/,
    );
  });

  it('is what another logical id comes to where all else is alike', () => {
    const review = reviewed(
      resources(rule({ name: '' })),
      resources(rule({ name: '', id: 'EveryNight' })),
    );
    expect(evidenceOf(review, 'replacement')).toMatch(/otherwise alike: .*runs twice/);
  });
});

describe('what comes and goes', () => {
  it('is an added rule with its schedule', () => {
    const review = reviewed(null, resources(rule()));
    expect(review.changes).toMatchObject([{ action: 'added', before: null, line: 2 }]);
    expect(evidenceOf(review, 'schedule')).toBe(
      '`Nightly` is new. It runs: At 03:00 (UTC), `cron(0 3 * * ? *)`, 1 run a day.',
    );
  });

  it('is a removed rule, which may go on running', () => {
    const review = reviewed(resources(rule()), null);
    expect(review.changes).toMatchObject([{ action: 'removed', after: null, line: null }]);
    expect(levelOf(review, 'removal')).toBe('look');
    expect(evidenceOf(review, 'removal')).toMatch(/^`Nightly`, named `shop-nightly`, is removed/);
    const kept = resources(
      rule().replace('    Properties', '    DeletionPolicy: Retain\n    Properties'),
    );
    expect(evidenceOf(reviewed(kept, null), 'removal')).toMatch(/it goes on running/);
  });

  it('is another resource where the type is another', () => {
    const other = resources('  Nightly:\n    Type: AWS::Scheduler::Schedule\n    Properties: {}\n');
    expect(reviewed(resources(rule()), other).changes.map(({ action }) => action)).toEqual([
      'added',
      'removed',
    ]);
  });
});

describe('imports and exports', () => {
  const importing = (name: string) => resources(rule({ target: [`Arn: !ImportValue ${name}`] }));
  const exporting = (name: string) =>
    `Resources:\n  Cluster: { Type: AWS::ECS::Cluster }\nOutputs:\n  Arn:\n    Value: !GetAtt Cluster.Arn\n    Export: { Name: ${name} }\n`;

  it('an import that changes is named on both sides', () => {
    const review = reviewed(importing('net-a'), importing('net-b'));
    expect(review.changes[0]?.imports).toEqual({ added: ['net-b'], removed: ['net-a'] });
    expect(evidenceOf(review, 'imports')).toBe(
      '`Nightly` now imports `net-b`, and no longer imports `net-a`.',
    );
    expect(evidenceOf(review, 'known')).toContain('`import net-b`');
  });

  it('an export that goes away while a template imports it is to be stopped', () => {
    const files = {
      'network.yml': [exporting('net-a'), exporting('net-b')],
      'schedules.yml': [importing('net-a'), importing('net-a')],
    } as const;
    const review = reviewOf(files);
    expect(levelOf(review, 'exports')).toBe('stop');
    expect(evidenceOf(review, 'exports')).toMatch(
      /^`net-a` of `network.yml` goes away, and `schedules.yml` imports it/,
    );
    const unused = reviewOf({ 'network.yml': files['network.yml'] });
    expect(levelOf(unused, 'exports')).toBe('pass');
  });
});

describe('what a change comes from', () => {
  const text = (fallback: string, more = '') => `Parameters:
  When: { Type: String, Default: ${fallback} }
${more}${resources(rule({ expression: '!Ref When' }))}`;

  it('is the parameter behind it', () => {
    const { changes } = reviewed(text('rate(1 hour)'), text('rate(2 hours)'));
    expect(changes[0]?.differences).toMatchObject([
      { path: 'ScheduleExpression', causes: ['parameter When'] },
    ]);
    expect(changes[0]?.after?.timing.words).toBe('Every 2 hours');
  });

  it('is the condition that turns over, with the parameter behind that', () => {
    const conditional = (stage: string) => `Parameters:
  Stage: { Type: String, Default: ${stage} }
Conditions:
  Live: !Equals [!Ref Stage, live]
${resources(rule({ state: '!If [Live, ENABLED, DISABLED]' }))}`;
    const { changes } = reviewed(conditional('test'), conditional('live'));
    expect(changes[0]?.differences).toMatchObject([{ path: 'State', causes: ['condition Live'] }]);
  });

  it('is nothing but itself where it is written anew', () => {
    const { changes } = reviewed(resources(rule()), resources(rule({ expression: 'rate(1 day)' })));
    expect(changes[0]?.differences[0]?.causes).toEqual([]);
  });
});

describe('what only the deployment knows', () => {
  it('is shown on each side of its condition', () => {
    const text = (off: string) => `Parameters:
  Stage: { Type: String }
Conditions:
  Live: !Equals [!Ref Stage, live]
${resources(rule({ expression: `!If [Live, rate(1 hour), ${off}]` }))}`;
    const { changes } = reviewed(text('rate(1 day)'), text('rate(2 days)'));
    expect(changes[0]?.differences.map(({ path }) => path)).toEqual([
      'ScheduleExpression (unless Live)',
    ]);
    expect(changes[0]?.after?.timing).toMatchObject({
      idle: 'not-known',
      expression: 'rate(1 hour) if Live, rate(2 days) unless Live',
    });
  });

  it('still differs where it is written otherwise', () => {
    const review = reviewed(
      resources(rule({ expression: '!Select [0, !Split [",", !Ref A]]' })),
      resources(rule({ expression: '!Select [1, !Split [",", !Ref A]]' })),
    );
    const [difference] = review.changes[0]?.differences ?? [];
    expect(difference?.after && valueText(difference.after)).toContain('"Fn::Select"');
    expect(levelOf(review, 'known')).toBe('look');
  });

  it('is the same in its short and its long form', () => {
    const review = reviewed(
      resources(rule({ state: '!Select [0, !Split [",", !Ref A]]' })),
      resources(rule({ state: "{ 'Fn::Select': [0, { 'Fn::Split': [',', { Ref: A }] }] }" })),
    );
    expect(review.changes).toEqual([]);
  });

  it('is said of what is not compared', () => {
    const loop = (name: string) =>
      resources(`  Fn::ForEach::Jobs:\n    - Job\n    - [a, ${name}]\n    - {}\n`);
    expect(reviewed(loop('b'), loop('c')).notKnown.join()).toContain('`Fn::ForEach::Jobs`');
  });
});

describe('problems', () => {
  it('that are new are to be stopped where they are errors', () => {
    const review = reviewed(resources(rule()), resources(rule({ expression: 'rate(1 minutes)' })));
    expect(levelOf(review, 'problems')).toBe('stop');
    expect(review.problems).toMatchObject([
      { file: 'schedules.yml', line: 6, rule: 'schedule/syntax', severity: 'error' },
    ]);
  });

  it('that were there before are not told again, wherever they move', () => {
    const bad = rule({ expression: 'rate(1 minutes)' });
    const review = reviewed(resources(bad), resources(rule({ id: 'Other', name: 'x' }), bad));
    expect(review.problems).toEqual([]);
  });
});

describe('templates of any other form', () => {
  it('are compared across YAML and JSON', () => {
    const json = JSON.stringify({
      Resources: {
        Nightly: {
          Type: 'AWS::Events::Rule',
          Properties: {
            Name: 'shop-nightly',
            ScheduleExpression: 'cron(0 3 * * ? *)',
            State: 'ENABLED',
            Targets: [{ Id: 'jobs', Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }],
          },
        },
      },
    });
    expect(reviewed(resources(rule()), json).changes).toEqual([]);
    expect(reviewed(json, json.replace('0 3 *', '0 4 *')).changes).toHaveLength(1);
  });

  it('with CRLF are the same', () => {
    const text = resources(rule());
    expect(reviewed(text, text.replaceAll('\n', '\r\n')).changes).toEqual([]);
  });

  it('with rules that wait for events are told of', () => {
    const pattern = (source: string) =>
      resources(`  OnOrder:
    Type: AWS::Events::Rule
    Properties:
      State: ENABLED
      EventPattern: { source: [${source}] }
      Targets: [{ Id: a, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }]
`);
    const review = reviewed(pattern('shop'), pattern('shop, web'));
    expect(review.changes[0]?.after?.timing).toMatchObject({ expression: null, idle: 'events' });
    expect(evidenceOf(review, 'schedule')).toContain('with another EventPattern.source');
  });
});
