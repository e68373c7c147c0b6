import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTemplate } from '../../server/src/template/detect.js';
import { isJson } from '../../server/src/template/json.js';
import type { Node } from '../../server/src/template/node.js';
import { parseChanged, parseTemplate, type Template } from '../../server/src/template/template.js';
import { parseYaml, type SyntaxProblem } from '../../server/src/template/yaml.js';
import { edited, type TextEdit, templateText, textEdit } from './arbitrary.js';

/** What is typed within a line more often than not, anywhere in the text. */
const typed: fc.Arbitrary<TextEdit> = fc.record({
  at: fc.integer({ min: 0, max: 999 }).map(part => part / 1000),
  remove: fc.constantFrom(0, 0, 0, 1, 3),
  insert: fc.string({ unit: fc.constantFrom(...'ab :-#{["\'|!&*?,\t\r\nT'), maxLength: 3 }),
});

/** Every block as plain data, its offsets counted in the file. */
function blocksOf(template: Template): unknown[] {
  return template.blocks.map(({ block: { section, key, keySpan, value }, offset }) =>
    placed({ section, key, keySpan, value }, offset),
  );
}

function placed(data: unknown, by: number): unknown {
  return JSON.parse(JSON.stringify(data), (name, value) =>
    name === 'start' || name === 'end' || (name === 'textStart' && value >= 0) ? value + by : value,
  );
}

/** The same blocks out of one parse of the whole text. */
function wholeBlocks(text: string): unknown[] {
  return entriesOf(parseYaml(text).root).flatMap(({ key: section, value }) =>
    entriesOf(value).map(({ key, keySpan, value }) => placed({ section, key, keySpan, value }, 0)),
  );
}

function entriesOf(node: Node | null) {
  if (node?.kind === 'intrinsic' && !node.short)
    return [{ key: node.name, keySpan: node.nameSpan, value: node.arg }];
  return node?.kind === 'mapping' ? node.entries : [];
}

const isLegible = (problems: readonly SyntaxProblem[]) =>
  problems.every(({ code }) => code === 'multiple-tags' || code === 'duplicate-key');

/** Read in blocks it is what it is read whole; a fault in one reading is a fault in the other. */
function expectSame(text: string): void {
  if (isJson(text)) return;
  const template = parseTemplate(text);
  const { problems } = parseYaml(text);
  expect(isLegible(template.syntax)).toBe(isLegible(problems));
  if (!isLegible(problems)) return;
  expect(blocksOf(template)).toEqual(wholeBlocks(text));
  expect(template.syntax).toEqual(problems);
}

/** What a version gives does not depend on the one before it. */
function expectFresh(next: Template): void {
  const fresh = parseTemplate(next.text);
  expect(blocksOf(next)).toEqual(blocksOf(fresh));
  expect(next.syntax).toEqual(fresh.syntax);
}

describe('split', () => {
  it('gives the blocks of a whole parse', () => {
    fc.assert(fc.property(templateText, expectSame), { numRuns: 600 });
  });

  it('gives the blocks of a whole parse after any edit', () => {
    fc.assert(
      fc.property(templateText, textEdit, (text, edit) => expectSame(edited(text, edit))),
      { numRuns: 600 },
    );
  });

  it.each([
    'Resources:\n  A: "x\nOutputs:\n  B: y"\n  C: z\n',
    'Resources:\n  A: "x\n    Outputs:\n    B: y"\n  C: z\n',
    'Resources:\n  A: x\nOther:\n    {a: b,\n  C: d,\n  E: f}\n',
    'Resources:\n  A: x\nTransform:\n- Name: x\n  Parameters: y\n  More: z\n',
    'Resources:\n  A: x\nSlipped: y\n  B: z\n  C: z\n',
    'Resources:\n  A: x\nSlipped:\n    - y\n  B: z\n  C: z\n',
    'Resources:\n  |\n  A: x\n  B: y\nOutputs:\n  C: z\n',
    'Resources:\n  A: |\n    Outputs:\n# no comment\n    B: x\n  C: y\n',
    '  Resources:\n    A: x\nOutputs:\n  B: y\n',
    '  Resources:\n    A: x\n  Outputs:\n    B: y\n',
    '\tx\nResources:\n  A: x\n',
    'Resources:\r\n\t\r\t\n ',
    'Resources:\r\n\t\r',
    'Resources:\n   A: x\n :\n',
    'half\nResources:\n  A: x\n',
    'two words: x\nResources:\n  A: x\nmore words: y\n',
  ])('is not led astray by %j', expectSame);

  it('does not take a chunk of before for more than it is now', () => {
    const text = 'Own:\n        A: x\n  B: y\n        C: d\n  D: z\nOutputs:\n  E: f\n';
    expectFresh(parseTemplate(`Resources:\n  R: x\n${text}`, parseTemplate(text)));
  });

  it('gives the same where only what was typed in is looked at', () => {
    let seen = 0;
    fc.assert(
      fc.property(templateText, fc.array(typed, { maxLength: 12 }), (text, edits) => {
        let template = parseTemplate(text);
        const isOne = isTemplate(text);
        for (const edit of edits) {
          const next = edited(template.text, edit);
          const start = Math.floor(edit.at * template.text.length);
          const end = Math.min(start + edit.remove, template.text.length);
          const changed = parseChanged({ text: next }, { start, end, text: edit.insert }, template);
          if (changed) {
            seen++;
            expectFresh(changed);
            expect(isTemplate(next)).toBe(isOne);
          }
          template = changed ?? template;
        }
      }),
      { numRuns: 600 },
    );
    expect(seen).toBeGreaterThan(100);
  });

  it('gives the same with and without the version before', () => {
    fc.assert(
      fc.property(templateText, fc.array(textEdit, { maxLength: 12 }), (text, edits) => {
        let template = parseTemplate(text);
        for (const edit of edits) {
          template = parseTemplate(edited(template.text, edit), template);
          expectFresh(template);
        }
      }),
      { numRuns: 150 },
    );
  });
});

const corpus = process.env.CRONWRIGHT_CORPUS;

/** The real templates: set CRONWRIGHT_CORPUS to a folder of some. */
describe.runIf(corpus)('the corpus', () => {
  const folder = corpus ?? '';
  const texts = corpus
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map(name => join(folder, name))
        .filter(path => statSync(path).isFile())
        .map(path => [path, readFileSync(path, 'utf8')] as const)
        .filter(([, text]) => isTemplate(text))
    : [];

  it.each(texts)(
    '%s',
    (_, text) => {
      expectSame(text);
      let template = parseTemplate(text);
      for (const edit of fc.sample(textEdit, { numRuns: 6, seed: text.length })) {
        template = parseTemplate(edited(text, edit), template);
        expectFresh(template);
        expectSame(template.text);
      }
    },
    60_000,
  );
});
