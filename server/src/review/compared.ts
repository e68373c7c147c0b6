import type { Template } from '../template/template.js';

/** A template before and after; null where it is not there. */
export interface ComparedTemplate {
  /** The key under which the workspaces know it. */
  readonly uri: string;
  /** As the reader would write it. */
  readonly file: string;
  readonly before: Template | null;
  readonly after: Template | null;
}
