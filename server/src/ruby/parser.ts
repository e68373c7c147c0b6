import type { Location, ProgramNode } from '@ruby/prism/src/nodes.js';
import { parsePrism } from '@ruby/prism/src/parsePrism.js';
import { instantiate } from './wasi.js';

/** A text as prism reads it; what was understood where it has errors. */
export interface ParsedRuby {
  /** Null where it could not be read at all. */
  readonly root: ProgramNode | null;
  readonly hasErrors: boolean;
  /** A place in UTF-16 units from the start of the text. */
  span(location: Location): { start: number; end: number };
}

/** No file that a person wrote is longer, in UTF-16 units; a longer one is not looked into. */
const MAX_RUBY = 1024 * 1024;

/** Reads Ruby with prism, CRuby's own parser. */
export class RubyParser {
  private exports: WebAssembly.Exports | null = null;

  /** `prism` is the `prism.wasm` of the same version as the package, compiled. */
  constructor(private readonly prism: WebAssembly.Module) {}

  /** Never throws. */
  parse(text: string): ParsedRuby {
    const span = spansIn(text);
    if (text.length > MAX_RUBY) return { root: null, hasErrors: true, span };
    try {
      this.exports ??= instantiate(this.prism);
      // the text is decoded already, whatever encoding a comment names
      const { value, errors } = parsePrism(this.exports, text, { encoding: false });
      return { root: value, hasErrors: errors.length > 0, span };
    } catch {
      // nested too deep; the next text gets an instance that is sound
      this.exports = null;
      return { root: null, hasErrors: true, span };
    }
  }
}

/** Prism counts bytes of UTF-8. */
function spansIn(text: string): ParsedRuby['span'] {
  let units: Uint32Array | null | undefined;
  return ({ startOffset, length }) => {
    if (units === undefined) units = unitsByByte(text);
    const at = (byte: number) => units?.[byte] ?? (units ? text.length : byte);
    return { start: at(startOffset), end: at(startOffset + length) };
  };
}

/** For each byte the UTF-16 unit that it belongs to; null where they are the same. */
function unitsByByte(text: string): Uint32Array | null {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length === text.length) return null;
  const units = new Uint32Array(bytes.length + 1);
  let byte = 0;
  let unit = 0;
  for (const letter of text) {
    const width = widthOf(letter.codePointAt(0) ?? 0);
    units.fill(unit, byte, byte + width);
    byte += width;
    unit += letter.length;
  }
  units[byte] = unit;
  return units;
}

/** A half of a pair, which UTF-8 can't hold, is written as three bytes too. */
function widthOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
