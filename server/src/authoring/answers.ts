import type { Config } from '../rules/config.js';
import type { Edit, Problem } from '../rules/rule.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Kind } from './schedule.js';

/** What is asked of somebody who adds a rule. */
export interface Answers {
  readonly kind: Kind;
  /** A rake task (`orders:ship`) or a command. */
  readonly task: string;
  /** As AWS takes it: `readSchedule()` makes it of what was typed. */
  readonly schedule: string;
  /** IANA, of a Scheduler schedule; null is UTC. */
  readonly timezone: string | null;
  readonly name: string;
  readonly logicalId: string;
  readonly description: string;
  /** The logical id of the rule that it is made like; else the most typical one of the file. */
  readonly like?: string | undefined;
}

/** What is known beside the template. */
export interface Surroundings {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Where the template is: the key under which the workspace knows it. */
  readonly uri: string;
  readonly workspace: Workspace;
  readonly config: Config;
  /** The team's own template, where `ruleTemplate` of `cronwright.yml` names one. */
  readonly ruleTemplate?: { readonly file: string; readonly text: string } | undefined;
}

export interface Added {
  /** They touch nothing but what is inserted: each has `start` equal to `end`. */
  readonly edits: readonly Edit[];
  /** The template with the edits in it. */
  readonly text: string;
  /** Where the new block starts in `text`: its key. */
  readonly cursor: number;
  /** What lint finds in `text` that it did not find before; offsets count in `text`. */
  readonly problems: readonly Problem[];
  /** What there is to know, in sentences. */
  readonly notes: readonly string[];
  /** Where the block's text is from, to end the sentence "Made …". */
  readonly source: string;
}

export interface Refused {
  readonly refused: string;
}
