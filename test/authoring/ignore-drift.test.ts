import { describe, expect, it } from 'vitest';
import { ignoreDrift } from '../../server/src/authoring/ignore-drift.js';
import { parseConfig } from '../../server/src/rules/config.js';

const IGNORED = {
  resource: 'NightlyRule',
  property: 'Targets[t1].Input',
  reason: 'The on-call team’s "switch": see the runbook',
};

function added(text: string): string | null {
  const edit = ignoreDrift(text, IGNORED);
  return edit && text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
}

describe('ignoring a difference', () => {
  const other = '    - resource: A\n      property: State\n      reason: b\n';
  it.each([
    ['', 1],
    ['zones:\n  - Europe/Berlin', 1],
    ['zones:\r\n  - Europe/Berlin\r\n', 1],
    [`drift:\n  ignore:\n${other}`, 2],
    [`drift:\n  ignore:\n${other}\n# more\nzones: []\n`, 2],
    [`drift:\n  ignore:\n${other.replace(/^ {2}/gm, '').trimEnd()}`, 2],
  ])('adds to %j and keeps the rest', (text, count) => {
    const { config, problems } = parseConfig(added(text) ?? '');
    expect(problems).toEqual([]);
    expect(config.ignored).toHaveLength(count);
    expect(config.ignored.at(-1)).toMatchObject(IGNORED);
    const edit = ignoreDrift(text, IGNORED);
    expect(edit?.start).toBe(edit?.end);
  });

  it.each(['drift: { ignore: [] }\n', 'drift:\n  ignore: []\n', '{ zones: [] }\n', 'a: [\n'])(
    'leaves %j to a person',
    text => expect(added(text)).toBeNull(),
  );
});
