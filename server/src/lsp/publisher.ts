/** One in which nothing arrives, and one in which what was asked along with a change is answered. */
const QUIET_TURNS = 2;

/**
 * Gathers documents that changed: the latest version of each is worked on once, however many changes
 * arrived together. Each message is handled in a turn of its own, so all that has arrived has been
 * read once a turn passes without a change; and an answer is written in the turn after that which
 * made it, so it does not wait for the work on a large file that was just opened.
 */
export class Publisher {
  private dirty = new Set<string>();
  private isWaiting = false;
  private quietTurns = 0;

  constructor(
    private readonly publish: (uris: ReadonlySet<string>) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  touch(uris: Iterable<string>): void {
    for (const uri of uris) this.dirty.add(uri);
    this.quietTurns = -1;
    if (!this.isWaiting) this.wait();
  }

  private wait(): void {
    this.isWaiting = true;
    setImmediate(() => {
      if (++this.quietTurns === QUIET_TURNS) this.flush();
      else this.wait();
    });
  }

  private flush(): void {
    this.isWaiting = false;
    const uris = this.dirty;
    this.dirty = new Set();
    try {
      this.publish(uris);
    } catch (error) {
      // thrown out of a turn of its own it would end the process
      this.failed(error);
    }
  }
}
