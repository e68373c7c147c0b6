import { describe, expect, it } from 'vitest';
import { RULES } from '../../server/src/rules/all.js';
import { parseConfig } from '../../server/src/rules/config.js';
import { lint } from '../../server/src/rules/lint.js';
import type { Example, Problem } from '../../server/src/rules/rule.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { workspaceOf } from '../support/workspace.js';

function problemsOf({ template, files = {} }: Example): Problem[] {
  const uri = 'file:///project/template.yml';
  const workspace = workspaceOf({ ...files, 'template.yml': template });
  const context = { now: Date.UTC(2026, 10, 24), uri, workspace };
  const { config } = parseConfig(files['cronwright.yml'] ?? '');
  return lint(parseTemplate(template), context, config);
}

const rulesFound = (example: Example) => problemsOf(example).map(({ rule }) => rule);

describe.each(RULES.map(rule => [rule.id, rule] as const))('%s', (id, rule) => {
  it('flags its bad example', () => expect(rulesFound(rule.bad)).toContain(id));

  it('says nothing of its good example', () => expect(rulesFound(rule.good)).not.toContain(id));

  it('has a good example without errors and warnings of other rules', () => {
    const severe = problemsOf(rule.good).filter(({ severity }) => /error|warning/.test(severity));
    expect(severe).toEqual([]);
  });

  it('is documented', () => {
    expect(rule.title).not.toMatch(/\.$/);
    expect(rule.why.length).toBeGreaterThan(40);
    expect(rule.source.length).toBeGreaterThan(10);
  });
});
