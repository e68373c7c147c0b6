import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver/node';

/** What the client's status item shows, by the notification `cronwright/status`. */
export interface StatusParams {
  readonly indexing: boolean;
  /** Templates in the index. */
  readonly files: number;
  /** Imports in open templates whose exporter is not known here. */
  readonly unresolvedImports: number;
}

/** Tells the client how the index stands: only what changed, and progress while it is built. */
export class Status {
  showsProgress = false;
  private told = '';
  /** Null where the client would not show it after all. */
  private reporter: Promise<WorkDoneProgressServerReporter | null> | undefined;

  constructor(private readonly connection: Connection) {}

  tell(status: StatusParams): void {
    const text = JSON.stringify(status);
    if (text === this.told) return;
    this.told = text;
    void this.connection.sendNotification('cronwright/status', status);
    if (!status.indexing) this.endProgress();
  }

  progress(done: number, all: number): void {
    if (!this.showsProgress) return;
    this.reporter ??= this.connection.window.createWorkDoneProgress().then(
      reporter => {
        reporter.begin('Cronwright: reading templates', 0);
        return reporter;
      },
      () => null,
    );
    void this.reporter.then(reporter => reporter?.report(Math.floor((done / all) * 100)));
  }

  private endProgress(): void {
    void this.reporter?.then(reporter => reporter?.done());
    this.reporter = undefined;
  }
}
