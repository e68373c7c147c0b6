import { crontabWeekdays, nickname } from './crontab.js';
import { weekdayWords } from './days.js';
import { type Fault, isError, type Reading, syntax, syntaxWithFix, type Token } from './fault.js';
import type { Cron, Service, Span } from './schedule.js';
import { faultsOf, readSix } from './six.js';

/** A cron's inside: its schedule, and the tokens as the fields that they stand for. */
export interface Layout extends Reading<Cron> {
  /** From minutes on: seconds that AWS doesn't know are left out. */
  readonly tokens: readonly Token[];
}

/** Finds out which field each token is, by their number and what they hold. */
export function layOut(tokens: readonly Token[], body: Span, service: Service): Layout {
  switch (tokens.length) {
    case 5:
      return fiveFields(tokens, body, service);
    case 6:
      return sixFields(tokens, body);
    case 7:
      return sevenFields(tokens, body);
    default:
      return wrongCount(tokens, body, service);
  }
}

function sixFields(tokens: readonly Token[], body: Span): Layout {
  const reading = readSix(tokens);
  if (reading.value === null) {
    const shifted = secondsFirst(tokens, body);
    if (shifted) return shifted;
  }
  return { ...reading, tokens };
}

/** `0 0 12 * * ?`, as Quartz and Spring read it: `?` is no year, and the rest is a cron. */
function secondsFirst(tokens: readonly Token[], body: Span): Layout | null {
  if (!/^\d+$/.test(tokens[0]?.text ?? '') || /^(?:\*|\d)/.test(tokens[5]?.text ?? '')) return null;
  const rest = [...tokens.slice(1), everyYear(body)];
  const reading = readSix(rest);
  if (reading.value === null) return null;
  const message = `AWS cron has no seconds, and these six fields begin with them, as Quartz writes it: AWS would read \`${tokens[0]?.text}\` as the minutes.`;
  return {
    value: null,
    faults: [syntaxWithFix(body, message), ...reading.faults],
    mended: reading.mended,
    tokens: tokens.slice(1),
  };
}

function sevenFields(tokens: readonly Token[], body: Span): Layout {
  const candidates = [tokens.slice(1), tokens.slice(0, 6)];
  const readings = candidates.map(six => readSix(six));
  const at = readings.findIndex(reading => reading.value !== null);
  const message = 'AWS cron has six fields, without seconds, and this has seven.';
  const found = readings[at];
  const list = blanksInList(tokens, body);
  if (list) return list;
  return {
    value: null,
    faults: [found ? syntaxWithFix(body, message) : syntax(body, `${message} ${ORDER}`)],
    mended: found?.mended ?? null,
    guess: at === 1,
    tokens: candidates[Math.max(at, 0)] ?? [],
  };
}

function fiveFields(tokens: readonly Token[], body: Span, service: Service): Layout {
  if (!tokens.some(token => token.text === '?')) return crontab(tokens, body, service);
  const reading = readSix([...tokens, everyYear(body)]);
  if (service === 'scheduler') return { ...reading, mended: withoutYear(reading.mended), tokens };
  const message = "A rule's cron has six fields and this has five: the year is missing.";
  return {
    ...reading,
    value: null,
    faults: [syntaxWithFix(body, message), ...reading.faults],
    tokens,
  };
}

/** Five fields and no `?`: a crontab line, with its weekdays counted from 0. */
function crontab(tokens: readonly Token[], body: Span, service: Service): Layout {
  const weekday = tokens[4] ?? everyYear(body);
  const moved = { ...weekday, text: crontabWeekdays(weekday.text) ?? weekday.text };
  const fields = [...tokens.slice(0, 4), moved];
  const open = moved.text === '*' ? fields : fields.map(openDay);
  const reading = readSix([...open, everyYear(body)]);
  const counted = moved.text !== weekday.text;
  return {
    value: null,
    faults: [
      syntaxWithFix(body, crontabMessage(service, weekday.text, counted ? moved : null)),
      ...faultsOf(fields),
    ],
    mended: service === 'rule' ? reading.mended : withoutYear(reading.mended),
    guess: Boolean(reading.guess) || (service === 'scheduler' && counted),
    tokens,
  };
}

/** Where the weekday is said, a crontab's `*` in day-of-month is AWS's `?`. */
function openDay(token: Token, index: number): Token {
  return index === 2 && token.text === '*' ? { ...token, text: '?' } : token;
}

function crontabMessage(service: Service, weekday: string, moved: Token | null): string {
  const said = moved ? weekdayWords(moved) : '';
  const weekdays = moved
    ? ` AWS also counts weekdays from 1 (Sunday): \`${weekday}\` becomes \`${moved.text}\`${said && ` (${said})`}.`
    : '';
  return service === 'rule'
    ? `AWS cron has six fields and this has five, like a crontab line.${weekdays}`
    : `Day-of-month and day-of-week can't both be set, as in a crontab line: one of them is \`?\`.${weekdays}`;
}

/** Five fields stay five, where the year is optional. */
function withoutYear(mended: string | null): string | null {
  return mended?.replace(/ \*$/, '') ?? null;
}

function wrongCount(tokens: readonly Token[], body: Span, service: Service): Layout {
  const only = tokens.length === 1 ? tokens[0]?.text : undefined;
  if (only?.startsWith('@')) return nicknamed(only, body, tokens);
  const list = blanksInList(tokens, body);
  if (list) return list;
  const six =
    service === 'rule' ? 'AWS cron has six fields' : 'AWS cron has six fields, the last optional,';
  const count = COUNTS[tokens.length] ?? tokens.length;
  const faults: Fault[] = [syntax(body, `${six} and this has ${count}. ${ORDER}`)];
  if (tokens.length > 1) faults.push(...faultsOf(tokens.slice(0, 6)).filter(isError));
  return { value: null, faults, mended: null, tokens: tokens.slice(0, 6) };
}

function nicknamed(name: string, body: Span, tokens: readonly Token[]): Layout {
  const cron = nickname(name);
  const message = cron
    ? `AWS knows no nicknames such as \`${name}\`.`
    : `AWS knows no nicknames, and \`${name}\` has no like here. ${ORDER}`;
  return {
    value: null,
    faults: [syntaxWithFix(body, message)],
    mended: cron?.slice('cron('.length, -1) ?? null,
    tokens,
  };
}

/** `0, 30 9 * * ? *`: a list does not go on after a blank. */
function blanksInList(tokens: readonly Token[], body: Span): Layout | null {
  if (!tokens.some(token => /^,|,$/.test(token.text))) return null;
  const joined: Token[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (last && (last.text.endsWith(',') || token.text.startsWith(',')))
      joined[joined.length - 1] = {
        text: last.text + token.text,
        start: last.start,
        end: token.end,
      };
    else joined.push(token);
  }
  if (joined.length !== 6) return null;
  const reading = readSix(joined);
  const message = `A list has no blanks: with them this has ${COUNTS[tokens.length] ?? tokens.length} fields, and AWS cron has six.`;
  return {
    ...reading,
    value: null,
    faults: [syntaxWithFix(body, message), ...reading.faults],
    tokens: joined,
  };
}

function everyYear(body: Span): Token {
  return { text: '*', start: body.end, end: body.end };
}

const ORDER =
  'Write minutes, hours, day-of-month, month, day-of-week and year, e.g. `cron(0 9 ? * MON-FRI *)`.';
const COUNTS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
