import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../server/src/rules/all.js';
import { DEFAULT_CONFIG } from '../../server/src/rules/config.js';
import { lint } from '../../server/src/rules/lint.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { workspaceOf } from '../support/workspace.js';

const FIXTURES = new URL('../fixtures/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, FIXTURES), 'utf8');

interface Shape {
  readonly name: string;
  /** `good` has no error and no warning; `any` is not judged. */
  readonly truth: string;
  /** The rule that says it. */
  readonly rule: string;
}

const shapes: readonly Shape[] = read('shapes.tsv')
  .trim()
  .split('\n')
  .slice(1)
  .map(line => line.split('\t'))
  .map(([name = '', truth = '', rule = '']) => ({ name, truth, rule }));

function problemsOf({ name }: Shape) {
  const text = read(`shapes/${name}.yaml`);
  const uri = 'file:///project/template.yml';
  const workspace = workspaceOf({ 'template.yml': text });
  const context = { now: Date.UTC(2026, 10, 24), uri, workspace, live: null };
  return lint(parseTemplate(text), context, DEFAULT_CONFIG);
}

const ids = new Set<string>(RULES.map(({ id }) => id));
const faulty = shapes.filter(({ truth, rule }) => !/good|any/.test(truth) && ids.has(rule));
const good = shapes.filter(({ truth }) => truth === 'good');

describe('the shapes of templates with a known truth', () => {
  it('are all read', () => {
    expect(shapes).toHaveLength(64);
    expect(faulty.length).toBeGreaterThanOrEqual(9);
    expect(good.length).toBeGreaterThanOrEqual(8);
  });

  it.each(faulty.map(shape => [shape.name, shape.rule, shape] as const))(
    '%s: %s says it',
    (_, rule, shape) => {
      const severities = problemsOf(shape).flatMap(found =>
        found.rule === rule ? [found.severity] : [],
      );
      expect(severities).toContain(shape.truth);
    },
  );

  it.each(good.map(shape => [shape.name, shape] as const))(
    '%s has no error and no warning',
    (_, shape) => {
      const severe = problemsOf(shape).filter(({ severity }) => /error|warning/.test(severity));
      expect(severe).toEqual([]);
    },
  );
});
