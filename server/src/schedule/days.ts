import { crontabWeekdays } from './crontab.js';
import { bad, good, isError, type Reading, syntax, type Token, unsure } from './fault.js';
import { DAY_OF_MONTH, DAY_OF_WEEK, sorted } from './fields.js';
import { listItems, part, readItem } from './items.js';
import { readList } from './list.js';
import type { DayOfMonth, DayOfWeek } from './schedule.js';
import { readValue } from './value.js';
import { numbers, weekdayName } from './words.js';

/** A day field: `?`, every day, or some days. */
export type DayField<T> = 'none' | 'all' | readonly T[];

export function readDayOfMonth(token: Token): Reading<DayField<DayOfMonth>> {
  return plainDay(token) ?? dayField(token, readList(token, readMonthDay), 31);
}

export function readDayOfWeek(token: Token): Reading<DayField<DayOfWeek>> {
  const plain = plainDay(token);
  if (plain) return plain;
  const reading = readList(token, readWeekday);
  if (reading.faults.some(isError)) return weekdaysFromZero(token, reading);
  const special = reading.value?.some(day => day.kind !== 'day') || /(^|,)L(,|$)/i.test(token.text);
  if (special && listItems(token).length > 1)
    return bad(
      syntax(
        token,
        `\`L\` and \`#\` stand alone in day-of-week: AWS refuses them in a list such as \`${token.text}\`. Write one day here, and a second rule for the other.`,
      ),
    );
  return dayField(token, reading, 7);
}

function plainDay({ text }: Token): Reading<'none' | 'all'> | null {
  if (text === '?') return good('none', text);
  return text === '*' ? good('all', text) : null;
}

