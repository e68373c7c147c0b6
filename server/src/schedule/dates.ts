import { daysInMonth } from './calendar.js';

/** What StartDate or EndDate of a Scheduler schedule says. */
export interface DateReading {
  /** Epoch milliseconds; null where it is no date and time. */
  readonly time: number | null;
  /** As CloudFormation takes it, where what is written is not so: `2026-11-24T00:00:00.000Z`. */
  readonly fix?: string;
}

const FORM =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;
const MEASURED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * Reads a StartDate or EndDate. A time without a zone is UTC. CloudFormation was measured to want
 * milliseconds and `Z`; for what is readable but written otherwise `fix` says how.
 */
export function parseDate(text: string): DateReading {
  const match = FORM.exec(text.trim());
  if (!match) return { time: null };
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map(part => Number(part ?? 0));
  const real = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  if (!real || hour > 23 || minute > 59 || second > 59) return { time: null };
  const thousandths = Math.trunc(Number(match[7] ?? 0) * 1000);
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  const time = local.setUTCHours(hour, minute, second, thousandths) - offsetOf(match[8]);
  return MEASURED.test(text) ? { time } : { time, fix: new Date(time).toISOString() };
}

/** Milliseconds east of UTC. */
function offsetOf(text: string | undefined): number {
  if (!text || /^z$/i.test(text)) return 0;
  const digits = text.replace(/\D/g, '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (text.startsWith('-') ? -minutes : minutes) * 60_000;
}
