import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRule } from '../../server/src/authoring/add-rule.js';
import type { Kind } from '../../server/src/authoring/schedule.js';
import { DEFAULT_CONFIG } from '../../server/src/rules/config.js';
import { lint } from '../../server/src/rules/lint.js';
import type { Problem } from '../../server/src/rules/rule.js';
import { parseTemplate } from '../../server/src/template/template.js';
import type { Workspace } from '../../server/src/workspace/workspace.js';
import { answersFor, env } from '../authoring/support.js';
import { workspaceOf } from '../support/workspace.js';

const FOLDER = new URL('../fixtures/valid/', import.meta.url);
const NAMES = readdirSync(FOLDER);
const TEXTS = Object.fromEntries(
  NAMES.map(name => [name, readFileSync(new URL(name, FOLDER), 'utf8').replace(/^\uFEFF/, '')]),
);
const CASES = Object.entries(TEXTS);
/** A few seconds in all. */
const RUNS = 100;

function problemsOf(name: string, text: string, workspace: Workspace): readonly Problem[] {
  const context = {
    now: Date.UTC(2026, 10, 24),
    uri: `file:///project/${name}`,
    workspace,
    live: null,
  };
  return lint(parseTemplate(text), context, DEFAULT_CONFIG);
}

describe('a valid template', () => {
  it.each(CASES)('%s: nothing is said of it, not even a hint', (name, text) => {
    expect(parseTemplate(text).syntax).toEqual([]);
    expect(problemsOf(name, text, workspaceOf({ [name]: text }))).toEqual([]);
  });

  it('is no worse for others beside it', () => {
    const workspace = workspaceOf(TEXTS);
    for (const [name, text] of CASES) expect(problemsOf(name, text, workspace)).toEqual([]);
  });

  it.each(CASES)('%s: a rule and a schedule can be added, or it is said why not', (_, text) => {
    for (const kind of ['rule', 'schedule'] as const) {
      const problems = added(text, kind);
      // an Id that the model has in common with a sibling stays, and that is told
      expect(problems.filter(({ rule }) => rule !== 'rule/misaligned')).toEqual([]);
    }
  });
});

/** Adds a job by nothing but insertions, or is told why not; gives what is wrong with the new one. */
function added(text: string, kind: Kind): readonly Problem[] {
  const template = parseTemplate(text);
  const answers = answersFor(template, kind);
  const result = addRule(template, answers, env);
  if ('refused' in result) {
    expect(result.refused).toMatch(/\.$/);
    return [];
  }
  expect(result.edits.every(({ start, end }) => start === end)).toBe(true);
  const made = parseTemplate(result.text).find('Resources', answers.logicalId);
  expect(made?.block.text).toContain('refunds:send');
  return result.problems;
}

describe('a template that is half typed', () => {
  const parts = fc.record({
    text: fc.constantFrom(...Object.values(TEXTS)),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(40),
    kind: fc.constantFrom('rule' as const, 'schedule' as const),
  });
  const look = (text: string, kind: Kind) => {
    for (const { start, end } of problemsOf('template.yml', text, workspaceOf({ a: text }))) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(end).toBeLessThanOrEqual(text.length + 1);
    }
    added(text, kind);
  };

  it('is read as far as it goes', () => {
    fc.assert(
      fc.property(parts, ({ text, from, kind }) => look(text.slice(0, from * text.length), kind)),
      { numRuns: RUNS },
    );
  });

  it('survives a piece that is cut out', () => {
    fc.assert(
      fc.property(parts, ({ text, from, length, kind }) => {
        const at = Math.floor(from * text.length);
        look(text.slice(0, at) + text.slice(at + length), kind);
      }),
      { numRuns: RUNS },
    );
  });

  it('survives lines that are gone', () => {
    const draws = fc.infiniteStream(fc.nat(9));
    fc.assert(
      fc.property(parts, draws, ({ text, kind }, dice) => {
        const kept = text.split('\n').filter(() => dice.next().value !== 0);
        look(kept.join('\n'), kind);
      }),
      { numRuns: RUNS },
    );
  });
});
