import { distance } from 'fastest-levenshtein';
import { everyPhrase, nickname } from './crontab.js';
import { type Fault, syntax, syntaxWithFix, type Token, unsureWithFix } from './fault.js';
import { part } from './items.js';
import type { Schedule, Service, Span } from './schedule.js';

/** An expression's keyword and brackets, right or wrong, and what they hold. */
export interface Wrapping {
  readonly kind: Schedule['kind'] | null;
  /** What stands, or should stand, between the brackets; null where there is nothing to read. */
  readonly body: Token | null;
  readonly faults: readonly Fault[];
  /** The corrected whole, where it does not come from the body. */
  readonly mended?: string;
}

const KEYWORDS = ['cron', 'rate', 'at'] as const;

/** Finds the keyword and the brackets. */
export function unwrap(text: string, service: Service): Wrapping {
  const from = /^[\s"'`]*/.exec(text)?.[0].length ?? 0;
  const inner = text.slice(from).replace(/[\s"'`]+$/, '');
  if (!inner) return { kind: null, body: null, faults: [syntax(all(text), nothing(service))] };
  const token = { text: inner, start: from, end: from + inner.length };
  const around = aroundFaults(text, token, service);
  const match = /^([a-z]*)(\s*)(\(?)/i.exec(inner);
  const [whole = '', word = '', , bracket] = match ?? [];
  const kind = keywordOf(word, bracket === '(');
  if (!kind) return bare(token, around, service);
  const { body, faults } = close(part(token, whole.length), token, whole.length, bracket === '(');
  const keyword = part(token, 0, word.length);
  return {
    kind,
    body,
    faults: [...around, ...openFaults(keyword, kind, whole, service), ...faults],
  };
}

/** The keyword that was meant: by its letters, or nearly so where a bracket follows. */
function keywordOf(word: string, bracket: boolean): Schedule['kind'] | null {
  const lower = word.toLowerCase();
  const exact = KEYWORDS.find(known => known === lower);
  if (exact || !bracket || lower.length < 3) return exact ?? null;
  return KEYWORDS.find(known => known !== 'at' && distance(known, lower) <= 2) ?? null;
}

function aroundFaults(text: string, token: Token, service: Service): Fault[] {
  if (token.text === text) return [];
  const where =
    token.start > 0 ? { start: 0, end: token.start } : { start: token.end, end: text.length };
  const what = /["'`]/.test(text.slice(where.start, where.end)) ? 'quotes' : 'blanks';
  const message = `The ${what} around the expression are part of the value, and AWS`;
  return service === 'rule'
    ? [syntaxWithFix(where, `${message} refuses them.`)]
    : [unsureWithFix(where, `${message} may refuse them.`)];
}

/** Of `whole`, the keyword up to its bracket. */
function openFaults(
  keyword: Token,
  kind: Schedule['kind'],
  whole: string,
  service: Service,
): Fault[] {
  const faults: Fault[] = [];
  const { text } = keyword;
  if (text.toLowerCase() !== kind)
    faults.push(
      syntaxWithFix(keyword, `\`${text}\` is no kind of schedule: AWS knows ${known(service)}.`),
    );
  else if (text !== kind && service === 'rule')
    faults.push(
      unsureWithFix(
        keyword,
        `AWS documents \`${kind}\` in small letters, and a rule may refuse \`${text}\`.`,
      ),
    );
  if (!whole.endsWith('('))
    faults.push(syntaxWithFix(keyword, `After \`${kind}\` the bracket \`(\` is missing.`));
  else if (/\s/.test(whole))
    faults.push(
      syntaxWithFix(keyword, `Between \`${kind}\` and \`(\` stands no blank; AWS refuses it.`),
    );
  return faults;
}

function close(
  inside: Token,
  token: Token,
  opened: number,
  bracket: boolean,
): { body: Token; faults: Fault[] } {
  const end = inside.text.indexOf(')');
  if (end < 0) {
    const opening = part(token, 0, opened);
    return {
      body: inside,
      faults: bracket ? [syntaxWithFix(opening, 'The closing `)` is missing.')] : [],
    };
  }
  const rest = part(inside, end + 1);
  const body = part(inside, 0, end);
  if (!rest.text) return { body, faults: [] };
  const message = /^\)+$/.test(rest.text)
    ? 'There is one `)` too many, and AWS refuses it.'
    : `The expression ends with its \`)\`, and AWS refuses what follows.`;
  return { body, faults: [syntaxWithFix(rest, message)] };
}

/** An expression without its keyword: what it looks like tells what was meant. */
function bare(token: Token, around: readonly Fault[], service: Service): Wrapping {
  const { text } = token;
  const ready = nickname(text) ?? everyPhrase(text);
  const kind = ready ? (ready.startsWith('cron') ? 'cron' : 'rate') : looksLike(text);
  if (!kind) return { kind: null, body: null, faults: [syntax(token, nothing(service))] };
  const message = text.startsWith('@')
    ? `AWS knows no nicknames such as \`${text}\`: an expression is ${known(service)}.`
    : `An expression says its kind, as ${known(service)}.`;
  const faults = [...around, syntaxWithFix(token, message)];
  if (ready) return { kind, body: null, faults, mended: ready };
  const inside = /^\((.*?)\)?$/s.exec(text)?.[1];
  return { kind, body: inside === undefined ? token : part(token, 1, 1 + inside.length), faults };
}

function looksLike(text: string): Schedule['kind'] | null {
  if (/^\d{4}-\d\d-\d\d/.test(text)) return 'at';
  if (/^\d+\s*[a-z]+$/i.test(text)) return 'rate';
  return /^\(?[\d*?/@]/.test(text) && text.split(/\s+/).length >= 5 ? 'cron' : null;
}

function known(service: Service): string {
  return service === 'rule' ? '`cron(…)` or `rate(…)`' : '`cron(…)`, `rate(…)` or `at(…)`';
}

function nothing(service: Service): string {
  return `A schedule expression is ${known(service)}. Write e.g. \`rate(5 minutes)\` or \`cron(0 9 ? * MON-FRI *)\`.`;
}

function all(text: string): Span {
  return { start: 0, end: text.length };
}
