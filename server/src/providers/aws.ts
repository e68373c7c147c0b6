import { setMaxListeners } from 'node:events';
import { captureStack } from './aws/capture.js';
import { describeChangeSet } from './aws/change-set.js';
import { AwsFailure } from './aws/failure.js';
import { recordedFiring } from './aws/metrics.js';
import { Reading } from './aws/reading.js';
import { Session } from './aws/session.js';
import { lastChanges } from './aws/trail.js';
import type {
  Aws,
  ChangeSet,
  ChangeSetName,
  Changes,
  Connection,
  Firing,
  LiveName,
  Window,
} from './live.js';
import type { Captured, CaptureRequest, Work } from './provider.js';
import type { Answer } from './trouble.js';

const KEPT_MS = 5 * 60_000;

/** What the bundle of the AWS SDK exports; `live.ts` loads it. `now` is the clock, in milliseconds. */
export function connect(connection: Connection, now: () => number = Date.now): Aws {
  return new LiveAws(connection, now);
}

class LiveAws implements Aws {
  private session: Promise<Session> | null = null;
  /** By stack. */
  private readonly readings = new Map<string, Reading>();

  constructor(
    private readonly connection: Connection,
    private readonly now: () => number,
  ) {}

  capture(request: CaptureRequest, work: Work): Promise<Answer<Captured>> {
    if (request.fresh) this.forget();
    return this.answer(work, session =>
      captureStack(this.reading(session, request.stack), request, work),
    );
  }

  whoChanged(names: readonly LiveName[], work: Work): Promise<Answer<Changes>> {
    return this.answer(work, session => lastChanges(session, names, work));
  }

  firing(rules: readonly string[], window: Window, work: Work): Promise<Answer<Firing>> {
    return this.answer(work, session => recordedFiring(session, rules, window, this.now(), work));
  }

  changeSet(named: ChangeSetName, { signal }: Work): Promise<Answer<ChangeSet>> {
    return this.answer({ signal }, session => describeChangeSet(session, named, signal));
  }

  /** Whatever is asked, the account is looked at first. */
  private async answer<T>(
    { signal }: Work,
    ask: (session: Session) => Promise<T>,
  ): Promise<Answer<T>> {
    // each of the calls under way listens, which Node would take for a leak and tell on standard error
    setMaxListeners(0, signal);
    try {
      this.session ??= Session.open(this.connection);
      const session = await this.session;
      await session.identity(signal);
      return { value: await ask(session) };
    } catch (error) {
      if (!(error instanceof AwsFailure)) throw error;
      const { trouble } = error;
      // the SDK keeps credentials, and others may be there by the next time
      if (trouble.kind === 'credentials' || trouble.kind === 'account') this.forget();
      return { trouble };
    }
  }

  private reading(session: Session, stack: string): Reading {
    const last = this.readings.get(stack);
    const now = this.now();
    if (last && now - last.since < KEPT_MS) return last;
    const reading = new Reading(session, now);
    this.readings.set(stack, reading);
    return reading;
  }

  private forget(): void {
    this.session = null;
    this.readings.clear();
  }
}
