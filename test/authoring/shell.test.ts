import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoted, type ShellPart, shellWord } from '../../server/src/authoring/shell.js';

/** POSIX's own, and those that people paste into, where they are installed. */
const SHELLS = ['/bin/sh', '/bin/bash', '/bin/zsh', '/usr/bin/zsh'].filter(existsSync);

const VALUES: Readonly<Record<string, string>> = {
  NET: 'a b',
  TASK_1: 'x"$HOME\'`id`\\',
  EMPTY: '',
};

/** What a program gets as its arguments. */
function argumentsOf(words: readonly string[], shell: string): string[] {
  const script = `"$NODE" -e 'console.log(JSON.stringify(process.argv.slice(1)))' -- ${words.join(' ')}`;
  const env = { NODE: process.execPath, ...VALUES };
  return JSON.parse(
    execFileSync(shell, ['-c', script], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
}

const odd = fc.constantFrom(
  ...['$', '`', '"', "'", '\\', '!', '~', '#', '*', '?', '[', ']', '{', '}', ',', ':', '=', '%'],
  ...[
    ' ',
    '\n',
    '\t',
    ';',
    '&',
    '|',
    '<',
    '>',
    '(',
    ')',
    '$(id)',
    '${HOME}',
    '$$',
    '-',
    'a',
    'Z',
    '9',
  ],
);
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.array(odd, { maxLength: 12 }).map(letters => letters.join('')),
);
const part: fc.Arbitrary<ShellPart> = fc.oneof(
  text.map(text => ({ text })),
  fc.constantFrom(...Object.keys(VALUES)).map(variable => ({ variable })),
);

const meant = (parts: readonly ShellPart[]) =>
  parts
    .map(part => ('text' in part ? part.text.replaceAll('\0', '') : VALUES[part.variable]))
    .join('');

describe.each(SHELLS)('%s', shell => {
  it('gets each word as it was meant, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.array(part, { maxLength: 6 }), { maxLength: 40 }), words => {
        expect(argumentsOf(words.map(shellWord), shell)).toEqual(words.map(meant));
      }),
      { numRuns: 40 },
    );
  });

  it('gets a text as one word', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 60 }), texts => {
        const words = texts.map(quoted);
        expect(argumentsOf(words, shell)).toEqual(texts.map(one => meant([{ text: one }])));
      }),
      { numRuns: 20 },
    );
  });
});

describe('a word', () => {
  it.each<[readonly ShellPart[], string]>([
    [[{ text: 'orders:ship' }], 'orders:ship'],
    [[{ text: 'reports:send[daily,3]' }], "'reports:send[daily,3]'"],
    [[{ text: '{"a":1}' }], '\'{"a":1}\''],
    [[{ text: "Exports[?Name=='net']" }], '"Exports[?Name==\'net\']"'],
    [[{ text: '' }], "''"],
    [[{ variable: 'CLUSTER' }], '"$CLUSTER"'],
    [[{ variable: 'NET' }, { text: '-one' }], '"$NET-one"'],
    [[{ variable: 'NET' }, { text: '_one' }], '"${NET}_one"'],
    // zsh would take `:h` for a modifier, and `[1]` for a subscript
    [[{ variable: 'NET' }, { text: ':h' }], '"${NET}:h"'],
    [[{ text: '{"a":"' }, { variable: 'NET' }, { text: '"}' }], '\'{"a":"\'"$NET"\'"}\''],
  ])('%j is written as a person would', (parts, written) => {
    expect(shellWord(parts)).toBe(written);
  });
});
