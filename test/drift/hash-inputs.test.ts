import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashInputs } from '../../server/src/drift/hash-inputs.js';
import { parseSnapshot } from '../../server/src/drift/parse-snapshot.js';
import {
  deployedRule,
  deployedSchedule,
  driftIn,
  QUEUE,
  ruleText,
  scheduleText,
  told,
} from './support.js';

const hash = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const IN_SYNC = { status: 'in-sync', sides: [], reasons: [] };

/** Ways in which a template puts an input together that has a secret in it. */
const WAYS: readonly ((secret: string) => readonly [head: string, input: string])[] = [
  secret => ['', `'{"token": "${secret}"}'`],
  secret => ['', `"{\\"token\\": \\"${secret}\\"}"`],
  secret => ['', `!Sub '{"token": "${secret}", "at": "\${AWS::Region}"}'`],
  secret => ['', `!Sub ['{"token": "\${T}"}', { T: ${secret} }]`],
  secret => ['', `!Join ['', ['{"token": "', '${secret}', '"}']]`],
  secret => ['', `|\n          {\n            "token": "${secret}"\n          }`],
  secret => ['', `!Sub |\n          {"token": "${secret}"}`],
  secret => [`Metadata:\n  In: &in '{"token": "${secret}"}'\n`, '*in'],
  secret => [`Metadata:\n  In: &in !Sub '{"token": "${secret}"}'\n`, '*in'],
  secret => [
    `Parameters:\n  Token: { Type: String, Default: ${secret}, AllowedValues: [${secret}] }\n`,
    `!Sub '{"token": "\${Token}"}'`,
  ],
  secret => [
    `Mappings:\n  M: { a: { b: ${secret} } }\n`,
    `!Sub ['{"token": "\${T}"}', { T: !FindInMap [M, a, b] }]`,
  ],
  () => ['', `!Sub ['{"token": "\${T}"}', { T: !ImportValue token }]`],
  secret => [
    `Conditions:\n  C: !Equals [a, b]\n`,
    `!If [C, '{"token": "${secret}"}', '{"other": "${secret}"}']`,
  ],
  secret => ['', `'{"a": 1}' # was {"token": "${secret}"}`],
  secret => [`# Input: '{"token": "${secret}"}'\n`, `'{"a": 1}'`],
];

function snapshotWith(way: number, secret: string, isRule: boolean) {
  const [head, input] = WAYS[way]?.(secret) ?? ['', ''];
  const parts = { parameters: { Token: secret }, exports: { token: secret } };
  const liveTarget = { Arn: QUEUE, Input: JSON.stringify({ token: secret }) };
  const schedule = 'ScheduleExpression: rate(1 day)';
  if (isRule) {
    const lines = ['Targets:', '  - Id: jobs', `    Arn: ${QUEUE}`, `    Input: ${input}`];
    const text = head + ruleText(schedule, ...lines);
    const live = { ScheduleExpression: 'rate(1 day)', Targets: [{ Id: 'jobs', ...liveTarget }] };
    return { text, snapshot: deployedRule(text, live, parts) };
  }
  const lines = ['Target:', `  Arn: ${QUEUE}`, `  Input: ${input}`];
  const text = head + scheduleText(schedule, ...lines);
  const live = { ScheduleExpression: 'rate(1 day)', Target: liveTarget };
  return { text, snapshot: deployedSchedule(text, live, parts) };
}

describe('a secret in an Input', () => {
  it('is in no snapshot with hashes, however the template wrote it', () => {
    fc.assert(
      fc.property(
        fc.nat(WAYS.length - 1),
        fc.stringMatching(/^S3cr3t[A-Za-z0-9]{8}$/),
        fc.boolean(),
        (way, secret, isRule) => {
          const { snapshot } = snapshotWith(way, secret, isRule);
          const hashed = hashInputs(snapshot, hash);
          expect(JSON.stringify(hashed)).not.toContain(secret);
          expect(parseSnapshot(JSON.stringify(hashed))).toEqual({ snapshot: hashed });
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a snapshot with hashes', () => {
  const input = '{"b": 1, "a": [1, 2]}';
  const same = '{ "a": [1,2], "b": 1 }';
  const rule = (text: string, more = '') =>
    ruleText('Name: !Ref Name', `Targets: [{ Id: jobs, Arn: '${QUEUE}', Input: ${text} }]`) + more;
  const PARAMETERS = 'Parameters: { Name: { Type: String }, Only: { Type: String } }\n';
  const snapshot = (deployed: string, live: string) =>
    hashInputs(
      deployedRule(
        PARAMETERS + rule(deployed),
        { Targets: [{ Id: 'jobs', Arn: QUEUE, Input: live }] },
        { parameters: { Name: 'shop-Nightly', Only: 'inside' } },
      ),
      hash,
    );

  it('compares as the one without', () => {
    const here = PARAMETERS + rule(`'${input}'`);
    expect(told(driftIn(here, snapshot(`'${input}'`, same), { hash }))).toEqual(IN_SYNC);
    expect(driftIn(here, snapshot(`'${input}'`, '{}'), { hash })).toMatchObject({
      status: 'drift',
      differences: [{ path: 'Targets[jobs].Input', live: hash('{}') }],
    });
    const edited = PARAMETERS + rule(`'{}'`);
    expect(driftIn(edited, snapshot(`'${input}'`, same), { hash })).toMatchObject({
      status: 'in-sync',
      pending: [{ path: 'Targets[jobs].Input', template: hash('{}') }],
    });
    expect(driftIn(edited, snapshot(`'${input}'`, '{}'), { hash }).status).toBe('adopted');
  });

  it('tells no edit where nobody says how it was hashed', () => {
    const edited = PARAMETERS + rule(`'{}'`);
    expect(told(driftIn(edited, snapshot(`'${input}'`, same)))).toEqual(IN_SYNC);
    expect(driftIn(edited, snapshot(`'${input}'`, '{}')).status).toBe('drift');
  });

  it('keeps the parameters that something else uses', () => {
    const { stack } = snapshot(`!Sub '{"a": "\${Only}"}'`, '{"a": "inside"}');
    expect(stack.parameters).toEqual({ Name: 'shop-Nightly', Only: null });
    const here = PARAMETERS + rule(`!Sub '{"a": "\${Only}"}'`);
    expect(
      told(driftIn(here, snapshot(`!Sub '{"a": "\${Only}"}'`, '{"a": "inside"}'), { hash })),
    ).toEqual(IN_SYNC);
  });

  it('says why an input that can’t be computed is not compared', () => {
    const hashed = snapshot(`!Sub '{"a": "\${Nowhere}"}'`, '{"a": "x"}');
    expect(driftIn(PARAMETERS + rule(`'{}'`), hashed, { hash })).toMatchObject({
      status: 'in-sync',
      notCompared: 1,
      reasons: ['Targets[jobs].Input: `Nowhere` is not deployed'],
    });
  });

  it('is not hashed twice', () => {
    const hashed = snapshot(`'${input}'`, same);
    expect(hashInputs(hashed, hash)).toBe(hashed);
  });
});
