import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTemplate } from '../../server/src/template/detect.js';
import { importsOf } from '../../server/src/template/exports.js';
import { get } from '../../server/src/template/node.js';
import { parseBlocks, parseTemplate, type Template } from '../../server/src/template/template.js';
import { edited, templateText, textEdit } from './arbitrary.js';

const rule = (name: string, hour = 9) =>
  `  ${name}:\n    Type: AWS::Events::Rule\n    Properties:\n      ScheduleExpression: cron(0 ${hour} * * ? *)\n`;

const names = Array.from({ length: 12 }, (_, i) => `Rule${i}`);
const head = 'Parameters:\n  Env:\n    Type: String\n\n# what runs\nResources:\n';
const tail = 'Outputs:\n  Out:\n    Value: x\n    Export:\n      Name: !Sub ${Env}-out\n';
const text = head + names.map(name => rule(name)).join('') + tail;

/** The blocks of the second version that are not those of the first. */
function changed(before: Template, after: Template): string[] {
  const known = new Set(before.blocks.map(({ block }) => block));
  return after.blocks.filter(({ block }) => !known.has(block)).map(({ block }) => block.key);
}

function change(from: string, to: string): { before: Template; after: Template } {
  const before = parseTemplate(text);
  expect(text).toContain(from);
  return { before, after: parseTemplate(text.replace(from, to), before) };
}

describe('parseTemplate', () => {
  it('finds blocks by section and key, with offsets in the block', () => {
    const placed = parseTemplate(text).find('Resources', 'Rule3');
    const at = text.indexOf('Rule3');
    expect(placed && placed.offset + placed.block.keySpan.start).toBe(at);
    expect(get(placed?.block.value, 'Type')).toMatchObject({ text: 'AWS::Events::Rule' });
    expect(parseTemplate(text).find('Resources', 'Env')).toBeUndefined();
    expect(parseTemplate(text).find('Outputs', 'Out')).toBeDefined();
  });

  it.each([
    ['an edit in one', rule('Rule5'), rule('Rule5', 10), ['Rule5']],
    ['a name', 'Rule5:', 'Rule5b:', ['Rule5b']],
    ['a new resource', rule('Rule5'), rule('Rule5') + rule('New'), ['New']],
    ['a new first resource', rule('Rule0'), rule('New') + rule('Rule0'), ['New']],
    ['a new last resource', rule('Rule11'), rule('Rule11') + rule('New'), ['New']],
    ['a deletion', rule('Rule5'), '', []],
    [
      'the deletion of five',
      names
        .slice(2, 7)
        .map(name => rule(name))
        .join(''),
      '',
      [],
    ],
    ['a move', rule('Rule5') + rule('Rule6'), rule('Rule6') + rule('Rule5'), []],
    ['a copy', rule('Rule5'), rule('Rule5') + rule('Rule5'), []],
    ['a half-typed key', rule('Rule5'), `${rule('Rule5')}  Ne\n`, ['Rule5', 'Ne']],
    ['a half-typed section', 'Outputs:', 'Outp\nOutputs:', ['Rule11']],
    ['an open quote', 'cron(0 9 * * ? *)\n  Rule6', '"cron(0 9 * * ? *)\n  Rule6', ['Rule5']],
    ['an open bracket', 'cron(0 9 * * ? *)\n  Rule6', '[cron(0 9 * * ? *)\n  Rule6', ['Rule5']],
    ['a comment before the sections', 'Parameters', '# all of it\nParameters', []],
    ['a parameter', 'Type: String', 'Type: Number', ['Env']],
  ])('parses again only what changed: %s', (_, from, to, keys) => {
    const { before, after } = change(from, to);
    expect(changed(before, after)).toEqual(keys);
    expect(after.blocks.length).toBeGreaterThan(6);
  });

  it('knows its blocks again after a version that could not be split', () => {
    const before = parseTemplate(text);
    const broken = parseTemplate(`{${text}`, before);
    expect(changed(before, parseTemplate(text, broken))).toEqual([]);
  });

  it('keeps every block when nothing changed but their places', () => {
    const { before, after } = change(head, `# first\n\n${head}`);
    expect(changed(before, after)).toEqual([]);
    expect(after.find('Resources', 'Rule0')?.offset).toBe(head.length + 9);
  });

  it('tells a key that stands twice, wherever the two are', () => {
    const { after } = change(rule('Rule5'), rule('Rule2'));
    const second = after.text.lastIndexOf('Rule2');
    expect(after.syntax).toMatchObject([{ code: 'duplicate-key', start: second, end: second + 5 }]);
    expect(after.find('Resources', 'Rule2')?.offset).toBeLessThan(second - 100);
    const twice = parseTemplate(`${text}Outputs:\n  B:\n    Value: x\n`);
    expect(twice.syntax).toMatchObject([{ code: 'duplicate-key' }]);
  });

  it('reads anchors across blocks, and the same after an edit', () => {
    const anchored = text
      .replace('cron(0 9 * * ? *)', '&daily cron(0 9 * * ? *)')
      .replace('cron(0 9 * * ? *)\n  Rule6', '*daily\n  Rule6');
    const template = parseTemplate(anchored);
    for (const version of [template, parseTemplate(`${anchored}# end`, template)])
      expect(
        get(version.find('Resources', 'Rule5')?.block.value, 'Properties', 'ScheduleExpression'),
      ).toMatchObject({ kind: 'scalar', text: 'cron(0 9 * * ? *)' });
  });

  it('still parses one block where an alias names nothing', () => {
    const before = parseTemplate(text.replace('cron(0 9', '*nowhere(0 9'));
    const after = parseTemplate(before.text.replace('Rule7', 'Rule7b'), before);
    expect(changed(before, after)).toEqual(['Rule7b']);
  });

  it('is not led astray by a template inside a text', () => {
    const inside = `Metadata:\n  Docs: |\n    Resources:\n      Fake:\n        Type: x\n${text}`;
    const { blocks, syntax } = parseTemplate(inside);
    expect(blocks.map(({ block }) => block.key)).toEqual(['Docs', 'Env', ...names, 'Out']);
    expect(syntax).toEqual([]);
  });

  it.each(['', '---\n', '# licence\n---\n', '\uFEFF', 'Description: >\n  Outputs: none\n'])(
    'splits what starts with %j',
    start => {
      const before = parseTemplate(start + text);
      const after = parseTemplate(before.text.replace('Rule7', 'Rule7b'), before);
      expect(changed(before, after)).toEqual(['Rule7b']);
      expect(after.syntax).toEqual([]);
    },
  );

  it('reads CRLF, JSON and the first of several documents', () => {
    const keys = (template: Template) => template.blocks.map(({ block }) => block.key);
    expect(keys(parseTemplate(text.replace(/\n/g, '\r\n')))).toEqual(['Env', ...names, 'Out']);
    expect(keys(parseTemplate(`${text}---\nResources:\n  Other: x\n`))).toEqual([
      'Env',
      ...names,
      'Out',
    ]);
    const json = parseTemplate('{"Resources": {"A": {"Type": "AWS::Events::Rule"}}}');
    expect([json.format, keys(json)]).toEqual(['json', ['A']]);
  });

  it('finds a resource whose name is that of a function', () => {
    expect(
      parseTemplate('Resources:\n  Ref:\n    Type: x\n').find('Resources', 'Ref'),
    ).toBeDefined();
  });

  it('tells many equal keys without running out of stack', () => {
    const { syntax } = parseTemplate(`Resources:\n${'  A: 1\n'.repeat(150_000)}`);
    expect(syntax).toHaveLength(149_999);
  }, 60_000);
});

