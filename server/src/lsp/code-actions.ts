import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { fixAll } from '../features/fixes.js';
import type { Edit, Fix, Problem } from '../rules/rule.js';
import { toDiagnostic, toTextEdit } from './convert.js';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.cronwright`;

/**
 * What can be done about the problems in a range, and about all of them at once. `silence` gives the
 * comment that answers for one.
 */
export function codeActions(
  document: TextDocument,
  problems: readonly Problem[],
  silence: (problem: Problem) => Fix | null,
  { range, context: { only } }: CodeActionParams,
): CodeAction[] {
  const wants = (kind: string) => !only || only.some(k => kind === k || kind.startsWith(`${k}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    for (const problem of problems)
      if (problem.start <= end && start <= problem.end)
        actions.push(...quickFixes(document, problem, silence(problem)));
  }
  // offered beside quick fixes it would crowd them out: only where it is asked for
  if (only && wants(FIX_ALL)) actions.push(...fixAllAction(document, problems));
  return actions;
}

function quickFixes(document: TextDocument, problem: Problem, silenced: Fix | null): CodeAction[] {
  const diagnostics = [toDiagnostic(document, problem)];
  const fixes = problem.fixes ?? [];
  return [...fixes, ...(silenced ? [silenced] : [])].map((fix, i) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    isPreferred: i === 0 && fix.safe,
    edit: changes(document, fix.edits),
  }));
}

function fixAllAction(document: TextDocument, problems: readonly Problem[]): CodeAction[] {
  const edits = fixAll(problems);
  if (edits.length === 0) return [];
  return [{ title: 'Fix all schedule problems', kind: FIX_ALL, edit: changes(document, edits) }];
}

function changes(document: TextDocument, edits: readonly Edit[]): WorkspaceEdit {
  return { changes: { [document.uri]: edits.map(edit => toTextEdit(document, edit)) } };
}
