import {
  LSPErrorCodes,
  ResponseError,
  type TextDocumentIdentifier,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Template } from '../template/template.js';

/** Answers a request about an open template; null where the document is none. */
export type Asked = <T>(
  params: { readonly textDocument: TextDocumentIdentifier },
  answer: (document: TextDocument, template: Template) => T,
) => T | null;

/** The editor shows the message to the user. */
export function refusal(message: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}

export function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}
