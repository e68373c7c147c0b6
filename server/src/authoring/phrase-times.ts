import { everyPhrase } from '../schedule/crontab.js';
import { MONTHS, sorted, WEEKDAYS } from '../schedule/fields.js';

type Read = string | { readonly message: string } | null;

/**
 * The expression that a phrase without a zone says: "every monday at 6:30", "last day of the month
 * at 23:00". Null where a word of it is not understood; a message where something is missing or no
 * cron can say it.
 */
export function phraseTimes(text: string): Read {
  const words = normal(text);
  const rate = everyPhrase(
    words.replace(/^(?:hourly|each hour)$/, 'every hour').replace(/^each /, 'every '),
  );
  if (rate) return rate;
  const impossible = unsayable(words);
  if (impossible) return { message: impossible };
  const phrase = new PhraseReader(words);
  const steps = phrase.take(/\bevery (?:(\d{1,2}) )?(minutes?|hours?)\b/);
  const between = phrase.takeHours();
  const months = phrase.takeMonths();
  const days = phrase.takeDays();
  const pastHour = steps?.[2]?.startsWith('hour') ? phrase.takeMinute() : null;
  const times = steps ? [] : phrase.takeTimes();
  if (times === null || phrase.rest !== '') return null;
  const { dayOfMonth, dayOfWeek } = days ?? { dayOfMonth: '*', dayOfWeek: '?' };
  const cron = (minutes: string, hours: string) =>
    `cron(${minutes} ${hours} ${dayOfMonth} ${months} ${dayOfWeek} *)`;
  if (steps) return stepping(steps, between, pastHour, cron);
  if (between || (!days && times.length === 0)) return null;
  if (!days) return { message: `On which days? Write e.g. \`every day ${text.trim()}\`.` };
  if (times.length === 0)
    return { message: `At what time? Write e.g. \`${text.trim()} at 9:00\`.` };
  const minutes = new Set(times.map(({ minute }) => minute));
  if (minutes.size > 1)
    return {
      message:
        'One cron has the same minutes in each of its hours, so these times need a rule each. Write one of them.',
    };
  return cron(String([...minutes][0]), sorted(times.map(({ hour }) => hour)).join(','));
}

type Cron = (minutes: string, hours: string) => string;

function stepping(
  [, count = '1', unit = '']: readonly string[],
  hours: string | null,
  pastHour: number | null,
  cron: Cron,
): Read {
  const step = Number(count);
  const isMinutes = unit.startsWith('minute');
  if (step === 0 || step > (isMinutes ? 59 : 23) || (isMinutes ? 60 : 24) % step !== 0)
    return {
      message: `A cron starts anew each ${isMinutes ? 'hour' : 'day'}, so it can't say every ${step} ${unit} evenly. Write a number that divides ${isMinutes ? 60 : 24}, or \`every ${step} ${unit}\` alone, which is a rate.`,
    };
  if (isMinutes) return cron(step === 1 ? '*' : `0/${step}`, hours ?? '*');
  const minute = String(pastHour ?? 0);
  if (hours === null) return cron(minute, step === 1 ? '*' : `0/${step}`);
  return cron(minute, step === 1 ? hours : `${hours}/${step}`);
}

function unsayable(words: string): string | null {
  if (
    /\bevery (?:other|second|2nd) (?:day|week)\b|\bevery \d+ weeks?\b|\bbiweekly\b|\bfortnight/.test(
      words,
    )
  )
    return 'A cron can’t count past the week or month, so every other day or week can’t be said with a time. Write `every 14 days`, which is a rate and counts from when it is created, or the days themselves, e.g. `1st and 15th of the month at 9:00`.';
  if (/\bevery [2-9]\d* days at\b/.test(words))
    return 'A rate of days counts from when it is created and has no time of its own, and a cron starts anew each month. Write `every day at 9:00`, or the rate without a time.';
  if (/\bseconds?\b/.test(words))
    return 'Nothing runs more often than once a minute. Write `every minute`.';
  return null;
}

function normal(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’']s\b/g, '')
    .replace(/[,;]|\band\b|&/g, ' , ')
    .replace(/\s+/g, ' ')
    .replace(/(?: ,)+/g, ' ,')
    .trim();
}

