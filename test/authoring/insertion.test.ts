import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addRule } from '../../server/src/authoring/add-rule.js';
import type { Kind } from '../../server/src/authoring/schedule.js';
import { DEFAULT_CONFIG } from '../../server/src/rules/config.js';
import { lint } from '../../server/src/rules/lint.js';
import { isTemplate } from '../../server/src/template/detect.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { templateText } from '../template/arbitrary.js';
import { answersFor, env } from './support.js';

/** What holds wherever a rule is added; false where the place was refused. */
function added(text: string, kind: Kind): boolean {
  const template = parseTemplate(text);
  const answers = answersFor(template, kind);
  const result = addRule(template, answers, env);
  if ('refused' in result) {
    expect(result.refused).toMatch(/\.$/);
    return false;
  }
  // nothing is replaced, and without what was inserted it is the file before
  expect(result.edits.every(({ start, end }) => start === end)).toBe(true);
  let without = result.text;
  const edits = [...result.edits].sort((a, b) => a.start - b.start);
  for (const { start, newText } of edits) {
    expect(without.startsWith(newText, start)).toBe(true);
    without = without.slice(0, start) + without.slice(start + newText.length);
  }
  expect(without).toBe(text);
  const after = parseTemplate(result.text);
  const made = after.section('Resources').filter(({ block }) => block.key === answers.logicalId);
  expect(made).toHaveLength(1);
  expect(after.section('Resources')).toHaveLength(template.section('Resources').length + 1);
  expect(after.syntax).toHaveLength(template.syntax.length);
  expect(result.text.slice(result.cursor)).toMatch(
    new RegExp(`^["']?${answers.logicalId}["']?\\s*:`),
  );
  const known = lint(template, { ...env, live: null }, DEFAULT_CONFIG);
  const found = lint(after, { ...env, live: null }, DEFAULT_CONFIG);
  expect(found.length).toBe(known.length + result.problems.length);
  return true;
}

describe('adding a rule', () => {
  it('touches nothing else in random templates', () => {
    let count = 0;
    fc.assert(
      fc.property(
        templateText,
        fc.constantFrom('rule' as const, 'schedule' as const),
        (text, kind) => {
          if (added(text, kind)) count++;
        },
      ),
      { numRuns: 300 },
    );
    expect(count).toBeGreaterThan(25);
  });

  it('touches nothing else in the layouts that people use', () => {
    const layout = fc.record({
      step: fc.constantFrom(1, 2, 3, 4),
      gap: fc.constantFrom(0, 1, 2),
      eol: fc.constantFrom('\n', '\r\n'),
      ending: fc.constantFrom('', '\n', '\n\n', '\n\nOutputs:\n  X:\n    Value: 1\n'),
      count: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(layout, fc.constantFrom('rule' as const, 'schedule' as const), (drawn, kind) => {
        expect(added(laidOut(drawn), kind)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

interface Layout {
  readonly step: number;
  readonly gap: number;
  readonly eol: string;
  readonly ending: string;
  readonly count: number;
}

function laidOut({ step, gap, eol, ending, count }: Layout): string {
  const line = (depth: number, text: string) => ' '.repeat(depth * step) + text;
  const rules = Array.from({ length: count }, (_, i) =>
    [
      line(1, `Job${i}Rule: # the rule ${i}`),
      line(2, 'Type: AWS::Events::Rule'),
      line(2, 'Properties:'),
      line(3, `Name: job_${i}`),
      line(3, 'ScheduleExpression: rate(1 hour)'),
      line(3, 'Targets:'),
      line(4, `- Id: job-${i}`),
      line(4, '  Arn: !Ref Cluster'),
      line(4, '  RoleArn: !Ref Role'),
      line(4, `  Input: '{"containerOverrides":[{"name":"app","command":["rake","job:${i}"]}]}'`),
    ].join('\n'),
  );
  const body = rules.join('\n'.repeat(gap + 1));
  const other = line(1, 'Role:\n') + line(2, 'Type: AWS::IAM::Role');
  const text = `Resources:\n${[other, body].filter(Boolean).join('\n'.repeat(gap + 1))}${ending}`;
  return text.replaceAll('\n', eol);
}

const corpus = process.env.CRONWRIGHT_CORPUS;

if (corpus)
  describe('in the public templates', () => {
    const files = readdirSync(corpus ?? '.', { recursive: true, encoding: 'utf8' })
      .map(name => join(corpus ?? '.', name))
      .filter(path => statSync(path).isFile() && /\.(?:ya?ml|json|template)$/.test(path));

    it('a rule and a schedule are added, and nothing else', () => {
      const refused: string[] = [];
      let count = 0;
      for (const path of files) {
        const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
        if (!isTemplate(text) || parseTemplate(text).section('Resources').length === 0) continue;
        for (const kind of ['rule', 'schedule'] as const) {
          count++;
          if (!added(text, kind)) refused.push(path);
        }
      }
      expect(count).toBeGreaterThan(100);
      expect(refused.length).toBeLessThan(count / 10);
    });
  });
