import { URI } from 'vscode-uri';

/** One spelling for a URI, since editors differ in what they encode. */
export function normalUri(uri: string): string {
  return URI.parse(uri).toString();
}
