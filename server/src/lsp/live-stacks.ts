import type { CancellationToken } from 'vscode-languageserver/node';
import { liveOf, type TeamStack } from '../disk/stacks.js';
import { type Aws, connectAws } from '../providers/live.js';
import type { Captured, Work } from '../providers/provider.js';
import { reachOf } from '../providers/reach.js';
import type { Trouble } from '../providers/trouble.js';
import type { Config } from '../rules/config.js';
import type { Live } from '../rules/rule.js';
import type { AwsSettings } from './settings.js';

/** A stack of a folder's team. */
export interface PlacedStack {
  /** The folder's URI. */
  readonly folder: string;
  readonly stack: TeamStack;
  readonly config: Config;
}

/** What is known of a stack: read from AWS in this session, else as it was recorded. */
export interface KnownStack extends PlacedStack {
  readonly live: Live | null;
  readonly source: 'recorded' | 'live';
  readonly captured: Captured | null;
  readonly trouble: Trouble | null;
}

export interface LiveEvents {
  stacks(): readonly PlacedStack[];
  settings(): AwsSettings;
  /** What is known of a stack changed. */
  changed(): void;
}

type Asked = { readonly captured: Captured } | { readonly trouble: Trouble };

/**
 * What is live, for each template. AWS is asked only by `refresh`, and only where the user turned it
 * on and the editor says that the folders are trusted.
 */
export class LiveStacks {
  private isTrusted = false;
  private isRetrying = false;
  /** What AWS answered in this session, by folder and stack. */
  private readonly asked = new Map<string, Asked>();
  private readonly connections = new Map<string, Aws>();
  /** Rules and features keep answers by these objects. */
  private readonly lives = new WeakMap<TeamStack, Live>();

  constructor(private readonly events: LiveEvents) {}

  trust(): void {
    this.isTrusted = true;
  }

  /** Of a template, by its normal URI; null where no stack is known to be deployed from it. */
  liveOf(uri: string): Live | null {
    return this.stackOf(uri)?.live ?? null;
  }

  stackOf(uri: string): KnownStack | null {
    const placed = this.events.stacks().find(one => this.ownedBy(one, [uri]).length > 0);
    return placed ? this.known(placed) : null;
  }

  get all(): KnownStack[] {
    return this.events.stacks().map(placed => this.known(placed));
  }

  /** Those of some templates that a stack is deployed from, by their normal URIs. */
  ownedBy(
    { folder, stack }: Pick<PlacedStack, 'folder' | 'stack'>,
    uris: Iterable<string>,
  ): string[] {
    return [...uris].filter(uri => uri.startsWith(`${folder}/`) && stack.owns(pathIn(folder, uri)));
  }

  /** What is known around a stack changed. */
  tell(): void {
    this.events.changed();
  }

  /** Asks AWS about all stacks; what goes wrong is kept with the stack. */
  async refresh(work: Work): Promise<void> {
    for (const placed of this.events.stacks())
      if (!(await this.ask(placed, { fresh: true }, work))) return;
  }

  /** Asks again about those that could not be read, and goes on with what was read of them before. */
  async retry(work: Work): Promise<void> {
    // a window may get the focus more often than a network answers
    if (this.isRetrying) return;
    this.isRetrying = true;
    try {
      for (const placed of this.events.stacks()) {
        const asked = this.asked.get(keyOf(placed));
        if (asked && 'trouble' in asked && !(await this.ask(placed, {}, work))) return;
      }
    } finally {
      this.isRetrying = false;
    }
  }

  /** Whether to go on. */
  private async ask(placed: PlacedStack, how: { fresh?: true }, work: Work): Promise<boolean> {
    const aws = this.connection(placed);
    if (!aws) return true;
    const answer = await aws.capture({ stack: placed.stack.entry.stack, ...how }, work);
    if ('trouble' in answer && answer.trouble.kind === 'cancelled') return false;
    this.asked.set(keyOf(placed), 'trouble' in answer ? answer : { captured: answer.value });
    this.events.changed();
    return true;
  }

  /** Somebody turned it on, and the folders are trusted. */
  get mayAsk(): boolean {
    return this.isTrusted && this.events.settings().enabled;
  }

  /** How a stack's account is asked; null where AWS is not to be asked. */
  connection({ stack: { entry } }: PlacedStack): Aws | null {
    if (!this.mayAsk) return null;
    const reach = reachOf(entry, this.events.settings());
    const key = JSON.stringify(reach);
    const known = this.connections.get(key) ?? connectAws(reach);
    this.connections.set(key, known);
    return known;
  }

  private known(placed: PlacedStack): KnownStack {
    const { stack, config } = placed;
    const asked = this.asked.get(keyOf(placed));
    const captured = asked && 'captured' in asked ? asked.captured : null;
    const snapshot = captured?.snapshot ?? stack.recorded;
    let live = this.lives.get(stack) ?? null;
    if (snapshot && live?.snapshot !== snapshot) {
      live = liveOf(snapshot, stack.entry, config);
      this.lives.set(stack, live);
    }
    return {
      ...placed,
      live: snapshot && live,
      source: captured ? 'live' : 'recorded',
      captured,
      trouble: asked && 'trouble' in asked ? asked.trouble : null,
    };
  }
}

/** Work that ends when a request, or its progress, is cancelled. */
export function signalOf(...tokens: readonly CancellationToken[]): AbortSignal {
  const controller = new AbortController();
  for (const token of tokens) {
    if (token.isCancellationRequested) controller.abort();
    token.onCancellationRequested(() => controller.abort());
  }
  return controller.signal;
}

function keyOf({ folder, stack }: PlacedStack): string {
  return `${folder}\n${stack.entry.stack}`;
}

function pathIn(folder: string, uri: string): string {
  return decodeURIComponent(uri.slice(folder.length + 1));
}
