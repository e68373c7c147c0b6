import { setTimeout as sleep } from 'node:timers/promises';

/** A token bucket: lets through so many a second, and as many at once after a pause. */
export class Pace {
  /** When the bucket is full again, in milliseconds of the clock. */
  private fullAt = 0;

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = Date.now,
    private readonly wait: (ms: number, signal: AbortSignal) => Promise<unknown> = (ms, signal) =>
      sleep(ms, undefined, { signal }),
  ) {}

  /** Waits for a turn; rejects where it is cancelled meanwhile. */
  async turn(signal: AbortSignal): Promise<void> {
    const now = this.now();
    this.fullAt = Math.max(this.fullAt, now) + 1000 / this.perSecond;
    const missing = this.fullAt - now - 1000;
    if (missing > 0) await this.wait(missing, signal);
  }
}
