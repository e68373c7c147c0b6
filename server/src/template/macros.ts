import { gatherChunks } from './gather.js';
import type { Version } from './kept-up.js';

const MACRO = /\b(?:Transform|ForEach)\b/;

const macros = gatherChunks(({ section, text }) =>
  MACRO.test(section ?? '') || MACRO.test(text) ? true : null,
);

/** Whether more may be in a template than one sees: macros bring in what they like, loops have variables. */
export function hasMacros(template: Version): boolean {
  return macros(template).length > 0;
}
