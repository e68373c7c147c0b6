import { distance } from 'fastest-levenshtein';
import { parseSchedule } from '../schedule/parse.js';
import type { Service } from '../schedule/schedule.js';
import { phraseTimes } from './phrase-times.js';
import { takeZone } from './phrase-zone.js';

/** What somebody means by a schedule that is written freely. */
export interface Phrase {
  /** `cron(…)`, `rate(…)` or `at(…)`, in the times of `zone`. */
  readonly expression: string;
  /** IANA; null where none was named. */
  readonly zone: string | null;
  /** What stood after the fields of a crontab line; empty where nothing did. */
  readonly command: string;
}

/** Phrases that are understood, the common ones first; good as presets. */
export const PHRASES: readonly string[] = [
  'every weekday at 9:00',
  'every day at 3:00',
  'every 15 minutes',
  'every hour',
  'every monday at 6:30',
  'first monday of the month at 6:30',
  'last day of the month at 23:00',
  '1st of the month at 4:00',
];

/**
 * Reads a schedule as one says it: an AWS expression, a crontab line, or a phrase such as "every
 * weekday at 9:00 in Los Angeles". What is not understood as a whole gives a message, never a guess.
 */
export function readPhrase(text: string, service: Service): Phrase | { readonly message: string } {
  const plain = text.trim();
  if (plain === '') return { message: `Write when it runs, e.g. \`${PHRASES[0]}\`.` };
  return (
    written(plain, service) ?? crontabLine(plain, service) ?? spoken(plain) ?? notUnderstood(plain)
  );
}

/** An expression, or what is as good as one by its fix. */
function written(text: string, service: Service): Phrase | { message: string } | null {
  const { kind, schedule, problems } = parseSchedule(text, service);
  if (schedule) return phrase(text);
  const fix = problems.find(problem => problem.fix && !problem.guess)?.fix;
  if (fix) return phrase(fix);
  const isExpression = /^[\w ]*\(/.test(text);
  // an expression's own problem says more than that nothing is understood
  const problem = problems.find(({ guess }) => guess) ?? problems.at(-1);
  const says =
    isExpression || (kind === 'cron' && /^[\d*?,/-]+\s+[\d*?]/.test(text) && fields(text) <= 6);
  return says && problem ? { message: problem.message } : null;
}

function fields(text: string): number {
  return text.split(/\s+/).length;
}

/** A line of a crontab with its command. */
function crontabLine(text: string, service: Service): Phrase | { message: string } | null {
  const match = /^((?:[\d*?,/-]+\s+){2}(?:\S+\s+){2}\S+)\s+(\S.*)$/.exec(text);
  const nickname = /^(@\w+)\s+(.+)$/.exec(text);
  const [, schedule, command] = match ?? nickname ?? [];
  if (!schedule || !command || /^(?:in|at)\b/i.test(command)) return null;
  const read = written(schedule, service);
  return read && 'expression' in read ? { ...read, command } : read;
}

function spoken(text: string): Phrase | { message: string } | null {
  const { rest, zone, message } = takeZone(text);
  if (message) return { message };
  const read = phraseTimes(rest);
  if (read === null) return null;
  return typeof read === 'string' ? { ...phrase(read), zone } : read;
}

function phrase(expression: string): Phrase {
  return { expression, zone: null, command: '' };
}

function notUnderstood(text: string): { message: string } {
  return {
    message: `\`${text}\` is not understood as a whole, and a schedule is no place to guess. Write it like \`${nearest(text)}\`, or as \`cron(…)\`.`,
  };
}

/** The known phrase with the most words in common, and of those the one with the nearest letters. */
function nearest(text: string): string {
  const words = new Set(text.toLowerCase().match(/[a-z]+/g));
  const common = (phrase: string) => phrase.split(/\W+/).filter(word => words.has(word)).length;
  const [best = ''] = [...PHRASES].sort(
    (a, b) => common(b) - common(a) || distance(a, text) - distance(b, text),
  );
  return best;
}
