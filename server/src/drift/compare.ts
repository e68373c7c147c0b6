import { jsonIn } from './json-text.js';
import { fits, isSameText } from './match.js';
import type { Path } from './path.js';
import { compareSets } from './sets.js';
import type { Shape } from './shape.js';
import {
  type Fields,
  fieldOf,
  isWhollyKnown,
  known,
  type List,
  reasonsOf,
  textOf,
  type Unknown,
  unknown,
  type Value,
} from './value.js';

/** What a template wants against what is live, both as the API has it. */
export interface Comparison {
  readonly found: readonly Found[];
  readonly gaps: readonly Gap[];
}

/** A place where the two differ. Undefined is absent. */
export interface Found {
  readonly path: Path;
  readonly wanted: Value | undefined;
  readonly live: Value | undefined;
  /** The template leaves it out, and `wanted` is the default. */
  readonly isDefault: boolean;
}

/** A place that was not compared, or in part only. */
export interface Gap {
  readonly path: Path;
  readonly reason: string;
}

/** How an `Input` is made comparable with that of a snapshot. */
export type InputReader = (wanted: Value) => Value;

export function compare(
  wanted: Fields,
  live: Fields,
  shapes: readonly Shape[],
  readInput: InputReader,
): Comparison {
  const comparer = new Comparer(readInput);
  for (const shape of shapes) {
    const { name } = shape;
    const [ours, theirs] = [fieldOf(wanted, name), fieldOf(live, name)];
    const unread = theirs ? undefined : UNREAD.get(name);
    comparer.at(ours && unread ? unread : ours, theirs, [name], shape);
  }
  return comparer;
}

/** What a snapshot may not tell of a rule; without any targets it has an empty list. */
const UNREAD: ReadonlyMap<string, Unknown> = new Map([
  ['Targets', unknown('they were not read')],
  ['Tags', unknown('they are not in the snapshot')],
]);

class Comparer implements Comparison {
  readonly found: Found[] = [];
  readonly gaps: Gap[] = [];

  constructor(private readonly readInput: InputReader) {}

  at(wanted: Value | undefined, live: Value | undefined, path: Path, shape: Shape): void {
    if (wanted?.kind === 'unknown') this.skip(path, wanted);
    else if (isNothing(wanted, shape) && isNothing(live, shape)) return;
    else if (shape.reading === 'input') this.input(wanted && this.readInput(wanted), live, path);
    else if (shape.reading === 'pattern') this.pattern(wanted, live, path);
    else this.inside(wanted, live, path, shape);
  }

  private inside(
    wanted: Value | undefined,
    live: Value | undefined,
    path: Path,
    shape: Shape,
  ): void {
    const kind = wanted?.kind ?? live?.kind;
    const isAlike = !wanted || !live || wanted.kind === live.kind;
    if (kind === 'fields' && isAlike) this.fields(wanted, live, path, shape);
    else if (kind === 'list' && isAlike)
      this.lists(itemsOf(wanted), itemsOf(live), path, { shape, wanted, live });
    else this.scalars(wanted, live, path, shape.fallback);
  }

  private fields(
    wanted: Value | undefined,
    live: Value | undefined,
    path: Path,
    { members }: Shape,
  ): void {
    for (const key of keysOf(wanted, live)) {
      const [ours, theirs] = [fieldOf(wanted, key), fieldOf(live, key)];
      const member = members?.get(key);
      const inner = [...path, key];
      if (member) this.at(ours, theirs, inner, member);
      else if (ours || !members) this.json(ours, theirs, inner, 'ordered');
      else this.skip(inner, unknown('a property that is not known here'));
    }
  }

  private lists(
    ours: readonly Value[],
    theirs: readonly Value[],
    path: Path,
    { shape, wanted, live }: ListSides,
  ): void {
    if (shape.byId) this.targets(ours, theirs, path, shape);
    else if (shape.isSet) this.take(compareSets(ours, theirs), wanted, live, path);
    else if (ours.length !== theirs.length) this.take(compareLengths(ours), wanted, live, path);
    else
      for (const [i, item] of ours.entries()) this.at(item, theirs[i], [...path, i], itemOf(shape));
  }

  /** By their Ids, in which they are unique; never by their order. */
  private targets(
    ours: readonly Value[],
    theirs: readonly Value[],
    path: Path,
    shape: Shape,
  ): void {
    const wanted = byId(ours);
    const live = byId(theirs);
    for (const [id, target] of wanted) {
      const found = live.get(id);
      if (found) this.at(target, found, [...path, { id }], itemOf(shape));
      else if (target.kind === 'unknown') this.skip([...path, { id }], target);
      else this.differ([...path, { id }], target, undefined);
    }
    const unnamed = ours.filter(item => textOf(fieldOf(item, 'Id')) === undefined).length;
    if (unnamed > 0) this.skip(path, unknown('a target whose Id is not known'));
    const more = [...live].filter(([id]) => !wanted.has(id));
    // each of these may be one of those
    if (more.length > unnamed)
      for (const [id, target] of more) this.differ([...path, { id }], undefined, target);
  }

  private input(wanted: Value | undefined, live: Value | undefined, path: Path): void {
    const [ours, theirs] = [jsonOfText(wanted, 'typed'), jsonOfText(live, 'typed')];
    const isText = wanted?.kind === 'known' || wanted === undefined;
    if (wanted?.kind === 'unknown') this.skip(path, wanted);
    else if (ours && theirs && (isText || wanted.kind === 'pattern'))
      this.json(ours, theirs, path, 'ordered');
    else if (isText || !live) this.scalars(wanted, live, path, null);
    else this.skip(path, wanted);
  }

