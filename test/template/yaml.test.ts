import { describe, expect, it } from 'vitest';
import { get, type Intrinsic, type Node } from '../../server/src/template/node.js';
import { parseYaml } from '../../server/src/template/yaml.js';

function valueAt(text: string, ...path: string[]): Node | undefined {
  return get(parseYaml(text).root ?? undefined, ...path);
}

function codes(text: string): string[] {
  return parseYaml(text).problems.map(({ code }) => code);
}

/** The node's text in the source. */
const source = (text: string, node: Node | undefined) => node && text.slice(node.start, node.end);

describe('intrinsic functions', () => {
  it.each([
    ['!Ref Env', 'Ref', 'scalar'],
    ['Ref: Env', 'Ref', 'scalar'],
    ['!Sub "${A}-b"', 'Fn::Sub', 'scalar'],
    ['!Sub ["${A}", {A: b}]', 'Fn::Sub', 'list'],
    ['!Join\n    - "-"\n    - [a, b]', 'Fn::Join', 'list'],
    ['!Join [a, !Ref B]', 'Fn::Join', 'list'],
    ['!ImportValue\n    Fn::Sub: ${A}-b', 'Fn::ImportValue', 'intrinsic'],
    ['!Transform {Name: AWS::Include, Parameters: {}}', 'Fn::Transform', 'mapping'],
    ['Fn::ImportValue: !Sub ${A}', 'Fn::ImportValue', 'intrinsic'],
    ['!If [A, !Ref B, {Ref: C}]', 'Fn::If', 'list'],
    ['!GetAtt A.B', 'Fn::GetAtt', 'scalar'],
    ['!Condition A', 'Condition', 'scalar'],
    ['!FindInMap [A, !Ref AWS::Region, c]', 'Fn::FindInMap', 'list'],
  ])('reads %s', (written, name, arg) => {
    const indented = /^(Ref|Fn)/.test(written) ? `\n  ${written}` : ` ${written}`;
    const text = `Key:${indented}\nNext: x\n`;
    const node = valueAt(text, 'Key') as Intrinsic;
    expect(node.kind).toBe('intrinsic');
    expect([node.name, node.arg.kind, node.short]).toEqual([name, arg, written.startsWith('!')]);
    expect(source(text, node)).toBe(written);
    const tag = written.startsWith('!') ? /^\S+/ : /^[^\s]+(?=: )/;
    expect(text.slice(node.nameSpan.start, node.nameSpan.end)).toBe(tag.exec(written)?.[0]);
    expect(codes(text)).toEqual([]);
  });

  it('leaves loops, macros and tags of others in peace', () => {
    const text =
      'A:\n  Fn::ForEach::X: [a, b, {c: d}]\nB:\n  Fn::Transform: {Name: AWS::Include}\nC: !Own x\n';
    expect(valueAt(text, 'A')).toMatchObject({ kind: 'mapping', open: true });
    expect(valueAt(text, 'B')).toMatchObject({ kind: 'mapping', open: true });
    expect(valueAt(text, 'C')).toMatchObject({ kind: 'unknown' });
    expect(codes(text)).toEqual([]);
  });

  it('tells two tags on one value', () => {
    expect(codes('A: !ImportValue !Sub "${B}"\n')).toEqual(['multiple-tags']);
  });
});

