import type {
  CancellationToken,
  LanguageClient,
  Range,
  WorkspaceEdit,
} from 'vscode-languageclient/node';

// What the server knows of what is live; server/src/lsp/drift.ts answers.

export type Status = 'in-sync' | 'drift' | 'deleted' | 'not-deployed' | 'adopted' | 'unknown';

/** A rule or schedule of a template, held against what is live. */
export interface Compared {
  readonly uri: string;
  readonly id: string;
  /** Where its logical id stands. */
  readonly range: Range;
  readonly status: Status;
  /** What its lens says. */
  readonly title: string;
}

/** In the view of its stack. */
export interface Resource extends Compared {
  /** What there is to say, as Markdown. */
  readonly tooltip: string;
}

/** A stack whose live state is known, or why it isn't. */
export interface Stack {
  readonly name: string;
  /** Profile, account and Region, as one would say them. */
  readonly place: string;
  readonly source: 'recorded' | 'live';
  /** ISO 8601 in UTC; null where nothing was read. */
  readonly capturedAt: string | null;
  readonly trouble: Trouble | null;
  /** Values that could not be held against anything. */
  readonly notCompared: number;
  /** In the order that wants attention: drift first. */
  readonly resources: readonly Resource[];
}

export interface Trouble {
  readonly message: string;
  /** What one types into a terminal against it; null for nothing. */
  readonly command: string | null;
}

/** Both sides as JSON, whose lines match. */
export interface Sides {
  readonly template: string;
  readonly live: string;
}

/** What one can do about one resource. */
export interface Remedies {
  readonly differences: readonly string[];
  /** Writes the live values into the template; null where that can't be done safely. */
  readonly adopt: WorkspaceEdit | null;
  /** What puts the template's values back; null where they aren't all known. */
  readonly restore: string | null;
  /** What AWS can be asked about it. */
  readonly questions: readonly Question[];
}

/** Who changed it last, and how often it ran. */
export type Question = 'who' | 'firing';

/** Asks the server about drift. */
export class Drift {
  constructor(readonly client: LanguageClient) {}

  lenses(uri: string, token?: CancellationToken): Promise<readonly Compared[] | null> {
    return this.client.sendRequest('cronwright/drift', { uri }, token);
  }

  stacks(): Promise<readonly Stack[]> {
    return this.client.sendRequest('cronwright/drift/stacks');
  }

  sides(uri: string, id: string): Promise<Sides | null> {
    return this.client.sendRequest('cronwright/drift/sides', { uri, id });
  }

  remedies(uri: string, id: string): Promise<Remedies | null> {
    return this.client.sendRequest('cronwright/drift/remedies', { uri, id });
  }

  /** The edit of `cronwright.yml`. */
  ignore(uri: string, id: string, property: string, reason: string): Promise<WorkspaceEdit> {
    return this.client.sendRequest('cronwright/drift/ignore', { uri, id, property, reason });
  }

  /** Reads AWS anew, with a progress that can be cancelled; what went wrong stands with the stacks. */
  refresh(): Promise<void> {
    return this.client.sendRequest('cronwright/drift/refresh');
  }

  /** Reads again, unseen, what could not be read. */
  retry(): Promise<void> {
    return this.client.sendRequest('cronwright/drift/retry');
  }

  /** Who changed it, or how often it ran: a sentence. */
  ask(what: Question, uri: string, id: string, token: CancellationToken): Promise<string> {
    return this.client.sendRequest(`cronwright/drift/${what}`, { uri, id }, token);
  }
}
