import { describe, expect, it } from 'vitest';
import { reviewMarkdown } from '../../server/src/review/markdown.js';
import { MANNER, resources, reviewed, rule } from './support.js';

const markdown = (before: string, after: string) => reviewMarkdown(reviewed(before, after), MANNER);

describe('a review as Markdown', () => {
  const text = markdown(
    resources(rule()),
    resources(rule({ expression: 'cron(0 4 * * ? *)', name: 'shop-every-night' })),
  );

  it('opens with the verdict and what changed', () => {
    expect(text.split('\n').slice(0, 3)).toEqual([
      '## Review of schedules: stop',
      '',
      '1 changed in 1 changed template, compared with `main` (01234567). Runs a day of what changes: 1 → 1.',
    ]);
  });

  it('has the checklist with its evidence', () => {
    expect(text).toMatch(/^\| Replaced \| \*\*stop\*\* \| `Nightly`: Name changes from /m);
    expect(text).toMatch(/^\| Imports \| pass \| No rule imports anything else than before. \|$/m);
  });

  it('has each rule before and after, with runs in UTC and the reader’s zone', () => {
    expect(text).toContain('### `Nightly` is changed\n\nRule in `schedules.yml:2`\n');
    expect(text).toContain(
      '| When | At 03:00 (UTC)<br>`cron(0 3 * * ? *)` | At 04:00 (UTC)<br>`cron(0 4 * * ? *)` |',
    );
    expect(text).toMatch(/^\| Next runs \(UTC\) \| Wed 25 Nov 03:00<br>Thu 26 Nov 03:00<br>/m);
    expect(text).toMatch(/^\| Next runs \(Los Angeles\) \| Tue 24 Nov 19:00<br>/m);
  });

  it('says what was not known', () => {
    expect(text).toContain('### What was not known\n\n- Parameters have their defaults here');
  });

  it('takes nothing of a template for Markdown, HTML or the end of a cell', () => {
    const strange = rule({
      target: [
        'Arn: "a|b`c<img src=x>\\e[2J"',
        `Input: '{"<script>*x*": "1", "[a](http://b)|": "2\\n"}'`,
      ],
    });
    const said = markdown(resources(rule()), resources(strange));
    const outside = said.replace(/`[^`\n]*`/g, '``');
    expect(outside).not.toMatch(/(?<!\\)<(?!br>)/);
    expect(outside).not.toMatch(/(?<!\\)\[a/);
    expect(said).not.toContain('\x1b');
    const rows = said.split('\n').filter(line => line.startsWith('| '));
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)?.length).toBeGreaterThanOrEqual(3);
    const columns = new Set(rows.map(row => row.match(/(?<!\\)\|/g)?.length));
    expect(columns).toEqual(new Set([4, 3]));
  });

  it('of nothing says so', () => {
    const same = resources(rule());
    expect(markdown(same, `# a comment\n${same}`)).toMatch(
      /^## Review of schedules: pass\n\nNo rule and no schedule changes in 1 changed template/,
    );
  });
});
