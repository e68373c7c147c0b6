import { workerWords } from '../rules/rule/job-values.js';
import { inCase, share, tellingWords, wordsOf } from '../rules/rule/words.js';
import type { Answers } from './answers.js';
import { coreOf, type Job } from './job.js';
import type { Renaming } from './renaming.js';
import { caseOf, indexOf, inner } from './words.js';

/** What of a copy decides on the ids of its targets. */
export interface IdScope {
  readonly job: Job;
  readonly others: readonly Job[];
  readonly answers: Answers;
  readonly renaming: Renaming;
  /** Whether the job has one target, of which the id can be the job's name. */
  readonly isOnly: boolean;
}

/** The id of a target in the copy, as AWS takes it: the old one where that says nothing of the job. */
export function copiedId(old: string, scope: IdScope): string {
  const renamed = scope.renaming.renamed(old);
  if (renamed === old && !(scope.isOnly && isOwn(old, scope))) return old;
  // a task has characters that no id has
  const id = renamed === old || !/^[\w.-]+$/.test(renamed) ? named(old, scope) : renamed;
  return id.slice(0, LONGEST_ID);
}

const LONGEST_ID = 64;

/** The new name in the form of the old id, without what the old id left out of the old name. */
function named(old: string, { job, answers }: IdScope): string {
  const core = coreOf(answers.name);
  const style = caseOf(old) ?? caseOf(core) ?? 'kebab-case';
  const [words, part, whole] = [wordsOf(core), wordsOf(old), wordsOf(job.core)];
  const at = indexOf(whole, part);
  const own = at < 0 ? [] : inner(words, whole.slice(0, at), whole.slice(at + part.length));
  return inCase(own.length > 0 ? own : words, style) || old;
}

/** What more of the others have in common is how the file calls its targets. */
const MOST_SHARING = 2;

/** Whether an id is one that the new job can't have as well. */
function isOwn(old: string, scope: IdScope): boolean {
  const { job, others } = scope;
  const sharing = others.filter(({ targetIds }) => targetIds.includes(old)).length;
  if (sharing > 0) return sharing <= MOST_SHARING && tellsOldJob(old, scope);
  const words = new Set([job.core, job.task, job.id].flatMap(wordsOf));
  return others.length > 0 || wordsOf(old).every(word => words.has(word));
}

/** Whether all that an id tells is what the old job is for, and not what does its work. */
function tellsOldJob(id: string, { job, answers }: IdScope): boolean {
  const workers = workerWords(job.block);
  const words = [...tellingWords(id)].filter(word => !workers.has(word));
  const before = tellingWords([job.core, job.task, job.id, job.description].join(' '));
  const { name, task, logicalId, description } = answers;
  const now = tellingWords([name, task, logicalId, description].join(' '));
  return words.length > 0 && words.every(word => share([word], before)) && !share(words, now);
}
