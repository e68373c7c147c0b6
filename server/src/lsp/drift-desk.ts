import type { CancellationToken } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { driftOf, type ResourceDrift } from '../drift/drift.js';
import { dayUpTo, firingText } from '../drift/firing.js';
import type { LiveRule, Snapshot } from '../drift/snapshot.js';
import { lensText } from '../drift/words.js';
import { changeText } from '../features/change-text.js';
import { driftMarkdown } from '../features/drift-words.js';
import type { Aws, Change } from '../providers/live.js';
import type { Answer } from '../providers/trouble.js';
import { toRange } from './convert.js';
import { type KnownStack, signalOf } from './live-stacks.js';
import { refusal } from './requests.js';
import type { Session } from './session.js';
import { normalUri } from './uris.js';

export interface About {
  readonly uri: string;
  /** The logical id. */
  readonly id: string;
}

/** A rule or schedule that was held against what is live. */
export interface Subject {
  readonly document: TextDocument;
  readonly drift: ResourceDrift;
  readonly stack: KnownStack;
  readonly snapshot: Snapshot;
}

const ORDER: readonly ResourceDrift['status'][] = [
  'drift',
  'deleted',
  'adopted',
  'not-deployed',
  'unknown',
  'in-sync',
];

/** Finds what a question is about, and keeps what CloudTrail answered for the lenses. */
export class DriftDesk {
  /** By the snapshot that they explain, and the logical id. */
  private readonly changes = new WeakMap<Snapshot, Map<string, Change>>();

  constructor(private readonly session: Session) {}

  async lenses(uri: string) {
    return (await this.subjects(uri)).map(subject => this.shown(subject));
  }

  /** Each stack with its resources, those first that want attention. */
  stacks() {
    return Promise.all(
      this.session.live.all.map(async stack => {
        const all = await Promise.all(this.templatesOf(stack).map(uri => this.subjects(uri)));
        const subjects = all
          .flat()
          .sort((a, b) => ORDER.indexOf(a.drift.status) - ORDER.indexOf(b.drift.status));
        return {
          ...described(stack),
          notCompared: subjects.reduce((sum, { drift }) => sum + drift.notCompared, 0),
          resources: subjects.map(subject => this.shown(subject)),
        };
      }),
    );
  }

  async subject({ uri, id }: About): Promise<Subject | null> {
    return (await this.subjects(uri)).find(({ drift }) => drift.logicalId === id) ?? null;
  }

  /** Who changed it last, in a sentence. */
  async who(about: About, token: CancellationToken): Promise<string> {
    const { aws, subject } = await this.askable(about);
    const { type, physicalId, logicalId } = subject.drift;
    const kind = type === 'AWS::Events::Rule' ? 'rule' : 'schedule';
    const name = { kind, physicalId: physicalId ?? '' } as const;
    const { changes, isWhole } = answered(
      await aws.whoChanged([name], { signal: signalOf(token) }),
    );
    const [change] = changes;
    if (!change)
      return isWhole
        ? `CloudTrail knows of no change to ${logicalId} outside CloudFormation in its 90 days.`
        : `No change to ${logicalId} was found among the newest events of CloudTrail; there are older ones.`;
    const known = this.changes.get(subject.snapshot) ?? new Map<string, Change>();
    this.changes.set(subject.snapshot, known.set(logicalId, change));
    this.session.live.tell();
    return `${logicalId}: ${changeText(change, this.session.env(subject.document))}.`;
  }

  /** Whether it ran in the last day, in a sentence. */
  async firing(about: About, token: CancellationToken): Promise<string> {
    const { aws, subject } = await this.askable(about);
    const { type, physicalId, logicalId, live } = subject.drift;
    if (type !== 'AWS::Events::Rule' || !physicalId || !live)
      return `Of a single schedule AWS counts no runs, only of its group, so nothing can be said of ${logicalId}.`;
    const window = dayUpTo(Date.now());
    const found = answered(await aws.firing([physicalId], window, { signal: signalOf(token) }));
    const recorded = found.rules[physicalId] ?? { triggered: 0, invocations: 0, failed: 0 };
    return `${logicalId}: ${firingText(live as LiveRule, recorded, found.window)}`;
  }

  private async subjects(uri: string): Promise<Subject[]> {
    const stack = this.session.live.stackOf(normalUri(uri));
    const document = stack?.live ? await this.session.files.document(normalUri(uri)) : null;
    const template = document && this.session.template(document);
    if (!stack?.live || !template) return [];
    const { snapshot } = stack.live;
    return driftOf(template, snapshot, stack.live).map(drift => ({
      document,
      drift,
      stack,
      snapshot,
    }));
  }

  private templatesOf({ folder, stack }: KnownStack): string[] {
    return this.session.live.ownedBy({ folder, stack }, this.session.workspace.uris);
  }

  private shown({ document, drift, snapshot }: Subject) {
    const env = this.session.env(document);
    const change = this.changes.get(snapshot)?.get(drift.logicalId);
    const who = change && drift.status !== 'in-sync' ? ` · ${changeText(change, env)}` : '';
    return {
      uri: document.uri,
      id: drift.logicalId,
      range: toRange(document, drift.span),
      status: drift.status,
      title: `${lensText(drift)}${who}`,
      tooltip: driftMarkdown(drift, snapshot, env),
    };
  }

  private async askable(about: About): Promise<{ aws: Aws; subject: Subject }> {
    const subject = await this.subject(about);
    const aws = subject && this.session.live.connection(subject.stack);
    if (!subject) throw refusal(`${about.id} is not held against any stack.`);
    if (!aws) throw refusal('AWS is not asked until you turn it on: run “Compare with AWS”.');
    return { aws, subject };
  }
}

function answered<T>(answer: Answer<T>): T {
  if ('trouble' in answer) throw refusal(answer.trouble.message);
  return answer.value;
}

function described({ stack: { entry }, live, source, captured, trouble }: KnownStack) {
  const { snapshot } = live ?? {};
  const account = snapshot?.account ?? entry.account;
  const region = snapshot?.region ?? entry.region;
  const who = captured?.identity?.credentials ?? entry.profile;
  return {
    name: entry.stack,
    place: [who, account, region].filter(Boolean).join(' · '),
    source,
    capturedAt: snapshot?.capturedAt ?? null,
    trouble: trouble && {
      message: trouble.message,
      command: trouble.action?.kind === 'run' ? trouble.action.command : null,
    },
  };
}
