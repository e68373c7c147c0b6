import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSnapshot } from '../../server/src/drift/parse-snapshot.js';
import { deployedRule, QUEUE, ruleText } from './support.js';

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/snapshot.schema.json', import.meta.url), 'utf8'),
);
const accepts = new Ajv({ allowUnionTypes: true }).compile(schema);

const SNAPSHOT = deployedRule(
  ruleText('ScheduleExpression: rate(1 day)'),
  { Targets: [{ Id: 'jobs', Arn: QUEUE }] },
  {
    parameters: { Stage: 'live', Secret: null },
    exports: { a: 'b' },
    liveSchedules: [{ Name: 'x', GroupName: 'default' }],
  },
);
const TEXT = JSON.stringify(SNAPSHOT);
const problemOf = (text: string) => {
  const parsed = parseSnapshot(text);
  return 'problem' in parsed ? parsed.problem : null;
};

describe('a snapshot', () => {
  it('is read whole', () => {
    expect(parseSnapshot(TEXT)).toEqual({ snapshot: SNAPSHOT });
    expect(parseSnapshot(`\uFEFF${TEXT}`)).toEqual({ snapshot: SNAPSHOT });
  });

  const AGAIN = 'Record it again with `cronwright snapshot`.';
  const changed = (path: string, value: unknown) => {
    const copy = JSON.parse(TEXT);
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const parent = keys.reduce((at, key) => at[key], copy);
    parent[last] = value;
    return JSON.stringify(copy);
  };

  it.each([
    ['', `There is nothing in it. ${AGAIN}`],
    ['{]', `It ends in the middle. ${AGAIN}`],
    ['nonsense', `It is not JSON. ${AGAIN}`],
    [TEXT.slice(0, 200), `It ends in the middle. ${AGAIN}`],
    ['[]', `It is JSON, and no snapshot: it has no \`version\`. ${AGAIN}`],
    ['{"Exports": []}', `It is JSON, and no snapshot: it has no \`version\`. ${AGAIN}`],
    [
      changed('version', 2),
      'It is a snapshot of version 2, and this Cronwright reads version 1. Use the Cronwright that wrote it, or record it again with `cronwright snapshot`.',
    ],
    [changed('account', '1234'), `\`account\` is not an account of twelve digits. ${AGAIN}`],
    [changed('complete', 'yes'), `\`complete\` is not \`true\` or \`false\`. ${AGAIN}`],
    [changed('stack.template', undefined), `\`stack.template\` is missing. ${AGAIN}`],
    [changed('stack.parameters.Stage', 1), `\`stack.parameters.Stage\` is not a text. ${AGAIN}`],
    [changed('rules.0.Targets.0.Id', 7), `\`rules[0].Targets[0].Id\` is not a text. ${AGAIN}`],
    [changed('rules', {}), `\`rules\` is not a list. ${AGAIN}`],
    ['['.repeat(200_000), `It is nested too deeply to be a snapshot. ${AGAIN}`],
  ])('that is none is told so: %.40s', (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  it('never throws, and agrees with its JSON schema', () => {
    const places = placesOf(JSON.parse(TEXT));
    const value = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constant(undefined));
    fc.assert(
      fc.property(fc.constantFrom(...places), value, (place, changedTo) => {
        const copy = JSON.parse(TEXT);
        const parent = place.slice(0, -1).reduce((at, key) => at[key], copy);
        const key = place.at(-1) ?? '';
        if (changedTo !== undefined) parent[key] = changedTo;
        else if (Array.isArray(parent)) parent.splice(Number(key), 1);
        else delete parent[key];
        const text = JSON.stringify(copy);
        expect(problemOf(text) === null).toBe(accepts(JSON.parse(text)));
      }),
      { numRuns: 500 },
    );
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(TEXT.length), (text, at) => {
        expect(problemOf(text)).toMatch(/\.$/);
        problemOf(TEXT.slice(0, at) + text + TEXT.slice(at));
      }),
    );
  });
});

/** The path to each value in some JSON. */
function placesOf(json: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof json !== 'object' || json === null) return [at];
  const inner = Object.entries(json).flatMap(([key, value]) => placesOf(value, [...at, key]));
  return at.length > 0 ? [at, ...inner] : inner;
}
