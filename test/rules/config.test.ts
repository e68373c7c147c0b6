import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { DEFAULT_CONFIG, parseConfig } from '../../server/src/rules/config.js';

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/cronwright.schema.json', import.meta.url), 'utf8'),
);
const accepts = new Ajv().compile(schema);

function problems(text: string): string[] {
  return parseConfig(text).problems.map(
    ({ start, end, message }) => `${text.slice(start, end)}: ${message}`,
  );
}

describe('cronwright.yml', () => {
  it('is read whole', () => {
    const { config, problems } = parseConfig(`rules:
  schedule/every-minute: off
  export/task-revision: warning
files:
  include: ['stacks/**/*.yml']
  exclude: [stacks/old.yml]
exports:
  - file: exports.json
    complete: true
  - file: other.json
zones: [America/Los_Angeles]
names: kebab-case
mostAtOnce: 5
`);
    expect(problems).toEqual([]);
    expect(config).toMatchObject({
      rules: { 'schedule/every-minute': 'off', 'export/task-revision': 'warning' },
      files: { include: ['stacks/**/*.yml'], exclude: ['stacks/old.yml'] },
      exports: [
        { file: 'exports.json', complete: true },
        { file: 'other.json', complete: false },
      ],
      zones: ['America/Los_Angeles'],
      names: 'kebab-case',
      mostAtOnce: 5,
    });
  });

  it.each(['', '# nothing yet\n', 'rules:\nexports:\n'])('may hold nothing: %j', text => {
    expect(parseConfig(text)).toEqual({ config: DEFAULT_CONFIG, problems: [] });
  });

  it.each([
    ['rulez: {}', 'rulez: cronwright.yml has no `rulez`. Did you mean `rules`?'],
    [
      'rules: {schedule/sintax: off}',
      'schedule/sintax: `rules` has no `schedule/sintax`. Did you mean `schedule/syntax`?',
    ],
    [
      'rules: {schedule/syntax: on}',
      'on: A rule is one of `error`, `warning`, `info`, `hint`, `off`.',
    ],
    [
      'files: {include: a.yml}',
      'a.yml: `files.include` is a list: write each entry after a `- ` on a line of its own.',
    ],
    [
      'exports: [{complete: true}]',
      '{complete: true}: An entry of `exports` needs `file`, e.g. `- file: exports.json`.',
    ],
    ['exports: [{file: a.json, complete: yes}]', 'yes: `complete` is `true` or `false`.'],
    [
      'zones: [Mars/Olympus]',
      'Mars/Olympus: There is no time zone `Mars/Olympus`. Write an IANA name such as `Europe/Berlin`.',
    ],
    [
      'names: kebab',
      'kebab: `names` is one of `snake_case`, `kebab-case`, `camelCase`, `PascalCase`.',
    ],
    ['mostAtOnce: many', 'many: `mostAtOnce` is a whole number from 1 on, e.g. `mostAtOnce: 5`.'],
    ['- a', '- a: cronwright.yml is a mapping, e.g. `rules: …`.'],
  ])('says what is wrong with %s', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  it('keeps what is right beside what is wrong', () => {
    const { config } = parseConfig('rules: {schedule/syntax: on, export/name: off}\nzones: [UTC]');
    expect(config).toMatchObject({ rules: { 'export/name': 'off' }, zones: ['UTC'] });
  });

  it.each([
    'rules: {schedule/dst: off}\nexports: [{file: a.json}]',
    'zones: [Europe/Berlin]\nfiles: {exclude: [x.yml]}',
    'names: snake_case\nmostAtOnce: 3',
    'names: shouting',
    'mostAtOnce: 0',
    'rulez: {}',
    'rules: {schedule/dst: on}',
    'exports: [{complete: true}]',
    'files: {include: a.yml}',
  ])('has a JSON schema that agrees: %s', text => {
    expect(accepts(parse(text))).toBe(parseConfig(text).problems.length === 0);
  });
});
