import { isEcs } from '../rules/target/ecs-targets.js';
import { type Places, placesOf, writtenIn } from '../template/embedded.js';
import { type Input, inputsOf } from '../template/input.js';
import { parseJson } from '../template/json.js';
import { type PathStep, pathAt, type Span } from '../template/node.js';
import type { PlacedBlock, Template } from '../template/template.js';
import { lastInk } from './line.js';
import { blockIndexAt } from './locate.js';

/** Where a completion is asked for in the JSON of an `Input`, as it is once something is typed. */
export interface InputCursor {
  readonly placed: PlacedBlock;
  readonly input: Input;
  /** From the root of the JSON to the text or key that is being typed. */
  readonly path: readonly PathStep[];
  readonly onKey: boolean;
  /** What is typed of the text before the cursor. */
  readonly typed: string;
  /** Of the text in the file, without quotes. */
  readonly span: Span;
  /** Where its closing quote ends; null where it has none. */
  readonly quoteEnd: number | null;
  readonly quoted: boolean;
  /** The key has its colon already. */
  readonly hasColon: boolean;
  /** What comes after it in the JSON. */
  readonly rest: string;
  /** JSON as it must be written in this input's string. */
  write(json: string): string;
}

/** Whether the JSON of an input holds the overrides of an ECS task. */
export function holdsOverrides({ target, scalar }: Input): boolean {
  return isEcs(target) || scalar.text.includes('"containerOverrides"');
}

/** Null outside of an input that overrides an ECS task, and where nothing can be begun. */
export function inputCursorAt(template: Template, offset: number): InputCursor | null {
  const placed = template.blocks[blockIndexAt(template, offset)];
  if (!placed) return null;
  for (const input of inputsOf(placed.block)) {
    const places = holdsOverrides(input) ? placesOf(input.scalar, placed.block.text) : null;
    const at = places && letterAt(offset - placed.offset, places, placed.block.text);
    if (places && at !== null) return cursorIn(at, input, places, placed);
  }
  return null;
}

/** The letter before which an offset is; of those that a line break hides, the one after it. */
function letterAt(offset: number, places: Places, source: string): number | null {
  if (offset < (places[0] ?? offset) || offset > (places.at(-1) ?? -1)) return null;
  const at = places.findIndex(place => place >= offset);
  return /^[ \t]*$/.test(source.slice(offset, places[at])) ? at : null;
}

/** Stands for what is not typed yet. Of private use. */
export const MARK = '\uE000';

function cursorIn(
  at: number,
  input: Input,
  places: Places,
  placed: PlacedBlock,
): InputCursor | null {
  const { text, style } = input.scalar;
  const word = wordAt(text, at);
  const rest = text.slice(word.closed ? word.end + 1 : word.end);
  const before = text.slice(0, word.quoted ? word.start - 1 : word.start);
  const ink = lastInk(before, before.length);
  if (ink && !/[[{:,]/.test(ink)) return null;
  const onKey = enclosing(before) === '{' && ink !== ':';
  const hasColon = onKey && word.closed && /^\s*:/.test(rest);
  const inner = text.slice(word.start, at) + MARK + text.slice(at, word.end);
  const value = onKey && !hasColon ? ': null' : '';
  const comma = /^\s*["{[\w]/.test(rest) ? ',' : '';
  const { root } = parseJson(`${before}"${inner}"${value}${comma}${rest}`);
  const placeOf = (letter: number) => (places[letter] ?? input.scalar.end) + placed.offset;
  return {
    placed,
    input,
    path: root ? pathAt(root, before.length + 1) : [],
    onKey,
    typed: text.slice(word.start, at),
    span: { start: placeOf(word.start), end: placeOf(word.end) },
    quoteEnd: word.closed ? placeOf(word.end + 1) : null,
    quoted: word.quoted,
    hasColon,
    rest,
    write: json => writtenIn(style, json),
  };
}

interface Word extends Span {
  readonly quoted: boolean;
  readonly closed: boolean;
}

/** The text around a place; a quote closes it only where something else can follow. */
function wordAt(text: string, at: number): Word {
  const open = openQuote(text, at);
  const after = text.slice(at);
  if (open < 0) {
    const start = at - (/\w*$/.exec(text.slice(0, at))?.[0].length ?? 0);
    return { start, end: at + wordLength(after), quoted: false, closed: false };
  }
  const closing = /^((?:[^"\\\n]|\\.)*)"(?=\s*(?:[,:}\]]|$))/.exec(after);
  const length = closing ? (closing[1] ?? '').length : wordLength(after);
  return { start: open + 1, end: at + length, quoted: true, closed: closing !== null };
}

function wordLength(text: string): number {
  return /^\w*/.exec(text)?.[0].length ?? 0;
}

/** Where the quote that is open at a place stands, or -1. Texts of JSON end on their line. */
function openQuote(text: string, at: number): number {
  let open = -1;
  for (let i = text.lastIndexOf('\n', at - 1) + 1; i < at; i++) {
    if (open >= 0 && text[i] === '\\') i++;
    else if (text[i] === '"') open = open < 0 ? i : -1;
  }
  return open;
}

/** The bracket that is open at the end of a text; empty for none. */
function enclosing(text: string): string {
  const open: string[] = [];
  for (const [token] of text.matchAll(/"(?:[^"\\\n]|\\.)*"?|[[{}\]]/g)) {
    if (token === '{' || token === '[') open.push(token);
    else if (token === '}' || token === ']') open.pop();
  }
  return open.at(-1) ?? '';
}
