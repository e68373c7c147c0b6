import type { Snapshot } from '../drift/snapshot.js';

/** What is asked of a provider of live state, and what it gives. */
export interface CaptureRequest {
  /** A stack's name or id. */
  readonly stack: string;
  /** Nothing that was read before is used, credentials neither. */
  readonly fresh?: boolean;
}

/** What goes along with all that takes time. */
export interface Work {
  readonly signal: AbortSignal;
  onProgress?(what: string, done: number, all: number): void;
}

export interface Captured {
  readonly snapshot: Snapshot;
  /** Who asked. */
  readonly identity: Identity;
  /** Sentences on what could not be read; none where the snapshot is complete. */
  readonly unread: readonly string[];
}

export interface Identity {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** `role Admin`, `user ci`, `the root user`. */
  readonly who: string;
  /** Which credentials won, such as `profile dev (AWS_PROFILE)`. */
  readonly credentials: string;
}
