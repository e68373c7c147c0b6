import { describe, expect, it } from 'vitest';
import { RULES } from '../../server/src/rules/all.js';
import type { Example, Problem } from '../../server/src/rules/rule.js';
import { problemsIn } from '../support/sidekiq.js';

function problemsOf({ files = {}, ...file }: Example): Problem[] {
  const [path, text] = 'path' in file ? [file.path, file.text] : ['template.yml', file.template];
  return problemsIn(path, { ...files, [path]: text });
}

const rulesFound = (example: Example) => problemsOf(example).map(({ rule }) => rule);

/** What a bad example shows beside its fault: a toss is for a second Redis as well. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  'sidekiq/random-server': ['sidekiq/two-readers'],
};

describe.each(RULES.map(rule => [rule.id, rule] as const))('%s', (id, rule) => {
  it('flags its bad example', () => expect(rulesFound(rule.bad)).toContain(id));

  it('says nothing of its good example', () => expect(rulesFound(rule.good)).not.toContain(id));

  it('has a good example without errors and warnings of other rules', () => {
    const severe = problemsOf(rule.good).filter(({ severity }) => /error|warning/.test(severity));
    expect(severe).toEqual([]);
  });

  it('says nothing else of its bad example, where that is about Sidekiq', () => {
    const others = problemsOf(rule.bad).filter(problem => problem.rule !== id);
    if (id.startsWith('sidekiq/')) expect(others.map(({ rule }) => rule)).toEqual(BESIDE[id] ?? []);
  });

  it('is documented', () => {
    expect(rule.title).not.toMatch(/\.$/);
    expect(rule.why.length).toBeGreaterThan(40);
    expect(rule.source.length).toBeGreaterThan(10);
  });
});
