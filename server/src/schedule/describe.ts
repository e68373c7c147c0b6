import cronstrue from 'cronstrue/i18n';
import { cronInEnglish, timeText } from './english.js';
import { plainCron } from './plain-cron.js';
import type { At, Cron, Rate, Schedule, Service } from './schedule.js';
import { monthName } from './words.js';

export { describeField } from './field-words.js';
export { frequency } from './frequency.js';

export interface Wording {
  readonly service: Service;
  /** Said where it is given and the schedule has a time in it: Scheduler's, as a rule's is UTC. */
  readonly zone?: string;
  /** The editor's language: `de`, `pt-br`. English where we have no words of it. */
  readonly locale?: string;
  /** 5:00 PM for 17:00. */
  readonly hour12?: boolean;
}

/**
 * A schedule in words: "At 09:00, Monday through Friday". The words of a cron come from cronstrue in the user's language where they are right, else they are English.
 */
export function describeSchedule(schedule: Schedule, wording: Wording): string {
  const { service, zone } = wording;
  const where = service === 'scheduler' && zone ? ` (${zone})` : '';
  switch (schedule.kind) {
    case 'rate':
      return describeRate(schedule);
    case 'at':
      return describeAt(schedule, wording.hour12 ?? false) + where;
    case 'cron':
      return describeCron(schedule, wording) + where;
  }
}

function describeRate({ value, unit }: Rate): string {
  return value === 1 ? `Every ${unit}` : `Every ${value} ${unit}s`;
}

function describeAt(at: At, hour12: boolean): string {
  const { year, month, day, hour, minute, second } = at;
  const seconds = second ? `:${String(second).padStart(2, '0')}` : '';
  const time = timeText(hour, minute, hour12, seconds);
  return `Once, on ${day} ${monthName(month)} ${year} at ${time}`;
}

function describeCron(cron: Cron, { locale, hour12 = false }: Wording): string {
  const plain = plainCron(cron);
  if (plain === null) return cronInEnglish(cron, hour12);
  return cronstrue.toString(`0 ${plain}`, {
    dayOfWeekStartIndexZero: false,
    use24HourTimeFormat: !hour12,
    trimHoursLeadingZero: hour12,
    locale: languageOf(locale ?? 'en'),
  });
}

/** The languages that cronstrue speaks, by its names. */
export const LANGUAGES: readonly string[] = (
  'af ar az be bg ca cs da de en es fa fi fr he hr hu id it ja ko my nb nl nn pl pt_BR pt_PT ro ru ' +
  'sk sl sr sv sw tg th tr uk vi zh_CN zh_TW'
).split(' ');

/** `pt-br` is `pt_BR`, and a language without its country is the first that has it. */
function languageOf(locale: string): string {
  const [language = '', country = ''] = locale.toLowerCase().split(/[-_]/);
  const known = (name: string) => LANGUAGES.find(other => other.toLowerCase() === name);
  return (
    known(`${language}_${country}`) ??
    known(language) ??
    LANGUAGES.find(other => other.startsWith(`${language}_`)) ??
    'en'
  );
}