/** Who writes 0 for Sunday counts from 0 in the whole field, as crontab does. */
function weekdaysFromZero(token: Token, reading: Reading<unknown>): Reading<never> {
  const asWritten = { value: null, faults: reading.faults, mended: reading.mended };
  const moved = /(?<![\d/#])0+(?!\d)/.test(token.text) ? crontabWeekdays(token.text) : null;
  if (moved === null) return asWritten;
  const again = readList({ ...token, text: moved }, readWeekday);
  if (again.value === null) return asWritten;
  if (token.text === '0') return { ...asWritten, mended: again.mended };
  const message = `AWS counts weekdays from 1 (Sunday) to 7 (Saturday), a crontab from 0: every number moves by one. Write \`${moved}\` (${weekdayWords({ ...token, text: moved })}).`;
  return { value: null, faults: [syntax(token, message)], mended: again.mended };
}

/** "Monday to Friday" for `2-6`; empty for what is not so simple. */
export function weekdayWords(token: Token): string {
  const days = readDayOfWeek(token).value;
  if (days === 'all') return 'every day';
  if (!Array.isArray(days) || days.some(day => day.kind !== 'day')) return '';
  return numbers(
    days.map(day => day.day),
    weekdayName,
  );
}

function dayField<T extends DayOfMonth | DayOfWeek>(
  token: Token,
  reading: Reading<readonly T[]>,
  count: number,
): Reading<DayField<T>> {
  if (reading.value === null) return { ...reading, value: null };
  if (listItems(token).some(item => item.text === '?')) return noDay(token, reading);
  const days = reading.value;
  const plain = sorted(days.flatMap(day => (day.kind === 'day' ? [day.day] : [])));
  if (plain.length === count) return { ...reading, value: 'all' };
  const special = days.filter(day => day.kind !== 'day');
  const numbers = plain.map(day => ({ kind: 'day', day }) as T);
  return { ...reading, value: [...numbers, ...special] };
}

function noDay<T>(token: Token, reading: Reading<readonly T[]>): Reading<DayField<T>> {
  if (!reading.value?.length) return { ...reading, value: 'none', mended: '?' };
  const message =
    '`?` means "no day said", so the rest of this list has no effect. Write `?` alone, or the days without it.';
  return { value: 'none', faults: [...reading.faults, unsure(token, message)], mended: '?' };
}

function readMonthDay(item: Token): Reading<readonly DayOfMonth[]> {
  const { text } = item;
  if (text === '?') return good([], '?');
  if (/^L$/i.test(text)) return good([{ kind: 'last', before: 0 }], text);
  if (/^LW$/i.test(text)) return good([{ kind: 'last-weekday', before: 0 }], text);
  if (/^L-\d+W?$/i.test(text)) return readBeforeLast(item);
  if (/^\d+W$/i.test(text)) return readNearest(item);
  if (/^(?:W|WL|W\d+)$/i.test(text)) return turnedW(item);
  if (/^\w+#\w*$/.test(text))
    return bad(
      syntax(
        item,
        `\`#\` counts weekdays, so \`${text}\` belongs in day-of-week, with \`?\` here. Write \`?\` here and \`${text}\` there.`,
      ),
    );
  if (/^\d+L$/i.test(text))
    return bad(
      syntax(
        item,
        `In day-of-month \`L\` stands alone: the last day. For a last weekday write \`${text}\` in day-of-week and \`?\` here.`,
      ),
    );
  return asDays(readItem(item, DAY_OF_MONTH));
}

function readBeforeLast(item: Token): Reading<readonly DayOfMonth[]> {
  const weekday = /W$/i.test(item.text);
  const before = Number.parseInt(item.text.slice(2), 10);
  if (before > 30)
    return bad(
      syntax(item, `No month has ${before} days before its last. Write \`L-1\` to \`L-30\`.`),
    );
  const what = `${before} days before the last of the month`;
  const message = `\`${item.text}\` (${weekday ? 'the weekday nearest the day ' : ''}${what}) is undocumented: AWS may refuse it. Write \`L\`, or a day from 1 to 28.`;
  return {
    value: [{ kind: weekday ? 'last-weekday' : 'last', before }],
    faults: [unsure(item, message)],
    mended: item.text,
  };
}

function readNearest(item: Token): Reading<readonly DayOfMonth[]> {
  const day = readValue(part(item, 0, item.text.length - 1), DAY_OF_MONTH);
  if (day.value === null) return { ...day, value: null };
  return good([{ kind: 'weekday', day: day.value }], item.text);
}

function turnedW(item: Token): Reading<never> {
  const { text } = item;
  if (/^W$/i.test(text))
    return bad(
      syntax(
        item,
        '`W` needs a day before it: the weekday nearest that day. Write e.g. `15W`, or `LW` for the last weekday of the month.',
      ),
    );
  const turned = /L$/i.test(text) ? 'LW' : `${text.slice(1)}W`;
  return bad(
    syntax(item, `\`W\` stands after its day, so AWS refuses \`${text}\`. Write \`${turned}\`.`),
    turned,
  );
}

function readWeekday(item: Token): Reading<readonly DayOfWeek[]> {
  const { text } = item;
  if (text === '?') return good([], '?');
  if (/^L$/i.test(text)) return good([{ kind: 'day', day: 7 }], text);
  if (/^\w+#/.test(text)) return readNth(item);
  if (/^(?:\d+|[a-z]{3}|[a-z]+day)L$/i.test(text)) return readLast(item);
  if (/^(?:\d*|L)W$/i.test(text))
    return bad(
      syntax(
        item,
        `\`W\` means the weekday nearest a day of the month, so \`${text}\` belongs in day-of-month. Write it there and \`?\` here.`,
      ),
    );
  return asDays(readItem(item, DAY_OF_WEEK));
}

function readLast(item: Token): Reading<readonly DayOfWeek[]> {
  const day = readValue(part(item, 0, item.text.length - 1), DAY_OF_WEEK);
  if (day.value === null) return { ...day, value: null };
  return good([{ kind: 'last', day: day.value }], item.text);
}

function readNth(item: Token): Reading<readonly DayOfWeek[]> {
  const hash = item.text.indexOf('#');
  const day = readValue(part(item, 0, hash), DAY_OF_WEEK);
  const nth = item.text.slice(hash + 1);
  if (!/^[1-5]$/.test(nth)) {
    const first = item.text.slice(0, hash);
    const message = `A month has at most five of each weekday, so after \`#\` stands 1 to 5. Write e.g. \`${first}#1\`, or \`${first}L\` for the last.`;
    return { value: null, faults: [...day.faults, syntax(item, message)], mended: null };
  }
  const mended = day.mended === null ? null : `${day.mended}#${nth}`;
  if (day.value === null) return { ...day, value: null, mended };
  return { ...day, value: [{ kind: 'nth', day: day.value, nth: Number(nth) }], mended };
}

function asDays<T extends DayOfMonth | DayOfWeek>(
  reading: Reading<readonly number[]>,
): Reading<readonly T[]> {
  if (reading.value === null) return { ...reading, value: null };
  return { ...reading, value: reading.value.map(day => ({ kind: 'day', day }) as T) };
}
