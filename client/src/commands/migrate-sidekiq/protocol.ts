import type { LanguageClient, WorkspaceEdit } from 'vscode-languageclient/node';

// What the server is asked while Sidekiq is moved; server/src/lsp/migration.ts answers.

export type Edition = 'oss' | 'pro' | 'enterprise';
export type Feature = 'batches' | 'periodic' | 'unique';
export type StrategyId = 'drainer' | 'two-processes' | 'coin-toss';

export interface Answers {
  /** As they are typed: the names of environment variables, or constants. */
  readonly old: string;
  readonly new: string;
  readonly processes: number;
  readonly edition: Edition;
  readonly uses: readonly Feature[];
  readonly strategy: StrategyId;
}

export interface Refused {
  readonly refused: string;
}

/** What the application says by itself. */
export interface Opened {
  /** Relative to the folder. */
  readonly initializer: string;
  readonly isUnderway: boolean;
  readonly edition: Edition;
  readonly version: string | null;
  readonly uses: readonly Feature[];
  readonly old: string | null;
  readonly processes: number | null;
  /** How its verifier is run, and in which folder of the file system. */
  readonly verifier: { readonly folder: string; readonly command: readonly string[] };
}

export interface Strategy {
  /** Null for what does not work at all. */
  readonly id: StrategyId | null;
  readonly title: string;
  readonly reason: string;
  readonly failures: readonly string[];
}

/** What is to be looked at before it is made. */
export interface Proposed {
  readonly edit: WorkspaceEdit;
  /** The text of each file before and after it; null where there is none. */
  readonly files: readonly {
    readonly uri: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
}

export interface Started extends Proposed {
  readonly notes: readonly string[];
  /** The URI of the page that says what to do. */
  readonly runbook: string;
}

export interface Finished extends Proposed {
  /** Where the old Redis is still named, each as `FILE:LINE`. */
  readonly leftovers: readonly string[];
}

/** The questions about one application. */
export class MigrateSidekiq {
  /** `uri` is that of its folder, or of the file that configures Sidekiq. */
  constructor(
    private readonly client: LanguageClient,
    private readonly uri: string,
  ) {}

  open(): Promise<Opened | Refused> {
    return this.ask('open', {});
  }

  /** What is wrong with a name, or null. */
  address(text: string): Promise<string | null> {
    return this.ask('address', { text });
  }

  strategies(
    answers: Pick<Answers, 'processes' | 'edition' | 'uses'>,
  ): Promise<readonly Strategy[]> {
    return this.ask('strategies', { answers });
  }

  start(answers: Answers): Promise<Started | Refused> {
    return this.ask('start', { answers });
  }

  /** Whether what the verifier printed says that the old Redis has no work left. */
  isVerified(printed: string): Promise<boolean> {
    return this.ask('isVerified', { printed });
  }

  /** `decommissioned` is a day to leave as a comment. */
  finish(decommissioned: string | null): Promise<Finished | Refused> {
    return this.ask('finish', { decommissioned });
  }

  private ask<Answer>(what: string, params: object): Promise<Answer> {
    return this.client.sendRequest(`cronwright/migration/${what}`, { uri: this.uri, ...params });
  }
}