  private pattern(wanted: Value | undefined, live: Value | undefined, path: Path): void {
    const [ours, theirs] = [jsonOfText(wanted, 'texts'), jsonOfText(live, 'texts')];
    if (ours && theirs) this.json(ours, theirs, path, 'sets');
    else if (wanted && live && !isWhollyKnown(wanted)) this.skip(path, wanted);
    else this.scalars(wanted, live, path, null);
  }

  private scalars(
    wanted: Value | undefined,
    live: Value | undefined,
    path: Path,
    fallback: string | null,
  ): void {
    const standard = fallback === null ? undefined : known(fallback);
    const [ours, theirs] = [wanted ?? standard, live ?? standard];
    if (ours?.kind === 'known' && theirs?.kind === 'known' && isSameText(ours, theirs)) return;
    if (ours?.kind === 'pattern' && fits(ours, textOf(theirs) ?? '')) this.skipPart(path, ours);
    else this.found.push({ path, wanted: ours, live: theirs, isDefault: !wanted && Boolean(ours) });
  }

  /** What is in a JSON text: exact, a key with an empty value is not one that is absent. */
  private json(
    wanted: Value | undefined,
    live: Value | undefined,
    path: Path,
    lists: 'ordered' | 'sets',
  ): void {
    if (wanted?.kind === 'unknown') this.skip(path, wanted);
    else if (wanted?.kind === 'fields' && live?.kind === 'fields')
      for (const key of keysOf(wanted, live))
        this.json(wanted.fields.get(key), live.fields.get(key), [...path, key], lists);
    else if (wanted?.kind === 'list' && live?.kind === 'list')
      this.jsonLists(wanted, live, path, lists);
    else if (wanted?.kind === 'known' && live?.kind === 'known') {
      if (wanted.value !== live.value) this.differ(path, wanted, live);
    } else if (wanted?.kind === 'pattern' && fits(wanted, textOf(live) ?? ''))
      this.skipPart(path, wanted);
    else this.differ(path, wanted, live);
  }

  private jsonLists(wanted: List, live: List, path: Path, lists: 'ordered' | 'sets'): void {
    const [ours, theirs] = [wanted.items, live.items];
    if (lists === 'sets') this.take(compareSets(ours, theirs), wanted, live, path);
    else if (ours.length !== theirs.length) this.take(compareLengths(ours), wanted, live, path);
    else for (const [i, item] of ours.entries()) this.json(item, theirs[i], [...path, i], lists);
  }

  private take(
    result: 'same' | 'different' | 'unknown',
    wanted: Value | undefined,
    live: Value | undefined,
    path: Path,
  ): void {
    if (result === 'different') this.differ(path, wanted, live);
    else if (result === 'unknown' && wanted) this.skip(path, wanted);
  }

  private differ(path: Path, wanted: Value | undefined, live: Value | undefined): void {
    this.found.push({ path, wanted, live, isDefault: false });
  }

  private skip(path: Path, wanted: Value): void {
    this.gaps.push({ path, reason: reasonsOf(wanted)[0] ?? 'no text where one is needed' });
  }

  private skipPart(path: Path, wanted: Value): void {
    this.gaps.push({ path, reason: `in part only, ${reasonsOf(wanted)[0]}` });
  }
}

interface ListSides {
  readonly shape: Shape;
  readonly wanted: Value | undefined;
  readonly live: Value | undefined;
}

/** An item has the members of its list, and nothing else of it. */
function itemOf(shape: Shape): Shape {
  return { ...shape, fallback: null, byId: false, isSet: false };
}

function keysOf(...values: readonly (Value | undefined)[]): Set<string> {
  const keys = new Set<string>();
  for (const value of values)
    if (value?.kind === 'fields') for (const key of value.fields.keys()) keys.add(key);
  return keys;
}

function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' ? value.items : [];
}

/** The targets that have an Id which is known; of several with one Id it is not known which counts. */
function byId(targets: readonly Value[]): Map<string, Value> {
  const found = new Map<string, Value>();
  for (const target of targets) {
    const id = textOf(fieldOf(target, 'Id'));
    if (id === undefined) continue;
    found.set(id, found.has(id) ? unknown('two targets have this Id') : target);
  }
  return found;
}

/** Lists that are not of one length: what is not known may be left out, or be several. */
function compareLengths(wanted: readonly Value[]): 'different' | 'unknown' {
  return wanted.some(item => item.kind === 'unknown') ? 'unknown' : 'different';
}

/**
 * A list or an object; texts that hold nothing but a scalar are compared as they are. What a text of
 * a snapshot holds is asked for at each keystroke.
 */
function jsonOfText(value: Value | undefined, scalars: 'typed' | 'texts'): Value | undefined {
  if (value?.kind !== 'known' && value?.kind !== 'pattern') return value;
  const read = READ[scalars];
  if (!read.has(value)) {
    const json = jsonIn(value, scalars);
    read.set(value, json?.kind === 'fields' || json?.kind === 'list' ? json : undefined);
  }
  return read.get(value);
}

const READ = {
  typed: new WeakMap<Value, Value | undefined>(),
  texts: new WeakMap<Value, Value | undefined>(),
};

/** What says no more than its absence would. */
function isNothing(value: Value | undefined, { reading, fallback }: Shape): boolean {
  if (!value) return true;
  if (value.kind === 'list') return value.items.length === 0;
  if (value.kind === 'fields') return value.fields.size === 0;
  if (value.kind !== 'known' || fallback !== null) return false;
  const text = String(value.value);
  return (
    text === '' ||
    (reading === 'integer' && text === '0') ||
    (reading === 'boolean' && text === 'false')
  );
}
