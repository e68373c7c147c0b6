import type { Edit } from '../rules/rule.js';
import type { Letter } from '../template/placed-name.js';

/** What a new name changes of an old one: one stretch of its text. */
export interface NameChange {
  /** The old name up to the stretch, the stretch, and the rest. */
  readonly head: readonly Letter[];
  readonly middle: readonly Letter[];
  readonly tail: readonly Letter[];
  readonly newText: string;
}

/** The stretch in which two names differ; null where a hole would be changed. */
export function changeOf(before: readonly Letter[], after: readonly Letter[]): NameChange | null {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && same(before[head], after[head])) head++;
  let tail = 0;
  while (tail < shorter - head && same(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  const middle: readonly Letter[] = before.slice(head, before.length - tail);
  const typed: readonly Letter[] = after.slice(head, after.length - tail);
  if (!isText(middle) || !isText(typed)) return null;
  return {
    head: before.slice(0, head),
    middle,
    tail: before.slice(before.length - tail),
    newText: typed.map(({ text }) => text).join(''),
  };
}

/**
 * The edit that makes the same change in another spelling of the name, offsets in its block; null
 * where the stretch is not written there. `${Stack}-jobs` and `net-live-jobs` are one name only from
 * their ends, so the stretch is found from the side that has no holes.
 */
export function changeIn(name: readonly Letter[], change: NameChange): Edit | null {
  const { middle, newText } = change;
  const start = stretchIn(name, change);
  if (start === null) return null;
  const places = name.slice(start, start + middle.length).map(placeOf);
  const first = middle.length > 0 ? places[0] : insertionPlace(name, start);
  if (first === undefined || first === null) return null;
  if (places.some((place, i) => place !== first + i)) return null;
  return { start: first, end: first + middle.length, newText };
}

/** A name in another spelling once it is changed, as `Fn::Sub` writes it; null where it can't be. */
export function changedText(name: readonly Letter[], change: NameChange): string | null {
  const start = stretchIn(name, change);
  if (start === null) return null;
  const text = (letters: readonly Letter[]) =>
    letters.map(l => (l.kind === 'text' ? l.text : `\${${l.name}}`)).join('');
  return (
    text(name.slice(0, start)) + change.newText + text(name.slice(start + change.middle.length))
  );
}

function stretchIn(name: readonly Letter[], change: NameChange): number | null {
  const { head, middle, tail } = change;
  return (
    fromEnd(name, [...middle, ...tail]) ?? fromStart(name, head, middle) ?? alike(name, change)
  );
}

function fromEnd(name: readonly Letter[], end: readonly Letter[]): number | null {
  const start = name.length - end.length;
  return isText(end) && start >= 0 && end.every((letter, i) => same(letter, name[start + i]))
    ? start
    : null;
}

function fromStart(
  name: readonly Letter[],
  head: readonly Letter[],
  middle: readonly Letter[],
): number | null {
  const start = [...head, ...middle];
  return isText(start) && start.every((letter, i) => same(letter, name[i])) ? head.length : null;
}

/** Of the same shape, a hole standing for a hole. */
function alike(name: readonly Letter[], { head, middle, tail }: NameChange): number | null {
  const whole = [...head, ...middle, ...tail];
  const fits = (letter: Letter, i: number) =>
    letter.kind === 'hole' ? name[i]?.kind === 'hole' : same(letter, name[i]);
  return whole.length === name.length && whole.every(fits) ? head.length : null;
}

function insertionPlace(name: readonly Letter[], at: number): number | null {
  const next = placeOf(name[at]);
  if (next !== null) return next;
  const before = placeOf(name[at - 1]);
  return before === null ? null : before + 1;
}

function placeOf(letter: Letter | undefined): number | null {
  return letter?.kind === 'text' ? letter.at : null;
}

function same(a: Letter | undefined, b: Letter | undefined): boolean {
  if (a?.kind === 'text') return b?.kind === 'text' && a.text === b.text;
  return a !== undefined && b?.kind === 'hole' && a.name === b.name;
}

function isText(letters: readonly Letter[]): letters is readonly Text[] {
  return letters.every(({ kind }) => kind === 'text');
}

type Text = Extract<Letter, { kind: 'text' }>;
