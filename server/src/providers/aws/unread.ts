import { AwsFailure } from './failure.js';

/** Names shown of those that could not be read for one reason. */
const SHOWN = 3;

/** What can't be read though the rest can, such as what a policy leaves out. */
export class Unread {
  private readonly byReason = new Map<string, string[]>();

  /** What `ask` gives, or null where AWS doesn't give that alone; any other failure ends all. */
  async attempt<T>(what: string, ask: () => Promise<T>): Promise<T | null> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof AwsFailure)) throw error;
      const { kind, message } = error.trouble;
      if (kind !== 'denied' && kind !== 'other') throw error;
      this.byReason.set(message, [...(this.byReason.get(message) ?? []), what]);
      return null;
    }
  }

  sentences(): string[] {
    return [...this.byReason].map(([reason, whats]) => `Not read: ${listed(whats)}. ${reason}`);
  }
}

function listed(whats: readonly string[]): string {
  const rest = whats.length - SHOWN;
  const shown = whats.slice(0, SHOWN).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
