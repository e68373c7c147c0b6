import { describeSchedule } from '../schedule/describe.js';
import { parseSchedule } from '../schedule/parse.js';
import type { FieldName, Service } from '../schedule/schedule.js';
import { fieldValues } from '../schedule/values.js';
import type { Template } from '../template/template.js';
import { type Completion, slotOf, snippetText } from './completion.js';
import type { Cursor } from './cursor.js';
import type { Env } from './env.js';
import { isValue, keysOf } from './locate.js';

/** Whole expressions where there is none yet; inside one what may stand at the cursor. */
export function completeSchedule(cursor: Cursor, template: Template, env: Env): Completion[] {
  const service = SERVICES[cursor.type];
  const keys = keysOf(cursor.path).slice(1).join('.');
  if (!service || keys !== 'Properties.ScheduleExpression' || !isValue(cursor.path)) return [];
  const opened = /^(cron|rate)\(/i.exec(cursor.before);
  if (opened?.[1]?.toLowerCase() === 'cron') return fieldCompletions(cursor, service);
  if (opened) return rateCompletions(cursor, service);
  if (cursor.before.includes('(')) return [];
  const slot = slotOf(cursor, template.format === 'json');
  return expressions(service, env.now).map(({ text, snippet }, i) => ({
    label: text,
    kind: 'expression',
    detail: inWords(text, service, env),
    insertText: slot.quoted(snippet),
    snippet: true,
    start: slot.start,
    end: slot.end,
    sortText: String(i).padStart(3, '0'),
    ...(slot.quoted(text) !== text && { filterText: text }),
  }));
}

const SERVICES: Readonly<Record<string, Service>> = {
  'AWS::Events::Rule': 'rule',
  'AWS::Scheduler::Schedule': 'scheduler',
};

function inWords(text: string, service: Service, { locale, hour12 }: Env): string {
  const { schedule } = parseSchedule(text, service);
  return schedule ? describeSchedule(schedule, { service, locale, hour12 }) : '';
}

const EXPRESSIONS = [
  'cron(0 9 ? * MON-FRI *)',
  'cron(0 9 * * ? *)',
  'cron(0 9 ? * MON *)',
  'cron(0 9 1 * ? *)',
  'cron(0 9 L * ? *)',
  'cron(0/15 * * * ? *)',
  'rate(5 minutes)',
  'rate(1 hour)',
  'rate(1 day)',
];

/** What there is to start from; each number and field is a placeholder. */
function expressions(service: Service, now: number): { text: string; snippet: string }[] {
  const whole = EXPRESSIONS.map(text => ({ text, snippet: withPlaceholders(text) }));
  if (service === 'rule') return whole;
  const tomorrow = new Date(now + 86_400_000).toISOString().slice(0, 10);
  const at = { text: `at(${tomorrow}T09:00:00)`, snippet: `at(\${1:${tomorrow}}T\${2:09:00:00})` };
  return [...whole, at];
}

function withPlaceholders(text: string): string {
  const [head, body = ''] = text.slice(0, -1).split('(');
  const fields = body.split(' ').map((field, i) => `\${${i + 1}:${snippetText(field)}}`);
  return `${head}(${fields.join(' ')})`;
}

const FIELDS: readonly FieldName[] = [
  'minutes',
  'hours',
  'day-of-month',
  'month',
  'day-of-week',
  'year',
];

/** The values of the field at the cursor, each with its meaning. */
function fieldCompletions(cursor: Cursor, service: Service): Completion[] {
  const fields = cursor.before.slice('cron('.length).split(/[\s]+/);
  // blanks after the parenthesis open no field
  if (fields[0] === '' && fields.length > 1) fields.shift();
  const name = FIELDS[fields.length - 1];
  const typed = fields.at(-1) ?? '';
  if (!name || typed.includes(')')) return [];
  const joint = /[,-]/.test(typed);
  const rest = /^[^\s),/#-]*/.exec(cursor.after)?.[0] ?? '';
  const part = /[^,-]*$/.exec(typed)?.[0] ?? '';
  const place = cursor.start + cursor.before.length;
  return fieldValues(name, service)
    .filter(({ value }) => !joint || /^\w+$/.test(value))
    .map(({ value, meaning }, i) => ({
      label: value,
      kind: 'field-value',
      detail: meaning,
      insertText: value,
      start: place - part.length,
      end: place + rest.length,
      sortText: String(i).padStart(3, '0'),
    }));
}

/** `rate(5 |` is followed by a unit; a rule wants it singular after 1. */
function rateCompletions(cursor: Cursor, service: Service): Completion[] {
  const typed = /^rate\((?:(\d+) +)?(\w*)$/i.exec(cursor.before);
  if (!typed) return [];
  const [, number, word = ''] = typed;
  const rest = /^\w*/.exec(cursor.after)?.[0] ?? '';
  const place = cursor.start + cursor.before.length;
  const units = ['minute', 'hour', 'day'].map(unit => (number === '1' ? unit : `${unit}s`));
  const texts = number ? units : ['5 minutes', '1 hour', '1 day'];
  return texts.map((text, i) => ({
    label: text,
    kind: 'field-value',
    detail:
      service === 'rule' ? 'from when the rule was created' : 'from StartDate, or when created',
    insertText: text,
    start: place - word.length,
    end: place + rest.length,
    sortText: String(i),
  }));
}
