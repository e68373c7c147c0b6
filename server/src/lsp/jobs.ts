/** Does one job after the other; what a job throws is told, and the next one goes on. */
export class Jobs {
  private last: Promise<void> = Promise.resolve();
  private readonly waiting = new Set<string>();
  private left = 0;

  constructor(
    /** Jobs began or ended. */
    private readonly changed: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  get areLeft(): boolean {
    return this.left > 0;
  }

  /** A job that waits already is not queued again; one that runs already is. */
  add(name: string, work: () => Promise<void>): void {
    if (this.waiting.has(name)) return;
    this.waiting.add(name);
    this.left++;
    this.changed();
    this.last = this.last
      .then(() => {
        this.waiting.delete(name);
        return work();
      })
      .catch(error => this.failed(error))
      .then(() => {
        this.left--;
        this.changed();
      });
  }
}
