import type { RubyFile } from '../ruby/sidekiq/document.js';
import { gather } from '../template/gather.js';
import type { Template } from '../template/template.js';
import type { SettingsFile } from '../workspace/settings.js';
import { RULES } from './all.js';
import { movedBy } from './moved.js';
import type { Context, FileContext, Finding, Problem, Rule } from './rule.js';

const BLOCK_RULES = RULES.filter(rule => rule.block);
const TEMPLATE_RULES = RULES.filter(rule => rule.template);
const RUBY_RULES = RULES.filter(rule => rule.ruby);
const SETTINGS_RULES = RULES.filter(rule => rule.settings);

/** Every problem of a template by every rule, in the order of the file. Suppression comes after. */
export function check(template: Template, context: Context): Problem[] {
  const problems: Problem[] = [];
  for (const { offset, found } of faulty(template))
    for (const problem of found) problems.push(movedBy(problem, offset));
  for (const rule of TEMPLATE_RULES)
    for (const finding of rule.template?.(template, context) ?? [])
      problems.push(problemOf(rule, finding));
  return sorted(problems);
}

/** Every problem of a Ruby file by every rule, in the order of the file. */
export function checkRuby(file: RubyFile, context: FileContext): Problem[] {
  return sorted(
    RUBY_RULES.flatMap(rule =>
      [...(rule.ruby?.(file, context) ?? [])].map(finding => problemOf(rule, finding)),
    ),
  );
}

/** Every problem of a file that says how Sidekiq is run. */
export function checkSettings(file: SettingsFile, context: FileContext): Problem[] {
  return sorted(
    SETTINGS_RULES.flatMap(rule =>
      [...(rule.settings?.(file, context) ?? [])].map(finding => problemOf(rule, finding)),
    ),
  );
}

function sorted(problems: Problem[]): Problem[] {
  return problems.sort((a, b) => a.start - b.start || a.end - b.end);
}

const faulty = gather((block): readonly Problem[] | null => {
  const problems: Problem[] = [];
  for (const rule of BLOCK_RULES)
    for (const finding of rule.block?.(block) ?? []) problems.push(problemOf(rule, finding));
  return problems.length > 0 ? problems : null;
});

function problemOf(rule: Rule, finding: Finding): Problem {
  return { ...finding, rule: rule.id, severity: finding.severity ?? rule.severity };
}
