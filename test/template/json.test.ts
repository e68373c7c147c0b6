import { describe, expect, it } from 'vitest';
import { parseJson } from '../../server/src/template/json.js';
import { get } from '../../server/src/template/node.js';

const valueAt = (text: string, ...path: string[]) =>
  get(parseJson(text).root ?? undefined, ...path);

describe('parseJson', () => {
  it('gives the tree that YAML gives, with offsets', () => {
    const text = '{"A": {"Fn::Sub": "${B}"}, "C": [1, true, null, "x\\ty"]}';
    expect(valueAt(text, 'A')).toMatchObject({
      kind: 'intrinsic',
      name: 'Fn::Sub',
      short: false,
      arg: { kind: 'scalar', text: '${B}', style: 'double', textStart: text.indexOf('${B}') },
    });
    const list = valueAt(text, 'C');
    expect(list?.kind === 'list' && list.items).toMatchObject([
      { value: 1, text: '1' },
      { value: true, text: 'true' },
      { value: null },
      { value: 'x\ty', textStart: -1 },
    ]);
  });

  it('tells equal keys, once each', () => {
    const { problems } = parseJson('{"A": 1, "A": 2, "B": {"A": 3}, "A": 4}');
    expect(problems).toMatchObject([
      { code: 'duplicate-key', start: 9, end: 12 },
      { code: 'duplicate-key', start: 32, end: 35 },
    ]);
  });

  it.each([
    '{"A": ',
    '{"A": {"B": "c',
    '{"A": 1,}',
    '{"A" 1}',
    '{"A": 1} x',
    '{// c\n}',
    '{"A": [1 2]}',
    "{'A': 1}",
  ])('says something about %s and keeps what it understood', text => {
    const { problems, root } = parseJson(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(root?.kind).toBe('mapping');
    for (const { start, end } of problems)
      expect(end).toBeLessThanOrEqual(Math.max(text.length, start));
  });

  it('leaves a key without a value empty', () => {
    expect(valueAt('{"A": }', 'A')).toMatchObject({ kind: 'scalar', value: null, text: '' });
  });

  it('refuses what is nested too deeply, in words', () => {
    for (const levels of [600, 10_000]) {
      const { root, problems } = parseJson(`{"A": ${'['.repeat(levels)}${']'.repeat(levels)}}`);
      expect(root).toBeNull();
      expect(problems[0]?.message).toContain('nested too deeply');
    }
  });
});
