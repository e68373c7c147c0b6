import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Position, TextDocument } from 'vscode-languageserver-textdocument';
import { type Content, LineDocument } from '../../server/src/lsp/line-document.js';

const text = fc.string({
  unit: fc.constantFrom('a', 'é', '😀', '\r', '\n', '\r\n'),
  maxLength: 30,
});
const position = fc.record({ line: fc.nat(20), character: fc.integer({ min: -1, max: 9 }) });
const change = fc.record({
  start: position,
  end: position,
  text,
  isAll: fc.constantFrom(false, false, false, true),
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** The change at lines that there are: with others, the library loses count. */
function within({ lineCount }: TextDocument, { start, end, text, isAll }: Change) {
  const at = ({ line, character }: Position) => ({ line: line % lineCount, character });
  return isAll ? { text } : { text, range: { start: at(start), end: at(end) } };
}

/** All that one can ask of a document. */
function seen(document: TextDocument) {
  const content = document.getText();
  const offsets = Array.from({ length: content.length + 3 }, (_, i) => i - 1);
  const lines = Array.from({ length: document.lineCount }, (_, i) => i);
  return {
    content,
    version: document.version,
    lineCount: document.lineCount,
    positions: offsets.map(offset => document.positionAt(offset)),
    offsets: lines.map(line => document.offsetAt({ line, character: 2 })),
    ranges: lines.map(line => document.getLineRange(line)),
    breaks: lines.map(line => document.getEOLCharacters(line)),
  };
}

describe('a document in lines', () => {
  it('is what the library’s own document is, after any changes', () => {
    fc.assert(
      fc.property(text, fc.array(change, { maxLength: 8 }), (before, changes) => {
        const ours = new LineDocument('file:///a.yml', 'yaml', 1, before);
        const theirs = TextDocument.create('file:///a.yml', 'yaml', 1, before);
        expect(seen(ours)).toEqual(seen(theirs));
        const versions: { content: Content; text: string }[] = [];
        for (const [i, change] of changes.entries()) {
          versions.push({ content: ours.content, text: theirs.getText() });
          const made = [within(theirs, change)];
          ours.update(made, i + 2);
          TextDocument.update(theirs, made, i + 2);
          // some texts are asked for at once, others once they are no longer the last
          if (i % 3 === 0) expect(seen(ours)).toEqual(seen(theirs));
        }
        expect(seen(ours)).toEqual(seen(theirs));
        for (const { content, text } of versions) expect(content.text).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes more lines at once than a call takes arguments', () => {
    const document = new LineDocument('file:///a.yml', 'yaml', 1, 'ab\ncd\n');
    const at = { line: 1, character: 1 };
    const pasted = 'x\n'.repeat(300_000);
    document.update([{ range: { start: at, end: at }, text: pasted }], 2);
    expect(document.lineCount).toBe(300_003);
    expect(document.getText()).toBe(`ab\nc${pasted}d\n`);
    expect(document.offsetAt({ line: 300_001, character: 1 })).toBe(600_005);
  });

  it('tells the change that made its version, where that was one', () => {
    const document = new LineDocument('file:///a.yml', 'yaml', 1, 'ab\ncd\n');
    const range = { start: { line: 1, character: 1 }, end: { line: 1, character: 2 } };
    document.update([{ range, text: 'x' }], 4);
    expect(document.change).toEqual({ before: 1, start: 4, end: 5, text: 'x' });
    const made = [
      { range, text: 'y' },
      { range, text: 'z' },
    ];
    document.update(made, 5);
    expect(document.getText()).toBe('ab\ncz\n');
    expect(document.change).toBeNull();
  });
});
