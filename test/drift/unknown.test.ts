import { describe, expect, it } from 'vitest';
import { deployedRule, driftIn, QUEUE, ruleText, told } from './support.js';

const HIDDEN = { parameters: { Hidden: null } };
const PARAMETERS = 'Parameters: { Hidden: { Type: String, Default: shop } }\n';

function compared(line: string, live: Record<string, unknown>) {
  const text = PARAMETERS + ruleText(line);
  return driftIn(text, deployedRule(text, { Targets: [], ...live }, HIDDEN));
}

const target = (more: string) => `Targets: [{ Id: jobs, Arn: '${QUEUE}'${more} }]`;
const liveTarget = (more: Record<string, unknown>) => ({
  Targets: [{ Id: 'jobs', Arn: QUEUE, ...more }],
});

describe('what is not known', () => {
  it('is not compared, and counted', () => {
    expect(compared('Description: !Ref Hidden', { Description: 'anything' })).toMatchObject({
      status: 'in-sync',
      notCompared: 1,
      reasons: ['Description: AWS hides the parameter `Hidden` (NoEcho)'],
    });
  });

  it('is compared as far as it is known', () => {
    const line = "Description: !Sub 'at ${Hidden} of shop'";
    expect(compared(line, { Description: 'at noon of shop' })).toMatchObject({
      status: 'in-sync',
      notCompared: 1,
      reasons: ['Description: in part only, AWS hides the parameter `Hidden` (NoEcho)'],
    });
    expect(told(compared(line, { Description: 'at noon of store' }))).toEqual({
      status: 'drift',
      sides: [['drift', 'Description', 'at … of shop', 'at noon of store']],
      reasons: [],
    });
  });

  it.each([
    [`'{"a": "\${Hidden}", "b": 1}'`, { a: 'x', b: 1 }, []],
    [`'{"a": "\${Hidden}", "b": 1}'`, { a: 'x', b: 2 }, ['Targets[jobs].Input.b']],
    [`'{"a": "x-\${Hidden}", "b": 1}'`, { a: 'y', b: 1 }, ['Targets[jobs].Input.a']],
    [`'{"a": \${Hidden}, "b": 1}'`, { a: [1, 2], b: 1 }, []],
    [`'{"a": \${Hidden}, "b": 1}'`, { a: [1, 2] }, ['Targets[jobs].Input.b']],
    [`'{"a": [1, \${Hidden}]}'`, { a: [1, 2, 3] }, []],
    [`'{"\${Hidden}": 1}'`, { b: 2 }, []],
    [`'\${Hidden}'`, { b: 2 }, []],
    [`'{"a": "\\"\${Hidden}", "b": 1}'`, { a: '"x', b: 2 }, ['Targets[jobs].Input.b']],
  ])('is a hole in an Input: %s', (input, live, paths) => {
    const drift = compared(
      target(`, Input: !Sub ${input}`),
      liveTarget({ Input: JSON.stringify(live) }),
    );
    expect(drift.differences.map(({ path }) => path)).toEqual(paths);
  });

  it.each([
    ['[subnet-a, !Ref Hidden]', ['subnet-b', 'subnet-a'], []],
    ['[subnet-a, !Ref Hidden]', ['subnet-a'], []],
    ['[subnet-a, !Ref Hidden]', ['subnet-b', 'subnet-c'], ['Subnets']],
    ['[subnet-a, !Ref Hidden]', ['subnet-a', 'subnet-b', 'subnet-c'], ['Subnets']],
    ["[!Sub 'net-${Hidden}']", ['net-a'], []],
    ["[!Sub 'net-${Hidden}']", ['subnet-a'], ['Subnets']],
    ['!Ref Hidden', ['subnet-a'], []],
  ])('is an item of a set: %s and live %j', (subnets, live, keys) => {
    const ecs = (key: string, list: string) =>
      `, EcsParameters: { TaskDefinitionArn: t, NetworkConfiguration: { ${key}: { Subnets: ${list} } } }`;
    const drift = compared(
      target(ecs('AwsVpcConfiguration', subnets)),
      liveTarget({
        EcsParameters: {
          TaskDefinitionArn: 't',
          NetworkConfiguration: { awsvpcConfiguration: { Subnets: live } },
        },
      }),
    );
    expect(drift.differences.map(({ path }) => path.split('.').at(-1))).toEqual(keys);
  });

  it('may be any of the targets', () => {
    const line = `Targets: [{ Id: jobs, Arn: '${QUEUE}' }, { Id: !Ref Hidden, Arn: '${QUEUE}' }]`;
    const live = (...ids: readonly string[]) => ({ Targets: ids.map(Id => ({ Id, Arn: QUEUE })) });
    expect(compared(line, live('jobs', 'mine')).status).toBe('in-sync');
    const [missing] = compared(line, live('mine')).differences;
    expect(missing).toMatchObject({ path: 'Targets[jobs]', live: undefined });
    expect(compared(line, live('jobs', 'mine', 'yours')).status).toBe('drift');
  });

  it('is a property of the API that is newer than this program', () => {
    expect(compared(target(''), liveTarget({ QuantumParameters: { Qubits: 2 } }))).toMatchObject({
      status: 'in-sync',
      notCompared: 1,
      reasons: ['Targets[jobs].QuantumParameters: a property that is not known here'],
    });
  });

  it('may be what was deployed: then an edit of it is not told to be pending', () => {
    const deployed = PARAMETERS + ruleText('Description: !Ref Hidden', 'State: ENABLED');
    const live = { Description: 'shop', State: 'ENABLED', Targets: [] };
    const snapshot = deployedRule(deployed, live, HIDDEN);
    const edited = PARAMETERS + ruleText('Description: store', 'State: DISABLED');
    const { status, pending } = driftIn(edited, snapshot);
    expect(status).toBe('in-sync');
    expect(pending.map(({ path }) => path)).toEqual(['State']);
  });

  it('is all of it where the template is rewritten: then nothing is told to be pending', () => {
    const text = `Transform: Macro\n${ruleText('ScheduleExpression: rate(1 day)')}`;
    const deployed = ruleText('ScheduleExpression: rate(2 days)');
    const snapshot = deployedRule(deployed, { ScheduleExpression: 'rate(2 days)', Targets: [] });
    expect(told(driftIn(text, snapshot))).toEqual({ status: 'in-sync', sides: [], reasons: [] });
    const sam = text.replace('Macro', 'AWS::Serverless-2016-10-31');
    expect(driftIn(sam, snapshot).pending).toMatchObject([{ path: 'ScheduleExpression' }]);
  });
});
