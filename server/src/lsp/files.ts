import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { readSource } from '../disk/source.js';

/** Templates by their normal URI: as they are open in the editor, else as they are on the disk. */
export class Files {
  constructor(private readonly open: (uri: string) => TextDocument | undefined) {}

  /** Null where it is no template, or can't be read. */
  async document(uri: string): Promise<TextDocument | null> {
    const open = this.open(uri);
    if (open) return open;
    if (!uri.startsWith('file:')) return null;
    const source = await readSource(URI.parse(uri).fsPath);
    return source.kind === 'template' ? TextDocument.create(uri, '', 0, source.text) : null;
  }

  isOpen(uri: string): boolean {
    return this.open(uri) !== undefined;
  }
}
