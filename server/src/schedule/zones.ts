import { closest, distance } from 'fastest-levenshtein';

/** The IANA names that the runtime lists, sorted, and `UTC`. */
export function timeZones(): readonly string[] {
  names ??= [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])].sort();
  return names;
}

let names: readonly string[] | undefined;

const known = new Map<string, boolean>();

/**
 * Whether it is an IANA name, a link such as `US/Pacific` included. An offset (`+09:00`), which
 * the runtime takes too, is none.
 */
export function isTimeZone(name: string): boolean {
  let is = known.get(name);
  if (is === undefined) {
    const isName = name.includes('/')
      ? /^[a-z][\w+/-]*$/i.test(name)
      : SHORT.has(name.toUpperCase());
    is = isName && runtimeKnows(name);
    known.set(name, is);
  }
  return is;
}

/** The IANA names without a slash. The runtime takes abbreviations beside them, such as `PST`. */
const SHORT = new Set(
  (
    'CET CST6CDT CUBA EET EGYPT EIRE EST EST5EDT GB GB-EIRE GMT GMT+0 GMT-0 GMT0 GREENWICH ' +
    'HONGKONG HST ICELAND IRAN ISRAEL JAMAICA JAPAN KWAJALEIN LIBYA MET MST MST7MDT NAVAJO NZ ' +
    'NZ-CHAT POLAND PORTUGAL PRC PST8PDT ROC ROK SINGAPORE TURKEY UCT UNIVERSAL UTC W-SU WET ZULU'
  ).split(' '),
);

function runtimeKnows(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The name that was meant, by its letters, its city or its abbreviation; undefined for no idea. */
export function suggestTimeZone(name: string): string | undefined {
  const wanted = plain(name);
  if (!wanted) return undefined;
  const abbreviated = ABBREVIATIONS.get(wanted);
  if (abbreviated) return abbreviated;
  const city = timeZones().find(zone => plain(zone.slice(zone.lastIndexOf('/') + 1)) === wanted);
  if (city) return city;
  const near = closest(wanted, timeZones().map(plain));
  if (distance(wanted, near) > Math.max(1, Math.floor(wanted.length / 5))) return undefined;
  return timeZones().find(zone => plain(zone) === near);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9+]+/g, '');
}

/** Abbreviations that AWS does not take, where they have one usual meaning. */
const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['pst', 'America/Los_Angeles'],
  ['pdt', 'America/Los_Angeles'],
  ['mdt', 'America/Denver'],
  ['cdt', 'America/Chicago'],
  ['edt', 'America/New_York'],
  ['bst', 'Europe/London'],
  ['cest', 'Europe/Paris'],
  ['jst', 'Asia/Tokyo'],
  ['kst', 'Asia/Seoul'],
  ['sgt', 'Asia/Singapore'],
  ['hkt', 'Asia/Hong_Kong'],
  ['aest', 'Australia/Sydney'],
  ['utc+0', 'UTC'],
  ['z', 'UTC'],
]);
