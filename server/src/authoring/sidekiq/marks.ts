import type { Edit } from '../../rules/rule.js';

/** Stands at the start of the line that begins what a migration added to a file. */
export const MARK = '# >>> cronwright';

/** And of the line that ends it. */
export const END_MARK = '# <<< cronwright';

/** The constant that says whether a process drains the old Redis. */
export const SWITCH = 'DRAINS_OLD_REDIS';

/** What stands between a mark and the next end mark, with both lines; the last one may have no end of line. */
const REGION =
  /^([ \t]*)# >>> cronwright[^\n]*\n(?:(?!\s*# [<>]{3} cronwright)[^\n]*\n)*\1# <<< cronwright[^\n]*(?:\n|$)/gm;

/** What is marked in a text, each with the lines of its marks. */
export function regionsIn(text: string): Edit[] {
  return [...text.matchAll(REGION)].map(({ 0: region, index }) => ({
    start: index,
    end: index + region.length,
    newText: '',
  }));
}
