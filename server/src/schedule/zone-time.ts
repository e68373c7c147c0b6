import { Temporal } from 'temporal-polyfill';
import { MINUTE, type Wall } from './walk.js';
import { isTimeZone } from './zones.js';

/**
 * Maps local times of a zone to instants by Scheduler's rule: a time that a DST change skips has
 * no instant (null), and one that comes twice is the first. Null for a zone that is not known.
 * Source: the Scheduler user guide, daylight savings time.
 */
export function zoneClock(zone: string): Clock | null {
  if (/^(?:Etc\/)?(?:UTC|UCT|Zulu|Universal|GMT)$/i.test(zone)) return UTC;
  if (!isTimeZone(zone)) return null;
  return {
    instant: wall => instantOf(wall, zone),
    wall: instant => wallOf(instant, zone),
  };
}

export interface Clock {
  /** Epoch milliseconds of a local time. */
  instant(wall: Wall): number | null;
  /** The local time of an instant. */
  wall(instant: number): Wall;
}

const UTC: Clock = { instant: wall => wall, wall: instant => instant };

function instantOf(wall: Wall, zone: string): number | null {
  const local = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC');
  const there = local.toPlainDateTime().toZonedDateTime(zone, { disambiguation: 'earlier' });
  return there.toPlainDateTime().equals(local.toPlainDateTime()) ? there.epochMilliseconds : null;
}

function wallOf(instant: number, zone: string): Wall {
  const there = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  return instant + there.offsetNanoseconds / 1e6;
}

/** Local times that a zone skips: `start` included, `end` not. */
export interface Gap {
  readonly start: Wall;
  readonly end: Wall;
  /** The instant of the change. */
  readonly at: number;
}

/** The DST changes (and others) of a year of UTC that skip local times. */
export function gapsOf(zone: string, year: number): readonly Gap[] {
  const key = `${zone} ${year}`;
  let known = gaps.get(key);
  if (!known) {
    known = findGaps(zone, year);
    gaps.set(key, known);
  }
  return known;
}

const gaps = new Map<string, readonly Gap[]>();

function findGaps(zone: string, year: number): Gap[] {
  const found: Gap[] = [];
  const end = Date.UTC(year + 1, 0, 1);
  const start = Temporal.Instant.fromEpochMilliseconds(Date.UTC(year, 0, 1) - 1);
  let change = start.toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  while (change && change.epochMilliseconds < end) {
    const at = change.epochMilliseconds;
    const [before, after] = [wallOf(at - MINUTE, zone) + MINUTE, wallOf(at, zone)];
    if (after > before) found.push({ start: before, end: after, at });
    change = change.getTimeZoneTransition('next');
  }
  return found;
}