describe('scalars', () => {
  it.each([
    ['cron(0 9 * * ? *)', 'cron(0 9 * * ? *)', 'plain', 0],
    ['"text"', 'text', 'double', 1],
    ["'text'", 'text', 'single', 1],
    ["'it''s'", "it's", 'single', -1],
    ['"a\\tb"', 'a\tb', 'double', -1],
    ['>-\n  folded\n', 'folded', 'block', 5],
    ['>- # folded\n  folded\n', 'folded', 'block', 14],
    ['>- # a b\n  a\n  b\n', 'a b', 'block', -1],
    ['|\n  one\n  two\n', 'one\ntwo\n', 'block', -1],
    ['0x10', '0x10', 'plain', 0],
    ['OFF', 'OFF', 'plain', 0],
    ['2010-09-09', '2010-09-09', 'plain', 0],
    ['', '', 'plain', 0],
  ])('reads %j', (written, text, style, textStart) => {
    const whole = `A: ${written}`;
    const node = valueAt(whole, 'A');
    expect(node).toMatchObject({ kind: 'scalar', text, style });
    if (node?.kind !== 'scalar' || text === '') return;
    expect(node.textStart).toBe(textStart < 0 ? -1 : textStart + 3);
  });

  it('reads an alias of a scalar as its text, of a collection as unknown', () => {
    const text = 'A: &a x\nB: *a\nC: &c [x]\nD: *c\nE:\n  <<: *c\nF: *later\nG: &later y\n';
    expect(valueAt(text, 'B')).toMatchObject({ kind: 'scalar', text: 'x', textStart: -1 });
    expect(valueAt(text, 'D')).toMatchObject({ kind: 'unknown' });
    expect(valueAt(text, 'E')).toMatchObject({ kind: 'mapping', open: true });
    expect(valueAt(text, 'F')).toMatchObject({ kind: 'unknown' });
    const { anchors, missingAnchors } = parseYaml(text);
    expect([anchors, missingAnchors]).toEqual([['a', 'c', 'later'], ['later']]);
  });
});

describe('problems', () => {
  it('tells a tab in the indentation at its place, in words', () => {
    const { problems } = parseYaml('A:\n\tB: x\n');
    expect(problems[0]).toMatchObject({ code: 'tab', start: 3 });
    expect(problems[0]?.message).toContain('Use spaces');
  });

  it.each(['A: x\n\t\nB: y\n', 'A:\n\t\nB: y\n', 'A:\n  \t\n  B: y\n', 'A: x\t# c\n'])(
    'allows a tab where YAML does: %j',
    text => expect(codes(text)).toEqual([]),
  );

  it('tells the second of two equal keys, and that one alone', () => {
    const text = 'A: 1\nB: 2\nA: 3\n<<: {}\n<<: {}\n';
    const { problems } = parseYaml(text);
    expect(problems).toMatchObject([{ code: 'duplicate-key', start: 10, end: 11 }]);
  });

  it.each([
    'A: "open',
    "A: 'open",
    "A:\n  B: 'open''\n  C: 'x'\n",
    'A:\n  B: "open\\"\n  C: "x"\n',
    'A: [a, b',
    'A: {a: b',
    'A: x\n y: z',
    'A: b: c',
    'half\nA: x',
    'A: @x',
    'A: "a" b',
    'A: `x`',
  ])('says something about %j', text => {
    const { problems } = parseYaml(text);
    expect(problems.length).toBeGreaterThan(0);
    for (const { start, end, message } of problems) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(text.length);
      expect(message).not.toMatch(/invalid|malformed|please|!$/i);
    }
  });

  it.each(["A: 'it''s'", "A: ''", 'A: "a\\\\"', "A: ''''", 'A: "\\""', 'A: "a\\\\\\""'])(
    'is silent about %s',
    text => expect(codes(text)).toEqual([]),
  );

  it('keeps what it understood while a line is half-typed', () => {
    for (const half of [
      'New:',
      'New: !',
      'New: !Ref',
      'New: !Sub ',
      'New:\n  - ',
      'New: "',
      'New: [',
    ]) {
      expect(valueAt(`Old: x\n${half}`, 'Old')).toMatchObject({ text: 'x' });
      expect(valueAt(`Old: x\n${half}`, 'New')?.end).toBeLessThanOrEqual(7 + half.length);
    }
    expect(valueAt('New: !Ref', 'New')).toMatchObject({ name: 'Ref', arg: { text: '' } });
    expect(valueAt('New: !Ref\nB: x', 'New')).toMatchObject({
      name: 'Ref',
      nameSpan: { start: 5 },
    });
  });

  it('refuses what is nested too deeply, in words', () => {
    for (const text of [`A: ${'['.repeat(10_000)}`, `A:\n${'- '.repeat(600)}x`]) {
      const { root, problems } = parseYaml(text);
      expect(root).toBeNull();
      expect(problems[0]?.message).toContain('nested too deeply');
    }
  });
});
