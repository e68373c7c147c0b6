import type { Live } from '../rules/rule.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Inquiry } from './inquiry.js';

/** What a feature knows beside the template: where and when it is asked, and by whom. */
export interface Env {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Where the template is: the key under which the workspace knows it. */
  readonly uri: string;
  readonly workspace: Workspace;
  /** What is live of the template's stack; null where that is not known. */
  readonly live: Live | null;
  /** What AWS was asked about a resource of the template beside that, by its logical id. */
  inquiry(logicalId: string): Inquiry;
  /** The user's own IANA time zone. */
  readonly zone: string;
  /** The team's time zones, from `cronwright.yml`. */
  readonly zones: readonly string[];
  /** 9:00 PM rather than 21:00. */
  readonly hour12: boolean;
  /** The user's language, a BCP 47 tag. */
  readonly locale: string;
}
