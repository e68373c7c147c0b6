import { check } from '../../server/src/rules/check.js';
import { DEFAULT_CONFIG } from '../../server/src/rules/config.js';
import type { Agreement, Live, Problem, Rule } from '../../server/src/rules/rule.js';
import { parseTemplate } from '../../server/src/template/template.js';
import type { RecordedExports } from '../../server/src/workspace/workspace.js';
import { workspaceOf } from './workspace.js';

export interface Around {
  /** Other templates of the workspace by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** In place of the lists among the files. */
  readonly recorded?: readonly RecordedExports[];
  readonly config?: Partial<Agreement>;
  readonly live?: Live;
}

export interface Found extends Problem {
  /** The text that the problem lies on. */
  readonly token: string;
}

/** What one rule finds in a template, as the engine gives it. */
export function found(
  rule: Rule,
  text: string,
  { files = {}, recorded, config, live }: Around = {},
): Found[] {
  const workspace = workspaceOf({ ...files, 'template.yml': text });
  if (recorded) workspace.setRecorded(recorded);
  const context = {
    now: Date.UTC(2026, 10, 24),
    uri: 'file:///project/template.yml',
    workspace,
    config: { ...DEFAULT_CONFIG, ...config },
    live: live ?? null,
  };
  return check(parseTemplate(text), context)
    .filter(problem => problem.rule === rule.id)
    .map(problem => ({ ...problem, token: text.slice(problem.start, problem.end) }));
}
