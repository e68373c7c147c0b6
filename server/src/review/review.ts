import type { Severity } from '../rules/rule.js';
import type { Service } from '../schedule/schedule.js';
import type { Difference } from './differences.js';
import type { RuleVersion } from './version.js';

/** Nothing to say, something to look at, something that should not be merged or executed so. */
export type Level = 'pass' | 'look' | 'stop';

/** What a reviewer wants to know of a change to rules and schedules. */
export interface Review {
  readonly source: Source;
  /** When it was made, epoch milliseconds: the next runs are those after it. */
  readonly now: number;
  /** Each rule or schedule that is added, changed or removed, in the order of the files. */
  readonly changes: readonly RuleChange[];
  readonly checks: readonly Check[];
  /** The worst of the checks. */
  readonly verdict: Level;
  /** What could not be told, each in a sentence. */
  readonly notKnown: readonly string[];
  /** Problems that were not there before. */
  readonly problems: readonly NewProblem[];
}

/** What is compared with what. */
export type Source =
  | {
      readonly kind: 'git';
      /** What was asked for, such as `main`. */
      readonly base: string;
      /** The commit that the files are compared with. */
      readonly commit: string;
      /** How many templates differ. */
      readonly templates: number;
    }
  | {
      readonly kind: 'change-set';
      readonly name: string;
      readonly stack: string;
      /** The template that it is held against; null for none. */
      readonly template: string | null;
    };

/** A place in a file that is as it is now; the line counts from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface RuleChange {
  readonly logicalId: string;
  readonly service: Service;
  readonly action: 'added' | 'changed' | 'removed';
  /** The template; null where there is a change set alone. */
  readonly file: string | null;
  /** Counts from 1; null for what is removed. */
  readonly line: number | null;
  readonly before: RuleVersion | null;
  readonly after: RuleVersion | null;
  /** Empty for what is added or removed. */
  readonly differences: readonly Difference[];
  readonly replacement: Replacement | null;
  readonly imports: ImportChange;
}

/** Names as one would write them in `Fn::Sub`. */
export interface ImportChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** CloudFormation makes the rule anew and removes the old one, or fails to. */
export interface Replacement {
  /** `fails`: the deployment is known to end with an error. */
  readonly kind: 'replaced' | 'may-be-replaced' | 'fails';
  /** Both are on for a while: what is due then runs twice. */
  readonly runsTwice: boolean;
  /** The properties that ask for it. */
  readonly properties: readonly string[];
  /** What happens, and what to do instead, in a sentence or two. */
  readonly message: string;
}

/** A line of the checklist. */
export interface Check {
  readonly id: CheckId;
  readonly level: Level;
  /** What it is about. */
  readonly title: string;
  /** Sentences, with code in backticks; at least one. */
  readonly evidence: readonly string[];
}

export type CheckId =
  | 'ready'
  | 'held'
  | 'removal'
  | 'replacement'
  | 'schedule'
  | 'state'
  | 'targets'
  | 'imports'
  | 'exports'
  | 'others'
  | 'known'
  | 'drift'
  | 'problems';

export interface NewProblem extends Place {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
}

const LEVELS: readonly Level[] = ['pass', 'look', 'stop'];

/** For sorting: what should be stopped is the greatest. */
export function byLevel(a: Level, b: Level): number {
  return LEVELS.indexOf(a) - LEVELS.indexOf(b);
}

export function worst(levels: readonly Level[]): Level {
  return LEVELS.findLast(level => levels.includes(level)) ?? 'pass';
}
