import { bad, good, type Reading, syntax, type Token, unsure } from './fault.js';
import { allValues, type FieldSpec, span } from './fields.js';
import { readStep, readValue } from './value.js';

/** A part of a token. */
export function part(token: Token, from: number, to = token.text.length): Token {
  return { text: token.text.slice(from, to), start: token.start + from, end: token.start + to };
}

/** The pieces between commas; offsets stay those of the expression. */
export function listItems(token: Token): Token[] {
  const items: Token[] = [];
  let at = 0;
  for (const text of token.text.split(',')) {
    items.push(part(token, at, at + text.length));
    at += text.length + 1;
  }
  return items;
}

/**
 * One item of a list, as numbers: `*`, `5`, `1-5`, `FRI-MON`, any of them with a step. The numbers
 * of a range that wraps around come in the order in which the step counts them.
 */
export function readItem(token: Token, spec: FieldSpec): Reading<readonly number[]> {
  const misplaced = readMisplaced(token, spec);
  if (misplaced) return misplaced;
  const slash = token.text.indexOf('/');
  if (slash < 0) return readRange(token, spec, false);
  const base = readRange(part(token, 0, slash), spec, true);
  const step = readStep(part(token, slash + 1), spec, token);
  return withStep(token, base, step);
}

function withStep(
  token: Token,
  base: Reading<readonly number[]>,
  step: Reading<number>,
): Reading<readonly number[]> {
  const [from = ''] = token.text.split('/');
  const named = /[a-z]/i.test(from) && base.value !== null && step.value !== null && step.value > 0;
  if (named) return namedStep(token, base.value, step.value);
  const faults = [...base.faults, ...step.faults];
  const plainStep = step.value !== null && step.value > 0;
  const mended = plainStep ? joined(base.mended, `/${step.mended}`) : base.mended && step.mended;
  if (base.value === null || step.value === null) return { value: null, faults, mended };
  return { value: everyNth(base.value, step.value, from), faults, mended };
}

/** With a step of 0 a single value stays alone and the rest is as if it were not there. */
function everyNth(values: readonly number[], step: number, from: string): readonly number[] {
  if (step > 0) return values.filter((_, i) => i % step === 0);
  return from === '*' || from === '' ? values : values.slice(0, 1);
}

/** Quartz, whose grammar the service follows, drops the step after a name. */
function namedStep(
  token: Token,
  values: readonly number[],
  step: number,
): Reading<readonly number[]> {
  const [from = ''] = token.text.split('/');
  const range = from.includes('-');
  const numbers = range ? `${values[0]}-${values.at(-1)}` : `${values[0]}`;
  const message = `A step after a name may be dropped: \`${token.text}\` then means \`${from}\`. Write \`${numbers}/${step}\` with numbers, or \`${from}\` alone.`;
  return {
    value: range ? values : values.slice(0, 1),
    faults: [unsure(token, message)],
    mended: `${numbers}/${step}`,
    guess: true,
  };
}

/** `*`, a value or a range; with a step after it, a value begins a range to the field's end. */
function readRange(token: Token, spec: FieldSpec, stepped: boolean): Reading<readonly number[]> {
  if (token.text === '*') return good(allValues(spec), '*');
  if (token.text === '' && stepped) {
    const message = 'A step without a start is undocumented and read as `*`. Write the `*`.';
    return {
      value: allValues(spec),
      faults: [unsure({ start: token.start, end: token.start + 1 }, message)],
      mended: '*',
    };
  }
  const dash = token.text.indexOf('-');
  if (dash >= 0) return readSpan(token, spec, dash);
  const value = readValue(token, spec, stepped ? 'from' : 'alone');
  if (value.value === null) return { ...value, value: null };
  const last = stepped ? Math.max(spec.max, value.value) : value.value;
  return { ...value, value: span(value.value, last) };
}

function readSpan(token: Token, spec: FieldSpec, dash: number): Reading<readonly number[]> {
  const [left, right] = [part(token, 0, dash), part(token, dash + 1)];
  if (!left.text || !right.text) return halfRange(token, spec, left.text);
  const from = readValue(left, spec, 'from');
  const to = readValue(right, spec, 'to');
  const faults = [...from.faults, ...to.faults];
  const mended = joined(from.mended, '-', to.mended);
  if (from.value === null || to.value === null) return { value: null, faults, mended };
  if (spec.name === 'year' && from.value > to.value) {
    const turned = `${right.text}-${left.text}`;
    return bad(
      syntax(
        token,
        `Years don't wrap around, so \`${token.text}\` is refused. Write \`${turned}\`.`,
      ),
      turned,
    );
  }
  return { value: around(from.value, to.value, spec), faults, mended };
}

function halfRange(token: Token, spec: FieldSpec, left: string): Reading<never> {
  if (!left)
    return bad(
      syntax(
        token,
        `\`${token.text}\` has no start: a range is written \`${spec.min}-${spec.max}\`, and no value is negative.`,
      ),
    );
  return bad(
    syntax(
      token,
      `The end of the range \`${token.text}\` is missing. Write e.g. \`${left}-${spec.max}\`, or \`${left}\` alone.`,
    ),
  );
}

function around(from: number, to: number, spec: FieldSpec): number[] {
  return from <= to ? span(from, to) : [...span(from, spec.max), ...span(spec.min, to)];
}

function joined(...parts: (string | null)[]): string | null {
  return parts.every(text => text !== null) ? parts.join('') : null;
}

const DAY_FIELDS = new Set(['day-of-month', 'day-of-week']);

/** What belongs in a day field only. */
function readMisplaced(token: Token, spec: FieldSpec): Reading<never> | null {
  const { text } = token;
  if (text === '?' && DAY_FIELDS.has(spec.name)) return null;
  if (text === '?' || text.startsWith('?/'))
    return {
      ...bad(syntax(token, misplacedMark(text, spec)), `*${text.slice(1)}`),
      guess: spec.name === 'minutes' || spec.name === 'hours',
    };
  if (DAY_FIELDS.has(spec.name)) return null;
  if (/^(?:L|L?W|\d+[LW])$/i.test(text))
    return bad(
      syntax(
        token,
        `\`${text}\` says a day, so it has no meaning in ${spec.name}. Write it in a day field; here ${spec.range} or \`*\`.`,
      ),
    );
  if (/^\w+#\d*$/.test(text))
    return bad(
      syntax(
        token,
        `\`#\` counts weekdays, so \`${text}\` belongs in day-of-week. Here write ${spec.range} or \`*\`.`,
      ),
    );
  return null;
}

function misplacedMark(text: string, spec: FieldSpec): string {
  return text === '?'
    ? `\`?\` means "no day said", so it stands in day-of-month or day-of-week only. For every value of ${spec.name} write \`*\`.`
    : `\`?\` takes no step, so AWS refuses \`${text}\`. Write \`*${text.slice(1)}\`.`;
}
