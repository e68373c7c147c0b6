import type { RubyFile } from '../ruby/sidekiq/document.js';
import type { Template } from '../template/template.js';
import type { SettingsFile } from '../workspace/settings.js';
import { check, checkRuby, checkSettings } from './check.js';
import type { Config } from './config.js';
import type { Context, FileContext, Problem } from './rule.js';
import { mayBeSuppressed, suppress } from './suppress.js';

type Around = Omit<Context, 'config'>;
type AroundFile = Omit<FileContext, 'config'>;

/**
 * What the editor and the command line both say of a template: every problem at the severity that
 * the team gave it, without those that a comment answers for; in the order of the file.
 */
export function lint(template: Template, around: Around, config: Config): Problem[] {
  const problems = agreed(check(template, { ...around, config }), config);
  return template.format === 'json' || !mayBeSuppressed(template)
    ? problems
    : suppress(template.text, problems, config);
}

/** The same of a Ruby file. */
export function lintRuby(file: RubyFile, around: AroundFile, config: Config): Problem[] {
  return suppress(file.text, agreed(checkRuby(file, { ...around, config }), config), config);
}

/** The same of a file that says how Sidekiq is run. */
export function lintSettings(file: SettingsFile, around: AroundFile, config: Config): Problem[] {
  return suppress(file.text, agreed(checkSettings(file, { ...around, config }), config), config);
}

function agreed(problems: readonly Problem[], { rules }: Config): Problem[] {
  return problems.flatMap(problem => {
    const severity = rules[problem.rule];
    if (severity === undefined) return [problem];
    return severity === 'off' ? [] : [{ ...problem, severity }];
  });
}
