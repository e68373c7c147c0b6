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
sidekiq:
  processes: 4
  migration: { state: underway, old: [OLD_URL], new: [NEW_URL] }
stacks:
  - files: ['stacks/*.yml', jobs.yml]
    stack: shop
    account: 012345678901
    region: eu-west-1
    profile: shop
    snapshot: live.json
  - { files: [other.yml], stack: other }
drift:
  ignore:
    - { resource: Nightly, property: 'Targets[jobs].Input', reason: tried out by hand }
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
      sidekiq: {
        processes: 4,
        migration: { state: 'underway', old: ['OLD_URL'], new: ['NEW_URL'] },
      },
      stacks: [
        {
          files: ['stacks/*.yml', 'jobs.yml'],
          stack: 'shop',
          account: '012345678901',
          region: 'eu-west-1',
          profile: 'shop',
          snapshot: 'live.json',
        },
        { files: ['other.yml'], account: null, region: null, profile: null, snapshot: null },
      ],
      ignored: [
        { resource: 'Nightly', property: 'Targets[jobs].Input', reason: 'tried out by hand' },
      ],
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
    [
      'stacks: [{stack: shop}]',
      '{stack: shop}: An entry of `stacks` needs `files`, a list of globs, and `stack`.',
    ],
    [
      'stacks: [{files: [a], stack: s, acount: 1}]',
      'acount: An entry of `stacks` has no `acount`. Did you mean `account`?',
    ],
    [
      'stacks: [{files: [a], stack: s, account: 123}]',
      "123: `account` is the twelve digits of an account, e.g. `'123456789012'`.",
    ],
    [
      'stacks: [{files: [a], stack: s, region: [x]}]',
      '[x]: `region` is a text, e.g. `region: eu-west-1`.',
    ],
    [
      'drift: {ignore: [{resource: A, property: State}]}',
      '{resource: A, property: State}: An entry of `drift.ignore` needs `resource`, a logical id, `property`, e.g. `State`, and `reason`: whoever reads it later must know why.',
    ],
    ['drift: {ignored: []}', 'ignored: `drift` has no `ignored`. Did you mean `ignore`?'],
    ['sidekiq: {processes: 0}', '0: `processes` is a whole number from 1 on, e.g. `processes: 4`.'],
    ['sidekiq: {migration: {old: [A]}}', '{old: [A]}: `state` is one of `underway`, `done`.'],
    ['sidekiq: {migration: {state: over}}', 'over: `state` is one of `underway`, `done`.'],
    [
      'sidekiq: {migration: {state: done, old: A}}',
      'A: `sidekiq.migration.old` is a list: write each entry after a `- ` on a line of its own.',
    ],
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
    "stacks: [{files: [a], stack: s, account: '123456789012', snapshot: x}]",
    'stacks: [{files: [a], stack: s, account: 123456789012}]',
    "stacks: [{files: [a], stack: s, account: '1'}]",
    'stacks: [{files: [], stack: s}]',
    'stacks: [{files: [a]}]',
    'drift: {ignore: [{resource: a, property: b, reason: c}]}',
    'drift: {ignore: [{resource: a, property: b}]}',
    'sidekiq: {processes: 4, migration: {state: done, old: [A]}}',
    'sidekiq: {migration: {old: [A]}}',
    'sidekiq: {migration: {state: over}}',
    'sidekiq: {process: 4}',
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
