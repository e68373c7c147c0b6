import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RubyParser } from '../ruby/parser.js';

let loading: Promise<RubyParser> | undefined;

/** Ruby's parser, loaded when it is first asked for; rejects where it can't be. */
export function loadRubyParser(): Promise<RubyParser> {
  loading ??= load();
  return loading;
}

async function load(): Promise<RubyParser> {
  // its code is run no sooner than here
  const { RubyParser } = await import('../ruby/parser.js');
  // beside the bundle
  const wasm = await readFile(join(__dirname, 'prism.wasm'));
  return new RubyParser(new WebAssembly.Module(wasm));
}
