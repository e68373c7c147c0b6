import { canEqual, isLiteral } from '../template/names.js';
import { defaultAt } from './differences.js';
import type { Properties } from './properties.js';
import { knownText, type Value, valueText } from './value.js';
import { code } from './words.js';

/**
 * Where what would be set can't be what is written, each as the end of a sentence. What is not
 * known on either side contradicts nothing.
 */
export function contradictions(set: Properties, written: Properties): string[] {
  const [setShapes, writtenShapes] = [shapesByPlace(set), shapesByPlace(written)];
  return [
    ...[...set].flatMap(([path, value]) => {
      if (isApart(path, written, writtenShapes)) return [];
      return unwritten(path, value, written.get(path));
    }),
    ...[...written].flatMap(([path, value]) => {
      if (set.has(path) || isApart(path, set, setShapes)) return [];
      return unset(path, value);
    }),
  ];
}

function unwritten(path: string, set: Value, written: Value | undefined): string[] {
  const would = `it would set ${path} to ${code(valueText(set))}`;
  if (written)
    return fits(set, written)
      ? []
      : [`${would}, and the template says ${code(valueText(written))}.`];
  const text = knownText(set);
  if (text === null || text === defaultAt(path) || isNothing(text)) return [];
  return [`${would}, and the template does not have it.`];
}

function unset(path: string, written: Value): string[] {
  const text = knownText(written);
  if (text === null || text === defaultAt(path) || isNothing(text)) return [];
  return [`the template says that ${path} is ${code(text)}, and it would not set it.`];
}

/** Lists with a hole may be in another order, and a list may be written as one text. */
function fits(set: Value, written: Value): boolean {
  const lists = [set, written].map(value => valueText(value).startsWith('['));
  if (lists[0] !== lists[1]) return true;
  const isKnown = isLiteral(set.name) && isLiteral(written.name);
  return isKnown || !lists[0] ? canEqual(set.name, written.name) : true;
}

function isNothing(text: string): boolean {
  return text === '' || text === '{}' || text === '[]';
}

/** Stands beside the properties, and is not told in each change set. */
const ATTRIBUTE = /^(?:Condition|DeletionPolicy|UpdateReplacePolicy)$/;

/** Whether a path can't be looked up on the other side. */
function isApart(path: string, other: Properties, byPlace: ReadonlySet<string>): boolean {
  if (ATTRIBUTE.test(path) || / \((?:if|unless) /.test(path)) return true;
  if (other.has(path)) return false;
  return byPlace.has(shapeOf(path)) || [...other.keys()].some(key => covers(key, path, other));
}

/** The other side has more of it on a condition, or all of it as one value that is not known. */
function covers(key: string, path: string, other: Properties): boolean {
  if (key.startsWith(`${path} (`)) return true;
  const [outer = ''] = key.split(' (');
  const isOuter = path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
  return isOuter && (key !== outer || knownText(other.get(key)) === null);
}

function shapeOf(path: string): string {
  return path.replace(/\[[^\]]*\]/g, '[]');
}

/** Of what stands in lists whose items have no names, so that they are counted. */
function shapesByPlace(properties: Properties): Set<string> {
  return new Set([...properties.keys()].filter(path => /\[\d+\]/.test(path)).map(shapeOf));
}
