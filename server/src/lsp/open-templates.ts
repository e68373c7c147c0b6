import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isTemplate } from '../template/detect.js';
import { MAX_TEMPLATE, parseTemplate, type Template } from '../template/template.js';

/** The parsed texts of the documents that are open, each built on the version before. */
export class OpenTemplates {
  // by the document itself: one that is opened again may come with the same version
  private readonly kept = new WeakMap<
    TextDocument,
    { version: number; template: Template | null }
  >();

  /** Null where the document is no template. */
  of(document: TextDocument): Template | null {
    const before = this.kept.get(document);
    if (before?.version === document.version) return before.template;
    const text = document.getText();
    const isOurs = isTemplate(text.slice(0, MAX_TEMPLATE));
    const template = isOurs ? parseTemplate(text, before?.template ?? undefined) : null;
    this.kept.set(document, { version: document.version, template });
    return template;
  }
}
