import { lint } from '../rules/lint.js';
import type { Edit, Problem } from '../rules/rule.js';
import { parseSchedule } from '../schedule/parse.js';
import { type PlacedBlock, parseTemplate, type Template } from '../template/template.js';
import { applyEdits } from '../template/write.js';
import type { Added, Answers, Refused, Surroundings } from './answers.js';
import { builtIn } from './built-in.js';
import { checkDescription, checkLogicalId, checkName, checkTask } from './checks.js';
import { type Insertion, insertEntry, type Piece } from './insert.js';
import { jobOf, jobsOf, type PlacedJob } from './job.js';
import { copyOf } from './like.js';
import type { NewParameter } from './parts.js';
import { spotFor } from './place.js';
import { unknownZone } from './schedule.js';
import { fillTeamTemplate, readTeamTemplate } from './team-template.js';
import { typicalOf } from './typical.js';

/**
 * Adds a rule or schedule to a template: the edits, and all that is to be known before they are
 * made. Refuses, with the reason, where an answer can't be used or the place is not safe to touch.
 */
export function addRule(template: Template, answers: Answers, env: Surroundings): Added | Refused {
  const wrong = wrongAnswer(template, answers) ?? unreadable(template);
  if (wrong) return { refused: wrong };
  const before = lint(template, { ...env, live: null }, env.config);
  const made = makePiece(template, answers, env, before);
  if ('refused' in made) return made;
  const inserted = insertAll(template, answers, made);
  if ('refused' in inserted) return inserted;
  const text = applyEdits(template.text, inserted.edits);
  const after = parseTemplate(text, template);
  const unsafe = unsafeResult(template, after, answers, made.parameters);
  if (unsafe) return { refused: unsafe };
  const problems = newProblems(
    before,
    lint(after, { ...env, live: null }, env.config),
    inserted.edits,
  );
  return {
    edits: inserted.edits,
    text,
    cursor: inserted.cursor,
    problems,
    notes: made.notes,
    source: made.source,
  };
}

function wrongAnswer(template: Template, answers: Answers): string | null {
  const { kind, schedule, timezone } = answers;
  const { problems } = parseSchedule(schedule, kind === 'rule' ? 'rule' : 'scheduler');
  return (
    checkTask(answers.task) ??
    problems.find(({ severity }) => severity === 'error')?.message ??
    (timezone === null
      ? null
      : kind === 'rule'
        ? 'A rule runs in UTC and takes no time zone. Make it a schedule, or leave the zone out.'
        : unknownZone(timezone)) ??
    checkName(answers.name, template) ??
    checkLogicalId(answers.logicalId, template) ??
    checkDescription(answers.description)
  );
}

/** What keeps a text from being added to, before anything is made. */
function unreadable(template: Template): string | null {
  const [problem] = template.syntax.filter(
    ({ code }) => code !== 'duplicate-key' && code !== 'multiple-tags',
  );
  if (!problem) return null;
  const line = template.text.slice(0, problem.start).split('\n').length;
  return `Line ${line} of the template can’t be read, so that no place in it is safe. ${problem.message}`;
}

interface Made {
  readonly piece: Piece;
  readonly parameters: readonly NewParameter[];
  readonly notes: readonly string[];
  readonly source: string;
}

/** By the rule that was asked for, the team's template, the file's typical rule, or our own. */
function makePiece(
  template: Template,
  answers: Answers,
  env: Surroundings,
  problems: readonly Problem[],
): Made | Refused {
  if (answers.like !== undefined) return likeAsked(template, answers, answers.like);
  const team = env.ruleTemplate && ofTeam(template, answers, env.ruleTemplate);
  if (team) return team;
  const model = typicalOf(template, answers.kind, problems);
  if (model) return like(template, answers, model, ', the most typical rule of the file');
  const { resource, parameters } = builtIn(answers, template, env);
  const piece = { kind: 'plain', key: answers.logicalId, value: resource } as const;
  const names = parameters.map(({ name }) => `\`${name}\``).join(', ');
  const note = `Nothing in the workspace says what ${names} ${parameters.length > 1 ? 'are' : 'is'}, so ${parameters.length > 1 ? 'they are new parameters' : 'it is a new parameter'} of the stack.`;
  const source = 'as a task on ECS Fargate';
  return { piece, parameters, notes: parameters.length > 0 ? [note] : [], source };
}

function likeAsked(template: Template, answers: Answers, id: string): Made | Refused {
  const model = jobsOf(template).find(({ job }) => job.id === id);
  if (!model)
    return {
      refused: `No rule or schedule with a schedule of its own is called \`${id}\` here. Write the logical id of one.`,
    };
  if (model.job.kind !== answers.kind)
    return {
      refused: `\`${id}\` is a ${model.job.kind}, and a ${answers.kind} is asked for. Choose one that is alike.`,
    };
  return like(template, answers, model, '');
}