describe('parseBlocks', () => {
  it('gives what matters as parseTemplate does', () => {
    const places = (blocks: Template['blocks']) =>
      blocks.flatMap(({ block, offset }) =>
        importsOf(block).map(({ node }) => [block.key, node.start + offset, node.end + offset]),
      );
    fc.assert(
      fc.property(templateText, written => {
        const all = parseTemplate(written).blocks;
        expect(places(parseBlocks(written, /ImportValue/))).toEqual(places(all));
      }),
      { numRuns: 600 },
    );
  });

  it('parses no other', () => {
    const blocks = parseBlocks(text, /Export/);
    expect(blocks.map(({ block }) => block.key)).toEqual(['Out']);
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...['{', '[', '"', ':', '\n', '  ', '- ', '!Sub', '&a', '*a', '|', '\t', '\r', 'é😀', '\0'],
  );
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(pieces, { maxLength: 40 }).map(parts => parts.join('')),
    fc.tuple(templateText, textEdit).map(([written, edit]) => edited(written, edit)),
  );

  it('gives blocks and problems within it', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        isTemplate(one);
        const { syntax, blocks } = parseTemplate(one, parseTemplate(other));
        for (const { start, end } of syntax) {
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(one.length);
        }
        for (const { block, offset } of blocks)
          expect(one.slice(offset, offset + block.text.length)).toBe(block.text);
      }),
      { numRuns: 1500 },
    );
  });

  const resource = 'Resources:\n  A:\n    X: ';
  it.each([
    ['brackets', resource + '['.repeat(10_000)],
    ['JSON brackets', `{"Resources": ${'['.repeat(10_000)}`],
    ['a line of 2 MB', resource + 'x'.repeat(2_000_000)],
    ['a word of 2 MB', 'x'.repeat(2_000_000)],
    ['spaces', `a${' '.repeat(1_000_000)}!`],
    ['spaces after an entry', `R:\n  a${' '.repeat(1_000_000)}!`],
    ['colons', `R:\n  ${':'.repeat(1_000_000)}!`],
    ['backslashes', `${resource}"${'\\'.repeat(1_000_000)}"`],
  ])('is no burden: %s', (_, written) => {
    isTemplate(written);
    expect(parseTemplate(written).syntax).toBeDefined();
  });
});
