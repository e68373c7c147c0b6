import type { Snapshot } from '../drift/snapshot.js';
import type { Inquiry } from '../features/inquiry.js';

type Answers = Omit<Inquiry, 'canAsk'>;

const NONE: Answers = { who: null, firing: null };

/** What AWS answered about resources, for as long as the snapshot is shown that it explains. */
export class Inquiries {
  private readonly answers = new WeakMap<Snapshot, Map<string, Answers>>();

  of(snapshot: Snapshot | undefined, logicalId: string): Answers {
    return (snapshot && this.answers.get(snapshot)?.get(logicalId)) ?? NONE;
  }

  told(snapshot: Snapshot, logicalId: string, answer: Partial<Answers>): void {
    const known = this.answers.get(snapshot) ?? new Map<string, Answers>();
    this.answers.set(
      snapshot,
      known.set(logicalId, { ...this.of(snapshot, logicalId), ...answer }),
    );
  }
}
