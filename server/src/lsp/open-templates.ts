import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isTemplate } from '../template/detect.js';
import { MAX_TEMPLATE, parseChanged, parseTemplate, type Template } from '../template/template.js';
import { LineDocument } from './line-document.js';

interface Kept {
  readonly version: number;
  readonly template: Template | null;
}

/** The parsed texts of the documents that are open, each built on the version before. */
export class OpenTemplates {
  // by the document itself: one that is opened again may come with the same version
  private readonly kept = new WeakMap<TextDocument, Kept>();

  /** Null where the document is no template. */
  of(document: TextDocument): Template | null {
    const before = this.kept.get(document);
    if (before?.version === document.version) return before.template;
    const template = parsed(document, before);
    this.kept.set(document, { version: document.version, template });
    return template;
  }

  /** A document of its own with the same text, of which nothing is parsed anew. */
  copy(document: TextDocument): LineDocument {
    const { uri, languageId, version } = document;
    const copy = new LineDocument(uri, languageId, version, document.getText());
    this.kept.set(copy, { version, template: this.of(document) });
    return copy;
  }
}

function parsed(document: TextDocument, before: Kept | undefined): Template | null {
  const previous = before?.template ?? undefined;
  return (previous && changed(document, before?.version, previous)) ?? read(document, previous);
}

function changed(document: TextDocument, version: number | undefined, previous: Template) {
  if (!(document instanceof LineDocument)) return null;
  const { content, change } = document;
  return change?.before === version && change ? parseChanged(content, change, previous) : null;
}

function read(document: TextDocument, previous: Template | undefined): Template | null {
  const text = document.getText();
  return isTemplate(text.slice(0, MAX_TEMPLATE)) ? parseTemplate(text, previous) : null;
}
