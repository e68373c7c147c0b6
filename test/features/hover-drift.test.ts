import { describe, expect, it } from 'vitest';
import type { Inquiry } from '../../server/src/features/inquiry.js';
import {
  deployedRule,
  deployedSchedule,
  OPTIONS,
  ruleText,
  scheduleText,
  snapshotOf,
} from '../drift/support.js';
import { hoverAt } from './helpers.js';

const FIVE = 'ScheduleExpression: cron(0 5 * * ? *)';
const SIX = { ScheduleExpression: 'cron(0 6 * * ? *)', Targets: [] };
const RULE = ruleText(FIVE);
const EDITED = { ...deployedRule(RULE, SIX), capturedAt: '2026-11-24T09:00:13Z' };

const CHANGE = {
  when: '2026-11-24T09:00:13Z',
  event: 'PutRule',
  who: 'role Admin',
  isConsole: true,
};
const FIRED = 'Fired 24 of 24 expected runs.';

function hover(inquiry: Partial<Inquiry>, text = RULE, snapshot = EDITED, here = 'schedules.yml') {
  const asked = { who: null, firing: null, canAsk: true, ...inquiry };
  const env = { live: { ...OPTIONS, snapshot }, inquiry: () => asked };
  return hoverAt(text.replace('Nightly', 'Night|ly'), { env, here })?.markdown ?? '';
}

/** What the links of a hover ask: the command, and what it is about. */
const links = (markdown: string) =>
  [...markdown.matchAll(/\[([^\]]+)\]\(command:([\w.]+)\?([^)]+)\)/g)].map(
    ([, title, command, about]) => [title, command, ...JSON.parse(decodeURIComponent(`${about}`))],
  );

describe('the hover on a rule that was held against what is live', () => {
  it('has both schedules in words, with their zone', () => {
    const found = hover({});
    expect(found).toContain('as of Tue 24 Nov 09:00 UTC');
    expect(found).toMatch(
      /cron\(0 5 .*<br>At 05:00 \(UTC\) \| .*cron\(0 6 .*<br>At 06:00 \(UTC\) \|/,
    );
  });

  it('has links that ask who changed it and whether it runs', () => {
    const about = ['file:///team/schedules.yml', 'Nightly'];
    expect(links(hover({}))).toEqual([
      ['Who changed it?', 'cronwright.drift.who', ...about],
      ['Does it run?', 'cronwright.drift.firing', ...about],
    ]);
  });

  it('has none where nobody would answer', () => {
    expect(hover({ canAsk: false })).not.toContain('command:');
    expect(hover({}, RULE, snapshotOf({}))).not.toContain('command:');
  });

  it('asks only who deleted what is gone', () => {
    const gone = snapshotOf({ rules: { Nightly: 'shop-Nightly' }, template: RULE });
    expect(links(hover({}, RULE, gone)).map(([title]) => title)).toEqual(['Who changed it?']);
  });

  it('does not ask for runs of a schedule, which AWS does not count', () => {
    const text = scheduleText(FIVE);
    const found = hover({}, text, deployedSchedule(text, SIX));
    expect(links(found).map(([title]) => title)).toEqual(['Who changed it?']);
  });

  it('has the answers in the place of the links', () => {
    const found = hover({ who: CHANGE, firing: FIRED });
    expect(found).toContain(
      'Last change: PutRule by role Admin in the console, 3 h ago (Tue 24 Nov 09:00 UTC).',
    );
    expect(found).toContain(FIRED);
    expect(found).not.toContain('command:');
    const none = hover({ who: 'CloudTrail knows of no change.' });
    expect(none).toContain('CloudTrail knows of no change.');
    expect(links(none).map(([title]) => title)).toEqual(['Does it run?']);
  });

  it('leads to a file whatever it is called', () => {
    const found = hover({}, RULE, EDITED, 'a) b(.yml');
    expect(links(found).map(([, , uri]) => uri)).toEqual([
      'file:///team/a) b(.yml',
      'file:///team/a) b(.yml',
    ]);
  });
});
