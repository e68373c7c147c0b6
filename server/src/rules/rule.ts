import type { Span } from '../template/node.js';
import type { Block, Template } from '../template/template.js';
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
}

export interface Example {
  readonly template: string;
  /** Other files of the workspace by name, `cronwright.yml` among them. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What a rule knows beside the template. */
export interface Context {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Where the template is: the key under which the workspace knows it. */
  readonly uri: string;
  readonly workspace: Workspace;
  readonly config: Agreement;
}

/** What a team agreed on in `cronwright.yml` that a rule heeds. */
export interface Agreement {
  /** How the names of rules are written; null for as most in the file are. */
  readonly names: NameCase | null;
  /** So many tasks may start in one minute on one cluster, at least 1; null is any number. */
  readonly mostAtOnce: number | null;
}

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

export interface Fix {
  /** Says its result: "Write `rate(1 minute)`". */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** There is no doubt about it: "fix all" may apply it. */
  readonly safe: boolean;
}

export interface Edit extends Span {
  readonly newText: string;
}

/** A finding as it leaves the engine. */
export interface Problem extends Finding {
  readonly rule: Rule['id'];
  readonly severity: Severity;
}
