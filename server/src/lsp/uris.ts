import { URI } from 'vscode-uri';

/** One spelling for a URI, since editors differ in what they encode; never throws. */
export function normalUri(uri: string): string {
  try {
    return URI.parse(uri).toString();
  } catch {
    return uri;
  }
}

/** Whether a file defines rake tasks, by its name. */
export function isRakeFile(uri: string): boolean {
  return /\.rake$|\/[Rr]akefile(?:\.rb)?$/.test(uri);
}

/** Where the file is that an address of another scheme shows as it was or may become; null for none. */
export function fileShownBy(uri: string): string | null {
  if (/^(?:file|untitled):/.test(uri)) return null;
  try {
    return URI.file(URI.parse(uri).path).toString();
  } catch {
    return null;
  }
}

/** A folder's, without the slash that some editors write at its end. */
export function folderUri(uri: string): string {
  return normalUri(uri).replace(/\/$/, '');
}
