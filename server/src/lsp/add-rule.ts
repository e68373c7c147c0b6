import type { Connection, Position } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { addRule } from '../authoring/add-rule.js';
import type { Answers, Surroundings } from '../authoring/answers.js';
import { checkDescription, checkLogicalId, checkName, checkTask } from '../authoring/checks.js';
import { taskName } from '../authoring/command.js';
import { jobsOf } from '../authoring/job.js';
import { propose } from '../authoring/names.js';
import { PHRASES } from '../authoring/phrase.js';
import { type Kind, readSchedule, type ScheduleAnswer } from '../authoring/schedule.js';
import type { Env } from '../features/env.js';
import { dayAndTime } from '../features/times.js';
import type { Template } from '../template/template.js';
import { toTextEdit } from './convert.js';
import type { Asked } from './requests.js';
import type { Session } from './session.js';
import { normalUri } from './uris.js';

/** The questions of `client/src/commands/add-rule/protocol.ts`, which has the shapes of the answers. */
export function serveAddRule(connection: Connection, session: Session, asked: Asked): void {
  const answer = <Params>(
    name: string,
    reply: (params: Params, document: TextDocument, template: Template) => unknown,
  ) =>
    connection.onRequest(`cronwright/addRule/${name}`, (params: Params & { uri: string }) =>
      asked({ textDocument: params }, (document, template) => reply(params, document, template)),
    );

  connection.onRequest('cronwright/addRule/templates', () => [...session.workspace.uris].sort());
  answer<{ position: Position }>('open', ({ position }, document, template) => ({
    like: ruleAt(template, document.offsetAt(position)),
    rules: jobsOf(template).map(({ job: { id, expression, task } }) => ({
      id,
      detail: [expression, task].filter(Boolean).join(' · '),
    })),
  }));
  answer<{ question: Question; text: string }>('check', ({ question, text }, _, template) =>
    CHECKS[question](text, template),
  );
  answer<{ text: string }>('tasks', ({ text }) => ({
    tasks: knownTasks(session),
    message: checkTask(text),
  }));
  answer<{ text: string }>('schedules', ({ text }, document) =>
    schedules(text, session.env(document)),
  );
  answer<Asking>('propose', ({ task, kind, name, like }, document, template) => {
    const about = session.workspace.tasks.definitionsOf(taskName(task))[0]?.description;
    const { names } = session.configOf(document);
    const problems = session.problems(document, template);
    const given = { task, name, problems, ...(about && { about }), ...(like !== null && { like }) };
    return propose(template, kind, names, given);
  });
  answer<{ answers: Answers & { like: string | null } }>(
    'make',
    async ({ answers: { like, ...answers } }, document, template) => {
      const ruleTemplate = await session.index.ruleTemplateOf(normalUri(document.uri));
      if (typeof ruleTemplate === 'string') return { refused: ruleTemplate };
      const { now, uri, workspace } = session.env(document);
      const env = { now, uri, workspace, config: session.configOf(document), ruleTemplate };
      return made(document, template, { ...answers, ...(like !== null && { like }) }, env);
    },
  );
}

interface Asking {
  readonly task: string;
  readonly kind: Kind;
  /** Where it is answered by now. */
  readonly name?: string;
  readonly like: string | null;
}

type Question = 'name' | 'logicalId' | 'description';

const CHECKS: Readonly<Record<Question, (text: string, template: Template) => string | null>> = {
  name: checkName,
  logicalId: checkLogicalId,
  description: checkDescription,
};

function knownTasks({ workspace: { tasks } }: Session) {
  return tasks.names.map(name => ({
    name,
    description: tasks.definitionsOf(name)[0]?.description ?? '',
  }));
}

function ruleAt(template: Template, offset: number): string | null {
  const under = jobsOf(template).find(
    ({ placed: { block, offset: at } }) =>
      at + block.keySpan.start <= offset && offset <= at + block.value.end,
  );
  return under?.job.id ?? null;
}

interface Choice {
  readonly kind: Kind;
  readonly schedule: string;
  readonly timezone: string | null;
  readonly words: string;
  readonly detail: string;
}

/** What a text can mean: of a time in a zone a rule and a schedule, and of none the common ones. */
function schedules(text: string, env: Env): { choices: Choice[]; message: string | null } {
  if (text.trim() === '') {
    const common = PHRASES.flatMap(phrase => choicesFor(phrase, env).choices);
    return { choices: common, message: null };
  }
  return choicesFor(text, env);
}

function choicesFor(text: string, env: Env): { choices: Choice[]; message: string | null } {
  const { now, locale, hour12 } = env;
  const read = (kind: Kind) => readSchedule(text, { kind, now, locale, hour12 });
  const asRule = read('rule');
  const isRule = !('message' in asRule);
  const choices = isRule ? [choiceOf('rule', asRule, env)] : [];
  if (isRule && asRule.offer === null) return { choices, message: null };
  const asSchedule = read('schedule');
  if (!('message' in asSchedule)) choices.push(choiceOf('schedule', asSchedule, env));
  const message = choices.length === 0 && !isRule ? asRule.message : null;
  return { choices, message };
}

function choiceOf(kind: Kind, answer: ScheduleAnswer, env: Env): Choice {
  const { expression: schedule, timezone, description, next, notes } = answer;
  const zone = timezone ?? 'UTC';
  const runs = next.map(run => dayAndTime(run, zone, env.now, env));
  const when = runs.length > 0 ? `Next: ${runs.join(' · ')}` : 'Counts from when it is created';
  const service = kind === 'rule' ? '' : ', by EventBridge Scheduler';
  return {
    kind,
    schedule,
    timezone,
    words: `${description} · ${zone}${service}`,
    detail: [when, ...notes].join('. '),
  };
}

function made(document: TextDocument, template: Template, answers: Answers, env: Surroundings) {
  const added = addRule(template, answers, env);
  if ('refused' in added) return added;
  const { edits, text, cursor, problems, notes } = added;
  const after = TextDocument.create(document.uri, document.languageId, 0, text);
  return {
    edits: edits.map(edit => toTextEdit(document, edit)),
    version: document.version,
    cursor: after.positionAt(cursor),
    problems: problems.map(({ message }) => message),
    notes,
  };
}
