import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childrenOf, entryOf, get, isEmpty, pathAt, walk } from '../../server/src/template/node.js';
import { parseYaml } from '../../server/src/template/yaml.js';
import { templateText } from './arbitrary.js';

const text = 'A:\n  B: !Sub "${C}"\n  D:\n    - x\n    - E: y\nF:\n';
const root = parseYaml(text).root ?? { kind: 'unknown', start: 0, end: 0 };

describe('get', () => {
  it('goes down by keys, and ends where there is none', () => {
    expect(get(root, 'A', 'B')).toMatchObject({ kind: 'intrinsic' });
    expect(get(root, 'A', 'X', 'Y')).toBeUndefined();
    expect(get(root, 'A', 'D', 'E')).toBeUndefined();
    expect(get(undefined, 'A')).toBeUndefined();
    expect(entryOf(root, 'F')?.keySpan).toEqual({
      start: text.indexOf('F'),
      end: text.indexOf('F') + 1,
    });
    expect(entryOf(root, 'F') && isEmpty(entryOf(root, 'F')?.value ?? root)).toBe(true);
  });
});

describe('pathAt', () => {
  const keysAt = (offset: number) => pathAt(root, offset).flatMap(({ entry }) => entry?.key ?? []);

  it.each([
    ['B', ['A', 'B'], true],
    ['${C}', ['A', 'B'], false],
    ['x', ['A', 'D'], false],
    ['y', ['A', 'D', 'E'], false],
    ['F', ['F'], true],
  ])('finds the way to %s', (piece, keys, onKey) => {
    const path = pathAt(root, text.indexOf(piece));
    expect(path.flatMap(({ entry }) => entry?.key ?? [])).toEqual(keys);
    expect(path.at(-1)?.onKey ?? false).toBe(onKey);
  });

  it('stays at the root outside of everything', () => {
    expect(keysAt(text.length + 5)).toEqual([]);
    expect(pathAt(root, -1)).toHaveLength(1);
  });
});

describe('every tree', () => {
  it('has its nodes within their text, and a block starts no later than what is in it', () => {
    fc.assert(
      fc.property(templateText, written => {
        const tree = parseYaml(written).root;
        for (const node of tree ? walk(tree) : []) {
          expect(node.start).toBeLessThanOrEqual(node.end);
          expect(node.end).toBeLessThanOrEqual(written.length);
          for (const child of childrenOf(node))
            expect(child.start).toBeGreaterThanOrEqual(node.start);
          if (node.kind === 'scalar' && node.textStart >= 0)
            expect(written.slice(node.textStart).startsWith(node.text)).toBe(true);
        }
      }),
    );
  });
});
