/**
 * A crontab's day-of-week as AWS writes it: the numbers moved by one (crontab counts from 0, and 7
 * is Sunday too). Null where it can't be told; names stay as they are.
 */
export function crontabWeekdays(text: string): string | null {
  const items = text.split(',').map(movedItem);
  return items.every(item => item !== null) ? items.join(',') : null;
}

function movedItem(item: string): string | null {
  const [base = '', step, ...more] = item.split('/');
  if (more.length || (step !== undefined && !/^\d+$/.test(step))) return null;
  const ends = base.split('-');
  if (ends.length === 2 && ends[0] === '0' && ends[1] === '7') return step ? `*/${step}` : '*';
  const moved = ends.map(movedDay);
  if (ends.length > 2 || moved.some(day => day === null)) return null;
  return moved.join('-') + (step === undefined ? '' : `/${step}`);
}

function movedDay(day: string): string | null {
  if (/^[0-7]$/.test(day)) return String((Number(day) % 7) + 1);
  return /^(?:\*|\?|[a-z]+)$/i.test(day) ? day : null;
}

/** What the nicknames of cron stand for, as AWS writes it; null where AWS has no such thing. */
export function nickname(text: string): string | null {
  return NICKNAMES.get(text.toLowerCase()) ?? null;
}

const NICKNAMES = new Map([
  ['@hourly', 'cron(0 * * * ? *)'],
  ['@daily', 'cron(0 0 * * ? *)'],
  ['@midnight', 'cron(0 0 * * ? *)'],
  ['@weekly', 'cron(0 0 ? * SUN *)'],
  ['@monthly', 'cron(0 0 1 * ? *)'],
  ['@yearly', 'cron(0 0 1 1 ? *)'],
  ['@annually', 'cron(0 0 1 1 ? *)'],
]);

const UNITS = new Map([
  ['m', 'minute'],
  ['h', 'hour'],
  ['d', 'day'],
]);

/** "every 5 minutes", "@every 5m": the rate that says so. */
export function everyPhrase(text: string): string | null {
  const [, count = '1', word = ''] =
    /^@?every\s+(\d{1,6})?\s*(minutes?|hours?|days?|m|h|d)$/i.exec(text.trim()) ?? [];
  const unit = UNITS.get(word.toLowerCase()[0] ?? '');
  const value = Number(count);
  if (!unit || value === 0) return null;
  return `rate(${value} ${unit}${value === 1 ? '' : 's'})`;
}
