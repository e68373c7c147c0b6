import { gather } from '../template/gather.js';
import type { Template } from '../template/template.js';
import { RULES } from './all.js';
import type { Context, Edit, Finding, Fix, Problem, Rule } from './rule.js';

const BLOCK_RULES = RULES.filter(rule => rule.block);
const TEMPLATE_RULES = RULES.filter(rule => rule.template);

/** Every problem of a template by every rule, in the order of the file. Suppression comes after. */
export function check(template: Template, context: Context): Problem[] {
  const problems: Problem[] = [];
  for (const { offset, found } of faulty(template))
    for (const problem of found) problems.push(moved(problem, offset));
  for (const rule of TEMPLATE_RULES)
    for (const finding of rule.template?.(template, context) ?? [])
      problems.push(problemOf(rule, finding));
  return problems.sort((a, b) => a.start - b.start || a.end - b.end);
}

const faulty = gather((block): readonly Problem[] | null => {
  const problems = BLOCK_RULES.flatMap(rule =>
    [...(rule.block?.(block) ?? [])].map(finding => problemOf(rule, finding)),
  );
  return problems.length > 0 ? problems : null;
});

function problemOf(rule: Rule, finding: Finding): Problem {
  return { ...finding, rule: rule.id, severity: finding.severity ?? rule.severity };
}

function moved(problem: Problem, by: number): Problem {
  if (by === 0) return problem;
  const { fixes } = problem;
  return {
    ...problem,
    ...shifted(problem, by),
    ...(fixes && { fixes: fixes.map(f => fixMoved(f, by)) }),
  };
}

function fixMoved(fix: Fix, by: number): Fix {
  return { ...fix, edits: fix.edits.map((edit): Edit => ({ ...edit, ...shifted(edit, by) })) };
}

function shifted({ start, end }: { start: number; end: number }, by: number) {
  return { start: start + by, end: end + by };
}