interface Time {
  readonly hour: number;
  readonly minute: number;
}

interface DayFields {
  readonly dayOfMonth: string;
  readonly dayOfWeek: string;
}

const DAY = '(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*';
const NTH = '1st|first|2nd|second|3rd|third|4th|fourth|5th|fifth';
const MONTH_END =
  '(?: day)?(?: (?:of|in) (?:the|each|every) month| (?:of the|every|each) month| monthly)?';
const MONTH = `(?:${MONTHS.map(name => `${name.slice(0, 3).toLowerCase()}[a-z]*`).join('|')})`;

/** Takes the parts of a phrase out of it, until nothing is left that is not understood. */
class PhraseReader {
  constructor(public rest: string) {}

  take(pattern: RegExp): RegExpExecArray | null {
    const match = pattern.exec(this.rest);
    if (match)
      this.rest =
        `${this.rest.slice(0, match.index)} ${this.rest.slice(match.index + match[0].length)}`
          .replace(/\s+/g, ' ')
          .trim();
    return match;
  }

  /** "between 9:00 and 17:00", "from 9 to 17": the hours of a field. */
  takeHours(): string | null {
    const match = this.take(
      /\b(?:between|from) (\d{1,2}(?::00)? ?(?:am|pm)?) (?:,|to|until|till|-) (\d{1,2}(?::00)? ?(?:am|pm)?)(?= |$)/,
    );
    const [from, to] = [timeOf(match?.[1]), timeOf(match?.[2])];
    return from && to ? `${from.hour}-${to.hour}` : null;
  }

  takeMinute(): number | null {
    const match = this.take(/\bat (?::(\d\d)|(\d{1,2}) (?:minutes )?past(?: the hour)?)(?= |$)/);
    const minute = Number(match?.[1] ?? match?.[2] ?? Number.NaN);
    return minute <= 59 ? minute : null;
  }

  takeMonths(): string {
    const match = this.take(
      new RegExp(`\\b(?:in|every year in) (${MONTH}(?: , ${MONTH})*)(?= |$)`),
    );
    const months = match?.[1]?.split(' , ').map(name => name.slice(0, 3));
    const numbers = months?.map(
      name => MONTHS.findIndex(m => m.toLowerCase().startsWith(name)) + 1,
    );
    return numbers ? sorted(numbers).join(',') : '*';
  }

  takeDays(): DayFields | null {
    return (
      this.lastDay() ?? this.nthWeekday() ?? this.daysOfMonth() ?? this.weekdays() ?? this.daily()
    );
  }

  private lastDay(): DayFields | null {
    const match = this.take(
      new RegExp(
        `\\b(?:on )?(?:the |every )?last (weekday|workday|working day|day|${DAY})(?: (?:of|in) (?:the|each|every) month| of month|(?= |$))`,
      ),
    );
    const what = match?.[1];
    if (what === undefined) return null;
    if (what === 'day') return onDays('L');
    if (what.startsWith('w') && !what.startsWith('wed')) return onDays('LW');
    const day = dayNumber(what);
    return day ? onWeekdays(`${day}L`) : null;
  }

  private nthWeekday(): DayFields | null {
    const match = this.take(
      new RegExp(
        `\\b(?:on )?(?:the |every )?(${NTH}) (${DAY})(?: (?:of|in) (?:the|each|every) month| of month|(?= |$))`,
      ),
    );
    const [, nth = '', name = ''] = match ?? [];
    const day = dayNumber(name);
    return day ? onWeekdays(`${day}#${ordinalOf(nth)}`) : null;
  }

  private daysOfMonth(): DayFields | null {
    const one = '(?:\\d{1,2}(?:st|nd|rd|th)|first)';
    const match =
      this.take(
        new RegExp(
          `\\b(?:(?:every|each) month |monthly )?(?:on )?(?:the )?(${one}(?: , (?:the )?${one})*)${MONTH_END}(?= |$)`,
        ),
      ) ?? this.take(/\b(?:(?:every|each) month|monthly) on (?:day )?(\d{1,2})(?= |$)/);
    if (!match) return null;
    const days = (match[1] ?? '').replace('first', '1').match(/\d+/g)?.map(Number) ?? [];
    return days.every(day => day >= 1 && day <= 31) ? onDays(sorted(days).join(',')) : null;
  }

