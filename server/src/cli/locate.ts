import { relative, sep } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { Problem } from '../rules/rule.js';
import type { Span } from '../template/node.js';
import type { LocatedProblem, Place } from './report.js';

/** A path as a reader in `folder` would write it. */
export function shownPath(path: string, folder: string): string {
  return relative(folder, path).split(sep).join('/');
}

/** Turns the offsets of a file's problems into lines and columns, as the editor counts them. */
export class Locator {
  private readonly documents = new Map<string, TextDocument>();

  /** `texts` are the files' by their URI; `folder` is where the reader of the report is. */
  constructor(
    private readonly texts: ReadonlyMap<string, string>,
    private readonly folder: string,
  ) {}

  problem(uri: string, problem: Problem): LocatedProblem {
    const { rule, severity, message, fixes = [], related, start, end } = problem;
    return {
      ...this.place(uri, problem),
      rule,
      severity,
      message,
      fixable: fixes.length > 0,
      ...(related &&
        this.texts.has(related.uri) && {
          related: { ...this.place(related.uri, related), message: related.message },
        }),
      text: (this.texts.get(uri) ?? '').slice(start, end),
    };
  }

  place(uri: string, { start, end }: Span): Place {
    const document = this.document(uri);
    const from = document.positionAt(start);
    const to = document.positionAt(end);
    return {
      file: shownPath(URI.parse(uri).fsPath, this.folder),
      line: from.line + 1,
      column: from.character + 1,
      endLine: to.line + 1,
      endColumn: to.character + 1,
    };
  }

  private document(uri: string): TextDocument {
    let document = this.documents.get(uri);
    if (!document) {
      document = TextDocument.create(uri, '', 0, this.texts.get(uri) ?? '');
      this.documents.set(uri, document);
    }
    return document;
  }
}
