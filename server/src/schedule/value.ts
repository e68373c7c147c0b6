import { distance } from 'fastest-levenshtein';
import { bad, good, type Reading, syntax, type Token, unsure } from './fault.js';
import type { FieldSpec } from './fields.js';

/** Where a value stands: an end of a range that is too great is cut to the greatest. */
export type Place = 'alone' | 'from' | 'to';

/** One number or name of a field. */
export function readValue(token: Token, spec: FieldSpec, place: Place = 'alone'): Reading<number> {
  if (/^\d+$/.test(token.text)) return readNumber(token, spec, place);
  if (/^[a-z]+$/i.test(token.text) && spec.names.length) return readName(token, spec);
  return bad(syntax(token, notUnderstood(token.text, spec)));
}

function readNumber(token: Token, spec: FieldSpec, place: Place): Reading<number> {
  const value = Number(token.text);
  if (value >= spec.min && value <= spec.max) return good(value, token.text);
  if (spec.name === 'year' && /^[1-9]\d{3}$/.test(token.text))
    return {
      value,
      faults: [
        unsure(
          token,
          `AWS documents years from 1970 to 2199, so \`${value}\` may be refused. Write one of those, or \`*\` for every year.`,
        ),
      ],
      mended: token.text,
    };
  const limit = spec.min === 0 && value === spec.max + 1;
  const mended = limit ? String(place === 'to' ? spec.max : 0) : null;
  return { ...bad(syntax(token, outOfRange(value, spec, mended)), mended), guess: limit };
}

function outOfRange(value: number, spec: FieldSpec, mended: string | null): string {
  switch (spec.name) {
    case 'day-of-week':
      return `AWS counts weekdays from 1 (Sunday) to 7 (Saturday)${value === 0 ? '' : `, so there is no \`${value}\``}. For Sunday write \`1\` or \`SUN\`.`;
    case 'day-of-month':
      return `No month has a day \`${value}\`: days go from 1 to 31. For the last day write \`L\`.`;
    case 'hours':
      return `Hours go from 0 to 23, so AWS refuses \`${value}\`. ${instead(mended, 'midnight', '0 to 23')}`;
    case 'minutes':
      return `Minutes go from 0 to 59, so AWS refuses \`${value}\`. ${instead(mended, 'the full hour', '0 to 59')}`;
    case 'month':
      return `Months go from 1 (January) to 12 (December), so there is no \`${value}\`. Write one of those, or \`*\` for every month.`;
    case 'year':
      return `\`${value}\` is no year: AWS knows 1970 to 2199. Write one of those, or \`*\` for every year.`;
  }
}

function instead(mended: string | null, zero: string, range: string): string {
  if (mended === null) return `Write ${range}.`;
  return mended === '0' ? `For ${zero} write \`0\`.` : `Write \`${mended}\`.`;
}

function readName(token: Token, spec: FieldSpec): Reading<number> {
  const name = token.text.toUpperCase();
  const index = spec.names.indexOf(name.slice(0, 3));
  if (index < 0) return unknownName(token, spec);
  const value = spec.min + index;
  if (name.length === 3) return good(value, token.text);
  const short = spec.names[index] ?? '';
  const message = `AWS documents names of three letters, so \`${token.text}\` may be refused. Write \`${short}\`.`;
  return { value, faults: [unsure(token, message)], mended: short };
}

function unknownName(token: Token, spec: FieldSpec): Reading<number> {
  const name = token.text.toUpperCase();
  const near = spec.names.filter(
    known => name.length > 1 && distance(known, name.slice(0, 4)) === 1,
  );
  const hint =
    near.length === 1
      ? ` Did you mean \`${near[0]}\`?`
      : ` Write ${spec.names[0]} to ${spec.names.at(-1)}, or ${spec.range}.`;
  const what = spec.name === 'month' ? 'a month' : 'a weekday';
  return bad(syntax(token, `\`${token.text}\` is not the name of ${what}.${hint}`));
}

function notUnderstood(text: string, spec: FieldSpec): string {
  const names = spec.names.length ? ` or ${spec.names[0]} to ${spec.names.at(-1)}` : '';
  const what =
    text === '' ? 'A value is missing here.' : `\`${text}\` is no value of ${spec.name}.`;
  return `${what} Write ${spec.range}${names}.`;
}

/** The number after `/`; null for a step of 0, which Quartz reads as no step. */
export function readStep(token: Token, spec: FieldSpec, whole: Token): Reading<number> {
  if (!/^\d+$/.test(token.text)) return bad(syntax(whole, missingStep(token.text, whole)));
  const step = Number(token.text);
  if (step === 0) {
    const base = whole.text.split('/')[0] || '*';
    const message = `A step of 0 stands still: AWS may refuse it. Write \`${base}\`, or a step from 1.`;
    return { value: 0, faults: [unsure(whole, message)], mended: base };
  }
  if (step <= spec.maxStep) return good(step, token.text);
  return tooGreat(step, spec, whole);
}

function missingStep(text: string, whole: Token): string {
  return text === ''
    ? `The step after \`/\` is missing in \`${whole.text}\`. Write a number, e.g. \`${whole.text.split('/')[0] || '*'}/5\`.`
    : `\`${text}\` is no step: after \`/\` stands a whole number. Write e.g. \`${whole.text.split('/')[0] || '*'}/5\`.`;
}

/** `*` with a step of 60 minutes is once an hour; of 90 minutes no cron can say. */
function tooGreat(step: number, spec: FieldSpec, whole: Token): Reading<number> {
  const clock = spec.name === 'minutes' ? 'hour' : spec.name === 'hours' ? 'day' : null;
  const start = (whole.text.split('/')[0] ?? '').replace(/^\*?$/, '0').replace(/-.*/, '');
  if (!clock)
    return bad(
      syntax(
        whole,
        `A step in ${spec.name} is at most ${spec.maxStep}, so AWS refuses \`${whole.text}\`. Write a smaller step, or the value alone.`,
      ),
    );
  if (step === spec.max + 1)
    return bad(
      syntax(
        whole,
        `A step of ${step} ${spec.name} is longer than the ${clock}, so AWS refuses it. For once every ${clock} write \`${start}\`.`,
      ),
      start,
    );
  return bad(
    syntax(
      whole,
      `A cron can't count past the ${clock}, so AWS refuses a step of ${step} ${spec.name}. Write a step up to ${spec.maxStep}, or \`rate(${step} ${spec.name})\`.`,
    ),
  );
}
