import { describe, expect, it } from 'vitest';
import { RULES } from '../../server/src/rules/all.js';
import { DEFAULT_CONFIG } from '../../server/src/rules/config.js';
import { lint } from '../../server/src/rules/lint.js';
import type { Example } from '../../server/src/rules/rule.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { workspaceOf } from '../support/workspace.js';

function rulesFound({ template, files = {} }: Example): string[] {
  const uri = 'file:///project/template.yml';
  const workspace = workspaceOf({ ...files, 'template.yml': template });
  const context = { now: Date.UTC(2026, 10, 24), uri, workspace };
  return lint(parseTemplate(template), context, DEFAULT_CONFIG).map(({ rule }) => rule);
}

describe.each(RULES.map(rule => [rule.id, rule] as const))('%s', (id, rule) => {
  it('flags its bad example', () => expect(rulesFound(rule.bad)).toContain(id));

  it('says nothing of its good example', () => expect(rulesFound(rule.good)).not.toContain(id));

  it('has a good example without errors and warnings of other rules', () => {
    const severe = rulesFound(rule.good).filter(found =>
      RULES.some(({ id, severity }) => id === found && /error|warning/.test(severity)),
    );
    expect(severe).toEqual([]);
  });

  it('is documented', () => {
    expect(rule.title).not.toMatch(/\.$/);
    expect(rule.why.length).toBeGreaterThan(40);
    expect(rule.source.length).toBeGreaterThan(10);
  });
});
