import { check } from '../../server/src/rules/check.js';
import { DEFAULT_CONFIG } from '../../server/src/rules/config.js';
import type { Agreement, Edit, Problem, Rule } from '../../server/src/rules/rule.js';
import { parseTemplate } from '../../server/src/template/template.js';
import type { RecordedExports } from '../../server/src/workspace/workspace.js';
import { workspaceOf } from './workspace.js';

export interface Around {
  /** Other templates of the workspace by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** In place of the lists among the files. */
  readonly recorded?: readonly RecordedExports[];
  readonly config?: Partial<Agreement>;
}

export interface Found extends Problem {
  /** The text that the problem lies on. */
  readonly token: string;
}

/** What one rule finds in a template, as the engine gives it. */
export function found(
  rule: Rule,
  text: string,
  { files = {}, recorded, config }: Around = {},
): Found[] {
  const workspace = workspaceOf({ ...files, 'template.yml': text });
  if (recorded) workspace.setRecorded(recorded);
  const context = {
    now: Date.UTC(2026, 10, 24),
    uri: 'file:///project/template.yml',
    workspace,
    config: { ...DEFAULT_CONFIG, ...config },
  };
  return check(parseTemplate(text), context)
    .filter(problem => problem.rule === rule.id)
    .map(problem => ({ ...problem, token: text.slice(problem.start, problem.end) }));
}

/** The text with the first fix of each thing that the rule finds. */
export function fixed(rule: Rule, text: string, around?: Around): string {
  return applied(
    text,
    found(rule, text, around).flatMap(({ fixes }) => fixes?.[0]?.edits ?? []),
  );
}

function applied(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((out, { start, end, newText }) => out.slice(0, start) + newText + out.slice(end), text);
}
