import { open, readFile, stat } from 'node:fs/promises';
import { isTemplate } from '../template/detect.js';
import { MAX_TEMPLATE } from '../template/template.js';

/** What a file turned out to be. */
export type Source =
  | { readonly kind: 'template'; readonly text: string }
  /** Not for us; `why` ends a sentence that starts with the file's name. */
  | { readonly kind: 'other'; readonly why: string }
  | { readonly kind: 'unreadable'; readonly why: string }
  /** A template by its first lines, and more than CloudFormation takes. */
  | { readonly kind: 'too-large'; readonly why: string };

const HEAD_BYTES = 64 * 1024;

/** Reads a file that may be a template; never throws. */
export async function readSource(path: string): Promise<Source> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return { kind: 'other', why: 'is not a file' };
    if (found.size > MAX_TEMPLATE) return await readHead(path, found.size);
    return classify(await readFile(path));
  } catch (error) {
    return { kind: 'unreadable', why: reasonOf(error) };
  }
}

/** Why a file could not be read or written, to end a sentence that starts with its name. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code && REASONS[code]) || `can't be used: ${message}`;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: "can't be opened: permission denied",
  EPERM: "can't be opened: permission denied",
  EROFS: "can't be written: the disk is read-only",
  ENOSPC: "can't be written: the disk is full",
  ELOOP: 'is a symbolic link that leads back to itself',
};

function classify(bytes: Buffer): Source {
  if (bytes.includes(0)) return { kind: 'other', why: 'is binary, not text in UTF-8' };
  // editors don't count the mark as a column
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (isTemplate(text)) return { kind: 'template', text };
  return {
    kind: 'other',
    why: 'is not a CloudFormation template, so no rule reads it (a template has `AWSTemplateFormatVersion`, or `Resources` of types such as `AWS::Events::Rule`)',
  };
}

async function readHead(path: string, size: number): Promise<Source> {
  const head = Buffer.alloc(HEAD_BYTES);
  const file = await open(path);
  try {
    await file.read(head);
  } finally {
    await file.close();
  }
  const megabytes = (size / 1024 / 1024).toFixed(1);
  const why = `has ${megabytes} MB, and CloudFormation takes templates of at most 1 MB`;
  return { kind: isTemplate(head.toString('utf8')) ? 'too-large' : 'other', why };
}
