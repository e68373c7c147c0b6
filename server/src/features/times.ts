import type { Env } from './env.js';

type Manner = Pick<Env, 'locale' | 'hour12'>;

const DAY = 86_400_000;

/** A day and time as one reads it on a calendar: `Wed 25 Nov 09:00`, with the year if it isn't `now`'s. */
export function dayAndTime(instant: number, zone: string, now: number, manner: Manner): string {
  const part = partsOf(instant, zone, manner);
  const year = part.year === partsOf(now, zone, manner).year ? '' : ` ${part.year}`;
  return `${part.weekday} ${part.day} ${part.month}${year} ${clockTime(instant, zone, manner)}`;
}

/** Of when something happened, without its seconds. */
export function momentText(iso: string, now: number, manner: Manner): string {
  const minute = Math.floor(Date.parse(iso) / 60_000) * 60_000;
  return `${dayAndTime(minute, 'UTC', now, manner)} UTC`;
}

/** `09:00` or `9:00 AM`, with seconds where there are any. */
export function clockTime(instant: number, zone: string, manner: Manner): string {
  const { hour, minute, second, dayPeriod } = partsOf(instant, zone, manner);
  const seconds = second === '00' ? '' : `:${second}`;
  return `${hour}:${minute}${seconds}${dayPeriod ? ` ${dayPeriod}` : ''}`;
}

/** "Today", "Tomorrow", a weekday, and from a week on "In 9 days", in the user's words. */
export function relativeDay(instant: number, zone: string, now: number, locale: string): string {
  const days = dayNumber(instant, zone) - dayNumber(now, zone);
  const words =
    days > 1 && days < 7
      ? formatter(locale, { weekday: 'long', timeZone: zone }).format(instant)
      : relative(locale).format(days, 'day');
  return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
}

/** How far a zone's clocks are ahead of UTC at an instant, in minutes. */
export function offsetAt(instant: number, zone: string): number {
  const parts = formatter('en-US', NUMERIC(zone)).formatToParts(instant);
  const [year, month, day, hour, minute] = ['year', 'month', 'day', 'hour', 'minute'].map(type =>
    Number(parts.find(part => part.type === type)?.value),
  ) as [number, number, number, number, number];
  return Math.round((Date.UTC(year, month - 1, day, hour, minute) - instant) / 60_000);
}

/** The first instant within 400 days at which a zone's clocks are changed, to the minute; or null. */
export function nextChange(zone: string, now: number): number | null {
  const before = offsetAt(now, zone);
  const end = now + 400 * DAY;
  let low = now;
  while (low < end && offsetAt(low + 7 * DAY, zone) === before) low += 7 * DAY;
  if (low >= end) return null;
  let high = low + 7 * DAY;
  while (high - low > 60_000) {
    const middle = low + Math.round((high - low) / 120_000) * 60_000;
    if (offsetAt(middle, zone) === before) low = middle;
    else high = middle;
  }
  return Math.ceil(high / 60_000) * 60_000;
}

/** `UTC+5:30`. */
export function offsetText(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const text = `${hours}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`;
  return minutes === 0 ? 'UTC' : `UTC${minutes < 0 ? '−' : '+'}${text}`;
}

/** `America/Los_Angeles` is Los Angeles to those who live there. */
export function zoneTitle(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

function partsOf(instant: number, zone: string, { locale, hour12 }: Manner) {
  const clock = { minute: '2-digit', second: '2-digit', timeZone: zone } as const;
  const hours = hour12
    ? ({ ...clock, hour: 'numeric', hour12: true } as const)
    : ({ ...clock, hour: '2-digit', hourCycle: 'h23' } as const);
  const date = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  const parts = formatter(locale, { ...date, ...hours }).formatToParts(instant);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value])) as Partial<
    Record<Intl.DateTimeFormatPartTypes, string>
  >;
}

function dayNumber(instant: number, zone: string): number {
  return Math.floor((instant + offsetAt(instant, zone) * 60_000) / DAY);
}

const NUMERIC = (timeZone: string) =>
  ({
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }) as const;

// building a formatter costs a hundred times a use of it
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}\n${JSON.stringify(options)}`;
  let known = formatters.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(locale, options);
    formatters.set(key, known);
  }
  return known;
}

function relative(locale: string): Intl.RelativeTimeFormat {
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
}
