import { distance } from 'fastest-levenshtein';

/**
 * Finds the names that another can be a slip of. The names of a team differ little on purpose
 * (`Subnet1` and `Subnet2`, `app-dev-Vpc` and `app-uat-Vpc`), so that only what a hand gets wrong
 * counts: the case, the hyphens, two letters in the wrong order, or a letter of a longer word.
 */
export class NearNames {
  private readonly bySquashed = new Map<string, string[]>();
  /** By all words but one, which another name can differ in. */
  private readonly byRest = new Map<string, { readonly word: string; readonly name: string }[]>();

  constructor(names: Iterable<string>) {
    for (const name of new Set(names)) {
      if (name.length > MOST_LETTERS) continue;
      add(this.bySquashed, squashed(name), name);
      for (const { word, rest } of withoutOne(name)) add(this.byRest, rest, { word, name });
    }
  }

  of(name: string): string[] {
    if (name.length > MOST_LETTERS) return [];
    const near = new Set(this.bySquashed.get(squashed(name)));
    for (const { word, rest } of withoutOne(name))
      for (const other of this.byRest.get(rest) ?? [])
        if (isSlip(word, other.word)) near.add(other.name);
    near.delete(name);
    return [...near];
  }
}

/** No export has a longer name. */
const MOST_LETTERS = 255;

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

function squashed(name: string): string {
  return name.replace(/[-:]/g, '').toLowerCase();
}

function withoutOne(name: string): { word: string; rest: string }[] {
  const words = name.split(/[-:]/);
  return words.map((word, i) => ({ word, rest: words.with(i, '*').join('-') }));
}

function isSlip(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  const most = shorter < 4 ? 0 : shorter < 8 ? 1 : 2;
  if (Math.abs(a.length - b.length) > most) return false;
  return areSwapped(a, b) || (distance(a, b) <= most && !areCounted(a, b) && !isExtended(a, b));
}

/** Equal but for two neighbours in the wrong order: `oen` and `one`. */
function areSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
}

/** Told apart by one more word: `SecurityGroup` and `SecurityGroupId`. */
function isExtended(a: string, b: string): boolean {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  return longer.startsWith(shorter) && /^[A-Z][a-z]+$/.test(longer.slice(shorter.length));
}

/** Told apart by a number or a capital alone, as the members of a row are: `SubnetAPublic`. */
function areCounted(a: string, b: string): boolean {
  const row = (text: string) => text.replace(/\d+|[A-Z](?![a-z])/g, '');
  return row(a) === row(b);
}
