import {
  type Fault,
  type Reading,
  syntax,
  syntaxWithFix,
  type Token,
  unsureWithFix,
} from './fault.js';
import type { Rate, Service } from './schedule.js';

/** Reads what stands between the brackets of `rate(…)`; mended is the corrected whole. */
export function readRate(body: Token, service: Service): Reading<Rate> {
  const parts = partsOf(body);
  if (!parts) return { value: null, faults: [syntax(body, NEEDS)], mended: null };
  const [count, unit] = parts;
  const known = UNITS.get(unit.text.toLowerCase());
  const tidy = body.text === `${count.text} ${unit.text}`;
  const faults = [
    ...(tidy ? [] : [untidy(body, service)]),
    ...countFaults(count),
    ...unitFaults(unit, known, Number(count.text), service),
  ];
  const refused = faults.some(fault => fault.rule === 'schedule/syntax');
  const value = known?.unit && !refused ? rateOf(Number(count.text), known.unit) : null;
  const mended = known ? rateText(Number(count.text) * known.minutes, known.unit ?? 'day') : null;
  return { value, faults, mended: faults.length ? mended : `rate(${body.text})` };
}

function rateOf(value: number, unit: Rate['unit']): Rate {
  return { kind: 'rate', value, unit };
}

const NEEDS =
  '`rate()` takes a number and a unit (minutes, hours or days). Write e.g. `rate(5 minutes)`.';

/** The number and the unit, in either order; null where there are not exactly these two. */
function partsOf(body: Token): readonly [count: Token, unit: Token] | null {
  const pieces = [...body.text.matchAll(/[a-z]+|[^\sa-z]+/gi)].map(match => ({
    text: match[0],
    start: body.start + match.index,
    end: body.start + match.index + match[0].length,
  }));
  const [first, second] = pieces;
  if (!first || !second || pieces.length > 2) return null;
  if (/^[a-z]/i.test(second.text)) return [first, second];
  return /^[a-z]/i.test(first.text) ? [second, first] : null;
}

function untidy(body: Token, service: Service): Fault {
  const message = 'Between the brackets of `rate()` stand a number, one blank and a unit';
  return service === 'rule'
    ? syntaxWithFix(body, `${message}; AWS refuses anything else.`)
    : unsureWithFix(body, `${message}; AWS may refuse anything else.`);
}

function countFaults(count: Token): Fault[] {
  const { text } = count;
  if (/^0+$/.test(text))
    return [
      syntax(
        count,
        'A rate of 0 never runs, and AWS refuses it. Write a whole number from 1; to stop a schedule set `State: DISABLED`.',
      ),
    ];
  if (/^\d+$/.test(text)) return [];
  if (/^\d*\.\d+$/.test(text))
    return [syntaxWithFix(count, `A rate counts in whole numbers, so AWS refuses \`${text}\`.`)];
  return [
    syntax(
      count,
      `\`${text}\` is no whole number from 1, which a rate counts with. Write e.g. \`rate(5 minutes)\`.`,
    ),
  ];
}

interface Unit {
  /** Null for what no rate counts in. */
  readonly unit: Rate['unit'] | null;
  readonly minutes: number;
  /** How the service spells it; null for a spelling of ours. */
  readonly form: 'singular' | 'plural' | null;
}

const MINUTES: Readonly<Record<Rate['unit'], number>> = { minute: 1, hour: 60, day: 1440 };

const UNITS: ReadonlyMap<string, Unit> = new Map([
  ...(['minute', 'hour', 'day'] as const).flatMap(unit => [
    [unit, { unit, minutes: MINUTES[unit], form: 'singular' }] as const,
    [`${unit}s`, { unit, minutes: MINUTES[unit], form: 'plural' }] as const,
  ]),
  ...spellings('minute', 'm min mins'),
  ...spellings('hour', 'h hr hrs'),
  ...spellings('day', 'd'),
  ...['second', 'seconds', 'sec', 'secs', 's'].map(
    word => [word, { unit: null, minutes: 1 / 60, form: null }] as const,
  ),
  ...['week', 'weeks', 'w'].map(
    word => [word, { unit: null, minutes: 7 * 1440, form: null }] as const,
  ),
]);

function spellings(unit: Rate['unit'], words: string): [string, Unit][] {
  return words.split(' ').map(word => [word, { unit, minutes: MINUTES[unit], form: null }]);
}

function unitFaults(
  token: Token,
  known: Unit | undefined,
  count: number,
  service: Service,
): Fault[] {
  if (!known) return [syntax(token, unknownUnit(token.text))];
  if (known.form === null) return [syntaxWithFix(token, foreignUnit(token.text, known))];
  if (service === 'scheduler') return [];
  if (token.text !== token.text.toLowerCase())
    return [
      syntaxWithFix(
        token,
        `A rule wants the unit in small letters, so AWS refuses \`${token.text}\`.`,
      ),
    ];
  if (count === 1 && known.form === 'plural')
    return [agreement(token, 'With 1, the unit is singular for a rule')];
  if (count > 1 && known.form === 'singular')
    return [agreement(token, `With more than 1, the unit is plural for a rule`)];
  return [];
}

function agreement(token: Token, message: string): Fault {
  return syntax(token, `${message}.`, fix => `${message}: \`${fix}\`.`);
}

function unknownUnit(text: string): string {
  const calendar = /^(month|year)s?$/i.exec(text)?.[1]?.toLowerCase();
  return calendar
    ? `A rate knows no ${calendar}s, as their length varies. Write a cron, e.g. \`cron(0 0 1 ${calendar === 'month' ? '*' : '1'} ? *)\`.`
    : `\`${text}\` is no unit of a rate. Write minutes, hours or days.`;
}

function foreignUnit(text: string, { unit, minutes }: Unit): string {
  if (minutes < 1) return `A rate knows no seconds: the shortest is \`rate(1 minute)\`.`;
  return unit
    ? `\`${text}\` is no unit that AWS knows: it is \`${unit}s\`.`
    : 'A rate knows no weeks: its longest unit is the day.';
}

/** Whole minutes in the greatest unit up to the one given; null where they are not whole. */
function rateText(minutes: number, unit: Rate['unit']): string | null {
  const units = ['day', 'hour', 'minute'] as const;
  const whole = (u: Rate['unit']) => Number.isSafeInteger(minutes / MINUTES[u]);
  const fit = minutes > 0 ? units.slice(units.indexOf(unit)).find(whole) : undefined;
  if (!fit) return null;
  const value = minutes / MINUTES[fit];
  return `rate(${value} ${fit}${value === 1 ? '' : 's'})`;
}
