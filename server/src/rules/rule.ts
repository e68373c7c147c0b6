import type { DriftOptions } from '../drift/drift.js';
import type { Snapshot } from '../drift/snapshot.js';
import type { RubyFile } from '../ruby/sidekiq/document.js';
import type { Span } from '../template/node.js';
import type { Block, Template } from '../template/template.js';
import type { Edit } from '../template/write.js';
import type { SettingsFile } from '../workspace/settings.js';
import type { Workspace } from '../workspace/workspace.js';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** A diagnostic that Cronwright can give: a plain object, one file each. */
export interface Rule {
  readonly id: `${string}/${string}`;
  /** The severity where a finding does not say its own. */
  readonly severity: Severity;
  /** One line: what it finds. */
  readonly title: string;
  /** Why it matters, in a paragraph of Markdown. */
  readonly why: string;
  /** The documented or measured behaviour that it rests on. */
  readonly source: string;
  /** A file in which it finds something, and one in which it doesn't. */
  readonly bad: Example;
  readonly good: Example;
  /**
   * Looks at one block and nothing else; offsets count in the block. What it finds is kept for as
   * long as the block's text stays the same.
   */
  block?(block: Block): Iterable<Finding>;
  /** Looks at the whole template and what is around it; offsets count in the file. */
  template?(template: Template, context: Context): Iterable<Finding>;
  /** Looks at a Ruby file and what is around it. */
  ruby?(file: RubyFile, context: FileContext): Iterable<Finding>;
  /** Looks at a file that says how Sidekiq is run: `sidekiq.yml`, a Procfile, `.env`. */
  settings?(file: SettingsFile, context: FileContext): Iterable<Finding>;
}

/** A file that is looked at: a template, or any other by its path in the workspace. */
export type Example = ExampleFile & {
  /** Other files of the workspace by name, `cronwright.yml` among them. */
  readonly files?: Readonly<Record<string, string>>;
};

export type ExampleFile =
  | { readonly template: string }
  | { readonly path: string; readonly text: string };

/** What a rule knows beside the file. */
export interface Context {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Where the file is: the key under which the workspace knows it. */
  readonly uri: string;
  readonly workspace: Workspace;
  readonly config: Agreement;
  /** What is live of the template's stack; null where that is not known. */
  readonly live: Live | null;
}

/** What a template is compared with; answers are kept for as long as it is the same object. */
export interface Live extends DriftOptions {
  readonly snapshot: Snapshot;
}

/** What a rule knows beside a file that is no template. */
export type FileContext = Omit<Context, 'live'>;

/** What a team agreed on in `cronwright.yml` that a rule heeds. */
export interface Agreement {
  /** How the names of rules are written; null for as most in the file are. */
  readonly names: NameCase | null;
  /** So many tasks may start in one minute on one cluster, at least 1; null is any number. */
  readonly mostAtOnce: number | null;
  readonly sidekiq: SidekiqAgreement;
}

/** What a team says of its Sidekiq. */
export interface SidekiqAgreement {
  /** How many Sidekiq processes run, at least 1; null where it is not said. */
  readonly processes: number | null;
  /** Its move to another Redis; null where there is none. */
  readonly migration: Migration | null;
}

export interface Migration {
  /** `done` once nothing is left on the old Redis: then what still names it is a leftover. */
  readonly state: MigrationState;
  /** What names the Redis that is left, and the one moved to: environment variables and constants. */
  readonly old: readonly string[];
  readonly new: readonly string[];
}

export const MIGRATION_STATES = ['underway', 'done'] as const;

export type MigrationState = (typeof MIGRATION_STATES)[number];

export const NAME_CASES = ['snake_case', 'kebab-case', 'camelCase', 'PascalCase'] as const;

export type NameCase = (typeof NAME_CASES)[number];

export interface Finding extends Span {
  readonly message: string;
  readonly severity?: Severity;
  readonly fixes?: readonly Fix[];
  /** Dims the text, as editors do for what has no effect. */
  readonly unnecessary?: true;
  /** Another place that explains it. */
  readonly related?: Related;
}

export interface Related extends Span {
  readonly uri: string;
  readonly message: string;
}

export type { Edit } from '../template/write.js';

export interface Fix {
  /** Says its result: "Write `rate(1 minute)`". */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** There is no doubt about it: "fix all" may apply it. */
  readonly safe: boolean;
}

/** A finding as it leaves the engine. */
export interface Problem extends Finding {
  readonly rule: Rule['id'];
  readonly severity: Severity;
}
