import {
  type CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentSymbol,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type Position,
  type Range,
  SelectionRange,
  type SymbolInformation,
  SymbolKind,
  type TextEdit,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Completion } from '../features/completion.js';
import type { Outline, OutlineKind } from '../features/document-symbols.js';
import type { Highlight } from '../features/highlights.js';
import type { WorkspaceSymbol } from '../features/workspace-symbols.js';
import type { ConfigProblem } from '../rules/config.js';
import type { Edit, Problem, Severity } from '../rules/rule.js';
import type { Span } from '../template/node.js';
import { rulePage } from './docs.js';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toRange(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

export function toTextEdit(document: TextDocument, edit: Edit): TextEdit {
  return { range: toRange(document, edit), newText: edit.newText };
}

export function toDiagnostic(document: TextDocument, problem: Problem): Diagnostic {
  const { rule, severity, message, unnecessary, related } = problem;
  const href = rulePage(rule);
  return {
    range: toRange(document, problem),
    severity: SEVERITIES[severity],
    source: 'cronwright',
    code: rule,
    ...(href && { codeDescription: { href } }),
    message,
    ...(unnecessary && { tags: [DiagnosticTag.Unnecessary] }),
    ...(related?.uri === document.uri && {
      relatedInformation: [
        {
          location: { uri: related.uri, range: toRange(document, related) },
          message: related.message,
        },
      ],
    }),
  };
}

export function toConfigDiagnostic(document: TextDocument, problem: ConfigProblem): Diagnostic {
  const { message } = problem;
  const severity = DiagnosticSeverity.Error;
  return { range: toRange(document, problem), severity, source: 'cronwright', message };
}

const KINDS: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  export: CompletionItemKind.Reference,
  'field-value': CompletionItemKind.Value,
  zone: CompletionItemKind.Constant,
  property: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  expression: CompletionItemKind.Snippet,
  task: CompletionItemKind.Function,
};

export function toCompletionItem(document: TextDocument, completion: Completion): CompletionItem {
  const { label, kind, detail, documentation, insertText, snippet, sortText, filterText } =
    completion;
  return {
    label,
    kind: KINDS[kind],
    // it brings its own indentation
    insertTextMode: InsertTextMode.asIs,
    textEdit: { range: toRange(document, completion), newText: insertText },
    ...(snippet && { insertTextFormat: InsertTextFormat.Snippet }),
    ...(detail && { detail }),
    ...(documentation && {
      documentation: { kind: MarkupKind.Markdown, value: documentation },
    }),
    ...(sortText && { sortText }),
    ...(filterText && { filterText }),
  };
}

export function toHighlight(document: TextDocument, found: Highlight): DocumentHighlight {
  const kind = found.isDeclaration ? DocumentHighlightKind.Write : DocumentHighlightKind.Read;
  return { range: toRange(document, found), kind };
}

/** Spans from the innermost outwards as the protocol nests them. */
export function toSelectionRange(
  document: TextDocument,
  spans: readonly Span[],
  position: Position,
): SelectionRange {
  const outward = [...spans].reverse();
  const found = outward.reduce<SelectionRange | undefined>(
    (parent, span) => SelectionRange.create(toRange(document, span), parent),
    undefined,
  );
  return found ?? { range: { start: position, end: position } };
}

const SYMBOLS: Readonly<Record<OutlineKind, SymbolKind>> = {
  section: SymbolKind.Namespace,
  rule: SymbolKind.Event,
  target: SymbolKind.Function,
  resource: SymbolKind.Class,
  parameter: SymbolKind.Variable,
  condition: SymbolKind.Boolean,
  mapping: SymbolKind.Object,
  output: SymbolKind.Interface,
  other: SymbolKind.Property,
};

export function toDocumentSymbol(document: TextDocument, outline: Outline): DocumentSymbol {
  const { name, detail, kind, key, children } = outline;
  return {
    name,
    detail,
    kind: SYMBOLS[kind],
    range: toRange(document, outline),
    selectionRange: toRange(document, key),
    children: children.map(child => toDocumentSymbol(document, child)),
  };
}

export function toWorkspaceSymbol(
  document: TextDocument,
  symbol: WorkspaceSymbol,
): SymbolInformation {
  const { name, detail, kind } = symbol;
  return {
    name,
    // editors look for the query here too
    containerName: detail,
    kind: kind === 'rule' ? SymbolKind.Event : SymbolKind.Interface,
    location: { uri: document.uri, range: toRange(document, symbol) },
  };
}
