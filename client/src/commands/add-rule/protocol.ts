import type { LanguageClient, Position, TextEdit } from 'vscode-languageclient/node';

// What the server is asked while a rule is added; server/src/lsp/add-rule.ts answers.

export type Kind = 'rule' | 'schedule';

export interface Answers {
  readonly kind: Kind;
  readonly task: string;
  readonly schedule: string;
  readonly timezone: string | null;
  readonly name: string;
  readonly logicalId: string;
  readonly description: string;
}

export interface Refused {
  readonly refused: string;
}

export interface Opened {
  /** The rule under the cursor: the new one is made like it. */
  readonly like: string | null;
  /** The rules that it can be made like. */
  readonly rules: readonly { readonly id: string; readonly detail: string }[];
}

export interface Tasks {
  /** The rake tasks that are known by now. */
  readonly tasks: readonly { readonly name: string; readonly description: string }[];
  /** Why what was typed can't be run; else null. */
  readonly message: string | null;
}

export interface ScheduleChoice {
  readonly kind: Kind;
  readonly schedule: string;
  readonly timezone: string | null;
  readonly words: string;
  /** The next runs, and what there is to know. */
  readonly detail: string;
}

export interface Schedules {
  readonly choices: readonly ScheduleChoice[];
  /** Why there is none; else null. */
  readonly message: string | null;
}

export type Proposed = Pick<Answers, 'name' | 'logicalId' | 'description'>;

export interface Made {
  readonly edits: readonly TextEdit[];
  /** The version of the document that the edits are for. */
  readonly version: number;
  /** Where the new block is, once the edits are in. */
  readonly cursor: Position;
  /** What lint would newly find. */
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/** The questions about one template. */
export class AddRule {
  constructor(
    private readonly client: LanguageClient,
    private readonly uri: string,
  ) {}

  /** Null where the document is no template. */
  open(position: Position): Promise<Opened | null> {
    return this.ask('open', { position });
  }

  /** What is wrong with an answer, or null. */
  check(question: keyof Proposed, text: string): Promise<string | null> {
    return this.ask('check', { question, text });
  }

  tasks(text: string): Promise<Tasks> {
    return this.ask('tasks', { text });
  }

  schedules(text: string): Promise<Schedules> {
    return this.ask('schedules', { text });
  }

  /** `name` is left out until it is answered. */
  propose(
    asked: Pick<Answers, 'task' | 'kind'> & Pick<Opened, 'like'> & { readonly name?: string },
  ): Promise<Proposed> {
    return this.ask('propose', asked);
  }

  make(answers: Answers & Pick<Opened, 'like'>): Promise<Made | Refused> {
    return this.ask('make', { answers });
  }

  private ask<Answer>(what: string, params: object): Promise<Answer> {
    return this.client.sendRequest(`cronwright/addRule/${what}`, { uri: this.uri, ...params });
  }
}
