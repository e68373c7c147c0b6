import type { ParsedRuby } from '../../ruby/parser.js';

export interface Refused {
  readonly refused: string;
}

/** A file that a migration changes: what it holds before and after, null where there is none. */
export interface Change {
  /** Relative to the folder of the application, with `/`. */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What the generator is handed of the application. */
export interface Application {
  /** Where Sidekiq is configured, whether or not it is there; relative to the folder of the application. */
  readonly initializer: string;
  /** Where the team's `cronwright.yml` is, or is to be; likewise. */
  readonly team: string;
  /** The text of a file by its path relative to the application; null where there is none. */
  read(path: string): string | null;
  parse(text: string): ParsedRuby;
}

export interface Migration {
  readonly changes: readonly Change[];
  readonly notes: readonly string[];
}

export const PATHS = {
  move: 'script/sidekiq_move.rb',
  verify: 'script/sidekiq_verify.rb',
  runbook: 'docs/sidekiq-migration.md',
} as const;

export const INITIALIZER = 'config/initializers/sidekiq.rb';
