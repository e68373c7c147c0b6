import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { readRakeText } from '../disk/ruby.js';
import { readSource } from '../disk/source.js';
import { readText as readNamed } from '../disk/text.js';
import { isRakeFile } from './uris.js';

/**
 * Files by their normal URI: templates as they are open in the editor, else as they are on the disk;
 * rake files as they are on the disk, since so the index knows them.
 */
export class Files {
  constructor(private readonly open: (uri: string) => TextDocument | undefined) {}

  /** Null where it is neither, or can't be read. */
  async document(uri: string): Promise<TextDocument | null> {
    const open = this.open(uri);
    if (open) return open;
    if (!uri.startsWith('file:')) return null;
    const text = await readText(uri);
    return text === null ? null : TextDocument.create(uri, '', 0, text);
  }

  /** A file of ours that is no template; empty where there is none. */
  async text(uri: string): Promise<TextDocument> {
    const { text = '' } = await readNamed(URI.parse(uri).fsPath);
    return this.open(uri) ?? TextDocument.create(uri, 'yaml', 0, text);
  }

  isOpen(uri: string): boolean {
    return this.open(uri) !== undefined;
  }
}

async function readText(uri: string): Promise<string | null> {
  const path = URI.parse(uri).fsPath;
  if (isRakeFile(uri)) return readRakeText(path);
  const source = await readSource(path);
  return source.kind === 'template' ? source.text : null;
}
