import { isTimeZone, suggestTimeZone } from '../schedule/zones.js';

export interface ZoneTaken {
  /** The phrase without the zone. */
  readonly rest: string;
  /** IANA; null where no zone is named. */
  readonly zone: string | null;
  readonly message?: string;
}

/** Takes "in Los Angeles", "Europe/Berlin time" or "PST" from the end of a phrase. */
export function takeZone(text: string): ZoneTaken {
  const [, before = '', place = ''] = /^(.*\S)\s+in\s+([a-z][\w/+' .-]*)$/i.exec(text) ?? [];
  if (place && !/^(?:the )?(?:morning|afternoon|evening)$|^[a-z]+ (?:on|at) /i.test(place)) {
    const zone = zoneOf(place);
    if (zone) return { rest: before, zone };
    if (!isMonth(place)) return { rest: text, zone: null, message: unknownZone(place) };
  }
  const words = text.split(/\s+/);
  for (const count of [3, 2, 1]) {
    const tail = words.slice(-count).join(' ');
    if (words.length <= count || !/^[(]?[a-z]/i.test(tail)) continue;
    const zone = certainZone(tail.replace(/^\(|\)$/g, ''));
    if (zone) return { rest: words.slice(0, -count).join(' '), zone };
  }
  return { rest: text, zone: null };
}

function zoneOf(place: string): string | undefined {
  const name = bare(place);
  if (!name || isMonth(name)) return undefined;
  return certainZone(place) ?? CITIES.get(name) ?? cityOf(name);
}

/** Without "in" before it only what can be nothing but a zone is one. */
function certainZone(text: string): string | undefined {
  const name = bare(text);
  const known = NAMED.get(name);
  if (known) return known;
  if (/\//.test(name) && isTimeZone(text.trim())) return text.trim();
  if (/^[a-z]{3,4}$/.test(name) && !isMonth(name) && !/^(?:mon|tue|wed|thu|fri|sat|sun)/.test(name))
    return abbreviation(name);
  return /\btime$/i.test(text) ? (CITIES.get(name) ?? cityOf(name)) : undefined;
}

function abbreviation(name: string): string | undefined {
  const zone = suggestTimeZone(name);
  // a near miss of letters is no abbreviation
  return zone && !zone.toLowerCase().endsWith(name) && isShort(name) ? zone : undefined;
}

function isShort(name: string): boolean {
  return /^(?:[pmce][ds]t|bst|cest|[jk]st|sgt|hkt|aest)$/.test(name);
}

const REGIONS = 'America Europe Asia Africa Australia Pacific Atlantic Indian'.split(' ');

/** The runtime lists some cities under a former name, and takes both. */
function cityOf(name: string): string | undefined {
  const city = name
    .replace(/(?:^|[ -])\p{L}/gu, letter => letter.toUpperCase())
    .replaceAll(' ', '_');
  return REGIONS.map(region => `${region}/${city}`).find(isTimeZone);
}

function bare(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/\s+(?:local\s+)?time$/, '')
    .replace(/^the\s+/, '');
}

function unknownZone(place: string): string {
  const near = suggestTimeZone(place);
  const hint = near
    ? `Did you mean \`${near}\`?`
    : 'Write an IANA name such as `America/Los_Angeles`.';
  return `No time zone is known for \`${place}\`. ${hint}`;
}

function isMonth(text: string): boolean {
  return /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i.test(text);
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['utc', 'UTC'],
  ['gmt', 'UTC'],
  ['pst', 'America/Los_Angeles'],
  ['pt', 'America/Los_Angeles'],
  ['pacific', 'America/Los_Angeles'],
  ['mst', 'America/Denver'],
  ['mountain', 'America/Denver'],
  ['cst', 'America/Chicago'],
  ['central', 'America/Chicago'],
  ['est', 'America/New_York'],
  ['et', 'America/New_York'],
  ['eastern', 'America/New_York'],
  ['cet', 'Europe/Paris'],
]);

/** Cities that people name and the list of zones does not. */
const CITIES: ReadonlyMap<string, string> = new Map([
  ['la', 'America/Los_Angeles'],
  ['san francisco', 'America/Los_Angeles'],
  ['seattle', 'America/Los_Angeles'],
  ['nyc', 'America/New_York'],
  ['boston', 'America/New_York'],
  ['washington', 'America/New_York'],
  ['miami', 'America/New_York'],
  ['austin', 'America/Chicago'],
  ['dallas', 'America/Chicago'],
  ['houston', 'America/Chicago'],
  ['munich', 'Europe/Berlin'],
  ['hamburg', 'Europe/Berlin'],
  ['frankfurt', 'Europe/Berlin'],
  ['barcelona', 'Europe/Madrid'],
  ['milan', 'Europe/Rome'],
  ['geneva', 'Europe/Zurich'],
  ['mumbai', 'Asia/Kolkata'],
  ['delhi', 'Asia/Kolkata'],
  ['india', 'Asia/Kolkata'],
  ['bangalore', 'Asia/Kolkata'],
  ['beijing', 'Asia/Shanghai'],
  ['japan', 'Asia/Tokyo'],
  ['germany', 'Europe/Berlin'],
  ['france', 'Europe/Paris'],
  ['london', 'Europe/London'],
  ['uk', 'Europe/London'],
]);
