import { Pace } from './pace.js';
import type { Session } from './session.js';

/** What an account may ask of ListTargetsByRule a second, with some left for others. */
const TARGETS_PER_SECOND = 15;

/**
 * What was read of a stack from one moment on. Each answer is kept, so that nothing is asked twice:
 * neither for the next file of the stack, nor where a later call failed.
 */
export class Reading {
  readonly pace = new Pace(TARGETS_PER_SECOND);
  private readonly kept = new Map<string, unknown>();

  constructor(
    readonly session: Session,
    /** In milliseconds of the clock. */
    readonly since: number,
  ) {}

  /** The answer by its name; only an answer is kept, no failure. */
  async once<T>(name: string, ask: () => Promise<T>): Promise<T> {
    if (this.kept.has(name)) return this.kept.get(name) as T;
    const answer = await ask();
    this.kept.set(name, answer);
    return answer;
  }
}
