import type { NameCase } from '../rule.js';

/** The words of a name or a text, in small letters: `RefundOrdersRule2`, `rake refund:orders`. */
export function wordsOf(text: string): string[] {
  const words = text.replace(/\$\{[^}]*\}/g, ' ').match(WORD) ?? [];
  return words.map(word => word.toLowerCase());
}

/** An abbreviation in capitals, a word with or without one at its start; digits belong to what is before. */
const WORD = /\p{Lu}+(?!\p{Ll})\d*|\p{Lu}?\p{Ll}+\d*|\p{L}+\d*|\d+/gu;

export function inCase(words: readonly string[], style: NameCase): string {
  switch (style) {
    case 'snake_case':
      return words.join('_');
    case 'kebab-case':
      return words.join('-');
    case 'PascalCase':
      return words.map(capital).join('');
    case 'camelCase':
      return words.map((word, i) => (i ? capital(word) : word)).join('');
  }
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Words that any job can have, so that they tell no job from another. */
const COMMON = new Set(
  `a an and the of for to in on at by from with its it is are was were that this which all every each any
  our new old per via aws amazon cfn ecs fargate lambda event events bridge eventbridge cloudwatch cw cron
  rule rules schedule schedules scheduled scheduler job jobs task tasks target targets trigger triggers
  id arn name run runs runner running start starts invoke invokes bundle exec rake rails bin sh bash env
  ruby python node npm yarn sidekiq app
  minute minutes hour hours hourly day days daily night nightly week weeks weekly month months monthly
  year years yearly morning evening noon midnight weekday weekdays weekend weekends
  monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
  prod production live staging stage dev test qa copy`.split(/\s+/),
);

/** The words that can tell a job from another; a number can. */
export function tellingWords(text: string): ReadonlySet<string> {
  return new Set(lettersAndNumbers(text).filter(word => !COMMON.has(word)));
}

function lettersAndNumbers(text: string): string[] {
  return wordsOf(text).flatMap(word => word.match(/\d+|\D+/g) ?? []);
}

/** Whether two sets have a word in common, in one form or another: `order` and `orders`. */
export function share(some: Iterable<string>, others: Iterable<string>): boolean {
  const list = [...others];
  for (const word of some) if (list.some(other => isAkin(word, other))) return true;
  return false;
}

/** Of two longer words that start alike, what follows is taken for endings. */
const STEM = 4;

function isAkin(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (/\d/.test(short + long) || short.length < 3) return false;
  if (short.length < STEM) return long.startsWith(short);
  const stem = short.slice(0, Math.max(STEM, short.length - 3));
  return long.includes(short) || long.startsWith(stem);
}
