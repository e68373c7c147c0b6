import type { CancellationToken } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { driftOf, type ResourceDrift } from '../drift/drift.js';
import { dayUpTo, firingText } from '../drift/firing.js';
import { type Question, questionsOf } from '../drift/questions.js';
import type { LiveRule, LiveSchedule, Snapshot } from '../drift/snapshot.js';
import { lensText } from '../drift/words.js';
import { byText, changeText } from '../features/change-text.js';
import { driftMarkdown } from '../features/drift-words.js';
import type { Aws } from '../providers/live.js';
import type { Answer } from '../providers/trouble.js';
import { toRange } from './convert.js';
import type { Inquiries } from './inquiries.js';
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

/** Finds what a question is about; what AWS answers is kept for the lenses and hovers. */
export class DriftDesk {
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
          resources: subjects.map(subject => ({ ...this.shown(subject), ...this.inFull(subject) })),
        };
      }),
    );
  }

  async subject({ uri, id }: About): Promise<Subject | null> {
    return (await this.subjects(uri)).find(({ drift }) => drift.logicalId === id) ?? null;
  }

  /** Who changed it last, in a sentence. */
  async who(about: About, token: CancellationToken): Promise<string> {
    const { aws, subject, physicalId } = await this.askable(about, 'who');
    const { type, logicalId, live } = subject.drift;
    const kind = type === 'AWS::Events::Rule' ? 'rule' : 'schedule';
    const { GroupName: groupName } = (live ?? {}) as Partial<LiveSchedule>;
    const name = { kind, physicalId, groupName } as const;
    const { changes, isWhole } = answered(
      await aws.whoChanged([name], { signal: signalOf(token) }),
    );
    const who = changes[0] ?? (isWhole ? NO_CHANGE : NO_NEW_CHANGE);
    this.keep(subject, { who });
    const said =
      typeof who === 'string' ? who : `${changeText(who, this.session.env(subject.document))}.`;
    return `${logicalId}: ${said}`;
  }

  /** Whether it ran in the last day, in a sentence. */
  async firing(about: About, token: CancellationToken): Promise<string> {
    const { aws, subject, physicalId } = await this.askable(about, 'firing');
    const { logicalId, live } = subject.drift;
    const window = dayUpTo(Date.now());
    const found = answered(await aws.firing([physicalId], window, { signal: signalOf(token) }));
    const recorded = found.rules[physicalId] ?? { triggered: 0, invocations: 0, failed: 0 };
    const firing = firingText(live as LiveRule, recorded, found.window);
    this.keep(subject, { firing });
    return `${logicalId}: ${firing}`;
  }

  private keep({ snapshot, drift }: Subject, answer: Parameters<Inquiries['told']>[2]): void {
    this.session.inquiries.told(snapshot, drift.logicalId, answer);
    this.session.live.tell();
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

  private inFull({ document, drift, snapshot }: Subject) {
    return { tooltip: driftMarkdown(drift, snapshot, this.session.env(document)) };
  }

  private shown({ document, drift }: Subject) {
    const env = this.session.env(document);
    const { who } = env.inquiry(drift.logicalId);
    const isTold = who !== null && typeof who !== 'string' && drift.status !== 'in-sync';
    return {
      uri: document.uri,
      id: drift.logicalId,
      range: toRange(document, drift.span),
      status: drift.status,
      title: lensText(drift, isTold ? byText(who, env.now) : null),
    };
  }

  private async askable(about: About, question: Question): Promise<Askable> {
    const subject = await this.subject(about);
    if (!subject) throw refusal(`${about.id} is not held against any stack.`);
    const { physicalId } = subject.drift;
    if (physicalId === null || !questionsOf(subject.drift).includes(question))
      throw refusal(`AWS has nothing to tell of ${about.id}.`);
    const aws = this.session.live.connection(subject.stack);
    if (!aws) throw refusal('AWS is not asked until you turn it on: run “Compare with AWS”.');
    return { aws, subject, physicalId };
  }
}

interface Askable {
  readonly aws: Aws;
  readonly subject: Subject;
  readonly physicalId: string;
}

const NO_CHANGE = 'CloudTrail knows of no change outside CloudFormation in its 90 days.';
const NO_NEW_CHANGE =
  'No change was found among the newest events of CloudTrail; there are older ones.';

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