function like(template: Template, answers: Answers, model: PlacedJob, why: string): Made | Refused {
  const copied = copyOf(model, answers, template);
  if ('refused' in copied) return copied;
  const { block, offset } = model.placed;
  const key = offset + block.keySpan.start;
  const column = key - (template.text.lastIndexOf('\n', key - 1) + 1);
  const piece = { kind: 'text', key: answers.logicalId, text: copied.text, column } as const;
  return { piece, parameters: [], notes: copied.notes, source: `like \`${model.job.id}\`${why}` };
}

/** Null where the team's template makes the other kind. */
function ofTeam(
  template: Template,
  answers: Answers,
  { file, text }: { readonly file: string; readonly text: string },
): Made | Refused | null {
  const read = readTeamTemplate(text, file);
  if ('messages' in read) return { refused: read.messages.join('\n') };
  if (read.template.kind !== null && read.template.kind !== answers.kind) return null;
  const piece = fillTeamTemplate(read.template, answers, template.format);
  if ('refused' in piece) return { refused: `${file}: ${piece.refused}` };
  return { piece, parameters: [], notes: [], source: `by ${file}` };
}

function insertAll(
  template: Template,
  answers: Answers,
  { piece, parameters }: Made,
): { edits: readonly Edit[]; cursor: number } | Refused {
  const rule = insertEntry(template, spotFor(template, answers), piece);
  if ('refused' in rule) return rule;
  const edits: Insertion[] = [];
  for (const { name, type, description } of parameters) {
    const value = { Type: type, Description: description };
    const spot = { section: 'Parameters', after: template.section('Parameters').at(-1) };
    const edit = insertEntry(template, spot, { kind: 'plain', key: name, value });
    if ('refused' in edit) return edit;
    edits.push(edit);
  }
  const [first] = edits;
  const together = first ? [joined(edits, first, template)] : [];
  const earlier = together.filter(({ start }) => start <= rule.start);
  const moved = earlier.reduce((sum, { newText }) => sum + newText.length, 0);
  const plain = ({ start, end, newText }: Edit): Edit => ({ start, end, newText });
  return { edits: [...together, rule].map(plain), cursor: rule.start + moved + rule.keyAt };
}

/** Several parameters in one place: a section that is new gets its head once. */
function joined(edits: readonly Insertion[], first: Insertion, { format }: Template): Insertion {
  const head = first.newText.slice(0, first.keyAt);
  const isNew = /^"?Parameters"?:/.test(head);
  if (!isNew) return { ...first, newText: edits.map(({ newText }) => newText).join('') };
  const pad = /[ \t]*$/.exec(head)?.[0] ?? '';
  const tail = format === 'json' ? /\s*\},\s*$/ : /(?:\r?\n){2}$/;
  const bodies = edits.map(({ newText, keyAt }) => newText.slice(keyAt).replace(tail, ''));
  const end = tail.exec(first.newText)?.[0] ?? '';
  const eol = head.includes('\r\n') ? '\r\n' : '\n';
  return {
    ...first,
    newText: head + bodies.join((format === 'json' ? ',' : '') + eol + pad) + end,
  };
}

/** Why the result is not what was meant: the others are the same as before, and one is new. */
function unsafeResult(
  before: Template,
  after: Template,
  { logicalId, kind, schedule }: Answers,
  parameters: readonly NewParameter[],
): string | null {
  const added = new Set([logicalId, ...parameters.map(({ name }) => name)]);
  const isAdded = ({ block }: PlacedBlock) =>
    added.has(block.key) && (block.section === 'Resources' || block.section === 'Parameters');
  const others = after.blocks.filter(placed => !isAdded(placed));
  const made = after.find('Resources', logicalId);
  const job = made ? jobOf(made.block) : null;
  const isWhole =
    others.length === before.blocks.length &&
    after.blocks.length === others.length + added.size &&
    others.every((placed, i) => isSame(placed, before.blocks[i])) &&
    after.syntax.length === before.syntax.length;
  if (isWhole && job?.kind === kind && job.expression === schedule) return null;
  return 'The new rule would not stand by itself in this template: what is around its place reads otherwise with it. Nothing is changed. Add it by hand, or tidy the lines around the last rule.';
}

function isSame({ block }: PlacedBlock, other: PlacedBlock | undefined): boolean {
  if (block === other?.block) return true;
  if (!other || block.section !== other.block.section || block.key !== other.block.key)
    return false;
  return valueText(block) === valueText(other.block);
}

function valueText({ text, value }: PlacedBlock['block']): string {
  return text.slice(value.start, value.end);
}

/** Those of the result that were not there before, wherever they lie. */
function newProblems(
  before: readonly Problem[],
  after: readonly Problem[],
  edits: readonly Edit[],
): Problem[] {
  const moved = (at: number) =>
    edits.reduce((to, { start, newText }) => (start <= at ? to + newText.length : to), at);
  const keyOf = ({ rule, message }: Problem, start: number) => `${rule}\n${message}\n${start}`;
  const known = new Set(before.map(problem => keyOf(problem, moved(problem.start))));
  return after.filter(problem => !known.has(keyOf(problem, problem.start)));
}
