/**
 * Gathers documents that changed: the latest version of each is worked on once, however many changes
 * arrived together. A timer of zero lets all that has arrived be read first; `setImmediate` would
 * run between two messages.
 */
export class Publisher {
  private dirty = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly publish: (uris: ReadonlySet<string>) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  touch(uris: Iterable<string>): void {
    for (const uri of uris) this.dirty.add(uri);
    // set anew, since the messages of one write take longer to read than a timer of zero
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), 0);
  }

  private flush(): void {
    this.timer = undefined;
    const uris = this.dirty;
    this.dirty = new Set();
    try {
      this.publish(uris);
    } catch (error) {
      // thrown out of a timer it would end the process
      this.failed(error);
    }
  }
}
