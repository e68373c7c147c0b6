import { capital, inCase, wordsOf } from '../rules/rule/words.js';
import type { NameCase, Problem } from '../rules/rule.js';
import type { Template } from '../template/template.js';
import { taskName } from './command.js';
import { jobsOf, type PlacedJob } from './job.js';
import type { Kind } from './schedule.js';
import { typicalOf } from './typical.js';
import { caseOf, indexOf, inner, most } from './words.js';

/** How the rules of a file are called. */
export interface Convention {
  readonly nameCase: NameCase;
  /** How a name follows from the task: `ship_orders` of `orders:ship` is `reversed`. */
  readonly name: Pattern;
  /** How a logical id follows from the name without the name's own prefix and suffix. */
  readonly id: Pattern;
  readonly idCase: 'PascalCase' | 'camelCase';
}

interface Pattern {
  readonly order: Order;
  /** Words that stand before and after, such as `shop` or `rule`. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The words of `accounting:close_month`: as they are, its parts turned round, the last part's. */
type Order = 'same' | 'reversed' | 'last';

/**
 * `agreed` is `names` of `cronwright.yml`. The rule that a new one is made like, `like` or the most
 * typical one, decides between patterns that several rules follow: its stage is in its name.
 */
export function conventionOf(
  template: Template,
  kind: Kind,
  agreed: NameCase | null,
  { like, problems = [] }: Pick<Given, 'like' | 'problems'>,
): Convention {
  const all = jobsOf(template);
  const model =
    all.find(({ job }) => job.id === like) ?? typicalOf(template, kind, problems) ?? undefined;
  const own = all.filter(({ job }) => job.kind === kind);
  const jobs = own.length > 0 ? own : all;
  const name = patternOf(
    all.map(({ job }) => ({ name: wordsOf(job.core), task: job.task })),
    { order: 'same', before: [], after: [] },
    model ? all.indexOf(model) : -1,
  );
  const suffix = kind === 'rule' ? ['rule'] : ['schedule'];
  const ids = jobs.map(({ job }) => ({
    name: wordsOf(job.id),
    task: coreText(job.core, name) || job.task,
  }));
  const id = patternOf(
    ids,
    { order: 'same', before: [], after: suffix },
    model ? jobs.indexOf(model) : -1,
  );
  return {
    nameCase: agreed ?? most(all.flatMap(({ job }) => caseOf(job.core) ?? [])) ?? 'snake_case',
    name,
    id: own.length > 0 ? id : { ...id, after: suffix },
    idCase: most(jobs.map(caseOfId)) ?? 'PascalCase',
  };
}

/** The logical ids, names and so on that are proposed for a task. */
export interface Proposal {
  readonly name: string;
  readonly logicalId: string;
  readonly description: string;
}

export const LONGEST_NAME = 64;

/** What names are proposed from. */
export interface Given {
  readonly task: string;
  readonly name?: string | undefined;
  /** What the task does. */
  readonly about?: string;
  readonly like?: string | undefined;
  /** Those of the template, so that no rule that has any is the model. */
  readonly problems?: readonly Problem[];
}

/** Names that fit the file and are free in it. What is given is kept, and the rest follows it. */
export function propose(
  template: Template,
  kind: Kind,
  agreed: NameCase | null,
  given: Given,
): Proposal {
  const convention = conventionOf(template, kind, agreed, given);
  const { nameCase, name: pattern, id, idCase } = convention;
  const task = taskName(given.task);
  const parts = ordered(task, pattern.order);
  const words = parts.length > 0 ? parts : [kind === 'rule' ? 'rule' : 'schedule'];
  const separator = nameCase === 'snake_case' ? '_' : nameCase === 'kebab-case' ? '-' : '';
  const full = inCase([...pattern.before, ...words, ...pattern.after], nameCase);
  const proposed = free(cut(full), namesIn(template), separator);
  const name = given.name ?? proposed;
  const core = given.name === undefined ? words : wordsOf(coreText(literal(name), pattern));
  const idWords = [...id.before, ...ordered(core.join(' '), id.order), ...id.after];
  const logicalId = inCase(idWords.map(asciiOnly), idCase).replace(/^\d+/, '') || 'Rule';
  const ids = new Set(template.section('Resources').map(({ block }) => block.key));
  return {
    name,
    logicalId: free(logicalId, ids, ''),
    description: given.about ?? capital(core.join(' ')),
  };
}

/** The names of a template's rules and schedules, as they are written. */
export function namesIn(template: Template): Set<string> {
  return new Set(jobsOf(template).flatMap(({ job }) => [job.name, job.core].filter(Boolean)));
}

function literal(name: string): string {
  return name.replace(/\$\{[^}]*\}/g, ' ');
}

function asciiOnly(word: string): string {
  return word.normalize('NFKD').replace(/[^a-z\d]/gi, '');
}

function cut(name: string): string {
  return name.slice(0, LONGEST_NAME).replace(/[-_]+$/, '');
}

function free(name: string, taken: ReadonlySet<string>, separator: string): string {
  for (let n = 1; ; n++) {
    const tail = n === 1 ? '' : `${separator}${n}`;
    const candidate = name.slice(0, LONGEST_NAME - tail.length) + tail;
    if (!taken.has(candidate)) return candidate;
  }
}

function ordered(task: string, order: Order): string[] {
  const parts = task.split(':').map(wordsOf);
  if (order === 'reversed') return parts.reverse().flat();
  return order === 'last' ? (parts.at(-1) ?? []) : parts.flat();
}

function coreText(name: string, { before, after }: Pattern): string {
  return inner(wordsOf(name), before, after).join(' ');
}

const ORDERS: readonly Order[] = ['same', 'reversed', 'last'];

interface Pair {
  readonly name: readonly string[];
  readonly task: string;
}

/**
 * How the names follow from their tasks: as that of the pair at `model` does, where another one
 * does as well, else as most do; the fallback where no half of them agrees.
 */
function patternOf(pairs: readonly Pair[], fallback: Pattern, model: number): Pattern {
  const votes = pairs.map(voteOf);
  const count = (vote: string | null | undefined) => votes.filter(one => one === vote).length;
  const own = votes[model];
  if (own && count(own) > 1) return JSON.parse(own) as Pattern;
  const told = pairs.filter(({ name, task }) => name.length > 0 && task !== '');
  const winner = most(votes.flatMap(vote => vote ?? []));
  return winner && count(winner) * 2 >= told.length ? (JSON.parse(winner) as Pattern) : fallback;
}

/** The pattern of one name as a text; null where it does not follow from its task. */
function voteOf({ name, task }: Pair): string | null {
  for (const order of ORDERS) {
    const words = ordered(task, order);
    const at = indexOf(name, words);
    if (at < 0) continue;
    return JSON.stringify({
      order,
      before: name.slice(0, at),
      after: name.slice(at + words.length),
    });
  }
  return null;
}

function caseOfId({ job }: PlacedJob): Convention['idCase'] {
  return /^[a-z]/.test(job.id) ? 'camelCase' : 'PascalCase';
}
