/** A command of the command line; `run` takes what follows its name and gives the exit code. */
export interface Command {
  readonly help: string;
  run(args: readonly string[]): Promise<number>;
}

/** The exit codes that CI can rely on. */
export const EXIT = {
  ok: 0,
  /** Something was found that should stop a merge. */
  found: 1,
  /** What was asked could not be done, or not in full: arguments, files, configuration. */
  trouble: 2,
} as const;

/** The command was called in a way that it can't follow; the message says how to call it. */
export class UsageError extends Error {}