  private weekdays(): DayFields | null {
    if (
      this.take(
        /\b(?:(?:on|every|each) )?(?:weekdays?|workdays?|working days?|business days?)(?= |$)/,
      )
    )
      return onWeekdays('MON-FRI');
    if (this.take(/\b(?:(?:on|at|every|each) )?weekends?(?= |$)/)) return onWeekdays('SAT,SUN');
    const range = this.take(
      new RegExp(`\\b(?:(?:on|every|from) )?(${DAY}) ?(?:-|to|through|until) ?(${DAY})(?= |$)`),
    );
    if (range) return this.fields([range[1] ?? '', range[2] ?? ''], '-');
    const list = this.take(
      new RegExp(
        `\\b(?:(?:weekly )?on |every |each |weekly )?(${DAY}(?: , (?:on )?${DAY})*)(?= |$)`,
      ),
    );
    return list ? this.fields(list[1]?.match(new RegExp(DAY, 'g')) ?? [], ',') : null;
  }

  private fields(names: readonly string[], between: string): DayFields | null {
    const days = names.map(dayNumber);
    if (days.some(day => day === null)) {
      this.rest = `${names.join(' ')} ${this.rest}`;
      return null;
    }
    return onWeekdays(names.map(name => name.slice(0, 3).toUpperCase()).join(between));
  }

  private daily(): DayFields | null {
    const match = this.take(/\b(?:every day|each day|daily|everyday|nightly|every night)(?= |$)/);
    return match && onDays('*');
  }

  /** Null where a time is out of range; empty where there is none. */
  takeTimes(): Time[] | null {
    const match = this.take(
      /\b(?:at )?((?:noon|midnight|\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?(?: o.?clock)?)(?: , (?:at )?(?:noon|midnight|\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?))*)(?= |$)/,
    );
    this.take(/^at$/);
    const half = this.take(/^in the (morning|afternoon|evening)$/)?.[1];
    const times = (match?.[1] ?? '')
      .split(' , ')
      .filter(Boolean)
      .map(part => {
        const named = /[ap]\.?m|noon|night/.test(part);
        return timeOf(half && !named ? `${part} ${half === 'morning' ? 'am' : 'pm'}` : part);
      });
    return times.every(time => time !== null) ? times : null;
  }
}

function onDays(dayOfMonth: string): DayFields {
  return { dayOfMonth, dayOfWeek: '?' };
}

function onWeekdays(dayOfWeek: string): DayFields {
  return { dayOfMonth: '?', dayOfWeek };
}

/** 1 (Sunday) to 7 (Saturday); null for a word that only starts like a weekday. */
function dayNumber(name: string): number | null {
  const singular = name.length > 4 ? name.replace(/s$/, '') : name;
  const at = WEEKDAYS.findIndex(day => {
    const full = day.toLowerCase();
    return (
      full === singular ||
      (singular.length >= 3 && singular.length <= 5 && full.startsWith(singular))
    );
  });
  return at < 0 ? null : at + 1;
}

function ordinalOf(word: string): number {
  const at = ['first', 'second', 'third', 'fourth', 'fifth'].indexOf(word);
  return at < 0 ? Number.parseInt(word, 10) : at + 1;
}

function timeOf(text: string | undefined): Time | null {
  if (text === undefined) return null;
  if (/^noon/.test(text)) return { hour: 12, minute: 0 };
  if (/^midnight/.test(text)) return { hour: 0, minute: 0 };
  const [, hours = '', minutes = '0', half] =
    /^(\d{1,2})(?:[:.](\d\d))?(?: ?([ap])\.?m\.?)?(?: o.?clock)?$/.exec(text) ?? [];
  const [hour, minute] = [Number(hours || Number.NaN), Number(minutes)];
  if (half && (hour < 1 || hour > 12)) return null;
  const there = half ? (hour % 12) + (half === 'p' ? 12 : 0) : hour;
  return there <= 23 && minute <= 59 ? { hour: there, minute } : null;
}
