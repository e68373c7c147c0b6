/// <reference path="../../server/src/ruby/webassembly.d.ts" />
import { readFileSync } from 'node:fs';
import { RubyParser } from '../../server/src/ruby/parser.js';

const wasm = new URL('../../node_modules/@ruby/prism/src/prism.wasm', import.meta.url);
let parser: RubyParser | undefined;

/** One for a test file: compiling prism takes a while. */
export function rubyParser(): RubyParser {
  parser ??= new RubyParser(new WebAssembly.Module(readFileSync(wasm)));
  return parser;
}
