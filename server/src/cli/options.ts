import { parseArgs } from 'node:util';
import { closest, distance } from 'fastest-levenshtein';
import { UsageError } from './command.js';

/** How an option is written: `--hints`, `--config FILE`, `--exports FILE --exports FILE`. */
export interface Option {
  readonly takes: 'nothing' | 'text' | 'count' | 'texts';
  /** The values that a text can have. */
  readonly choices?: readonly string[];
  /** A letter that stands for the name, as in `-o FILE`. */
  readonly short?: string;
}

type Value<O extends Option> = O['takes'] extends 'nothing'
  ? boolean
  : O['takes'] extends 'count'
    ? number | undefined
    : O['takes'] extends 'texts'
      ? readonly string[]
      : O extends { readonly choices: readonly (infer Choice)[] }
        ? Choice | undefined
        : string | undefined;

export interface Arguments<Options extends Record<string, Option>> {
  readonly options: { readonly [Name in keyof Options]: Value<Options[Name]> };
  readonly rest: readonly string[];
}

/**
 * Reads a command's arguments; options may stand anywhere, and nothing after `--` is one.
 * @throws UsageError
 */
export function readArguments<const Options extends Record<string, Option>>(
  args: readonly string[],
  known: Options,
): Arguments<Options> {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(known).map(([name, { takes, short }]) => [
        name,
        { type: nodeType(takes), ...(short && { short }) },
      ]),
    ),
    strict: false,
    tokens: true,
  });
  const values = new Map<string, (string | number | boolean)[]>();
  const rest: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') rest.push(token.value);
    if (token.kind !== 'option') continue;
    const option = known[token.name];
    if (!option) throw new UsageError(unknownOption(token.rawName, Object.keys(known)));
    const value = readValue(option, token.rawName, token.value, token.inlineValue === true);
    values.set(token.name, [...(values.get(token.name) ?? []), value]);
  }
  const options = Object.entries(known).map(([name, { takes }]) => {
    const given = values.get(name) ?? [];
    if (takes === 'texts') return [name, given];
    return [name, takes === 'nothing' ? given.length > 0 : given.at(-1)];
  });
  return { options: Object.fromEntries(options), rest };
}

/** "Did you mean …?", or nothing where no name is near. */
export function didYouMean(name: string, names: readonly string[]): string {
  const longer = names.find(one => one.startsWith(name));
  const near = longer ?? closest(name, [...names]);
  const isNear = longer || distance(name, near) <= Math.max(2, name.length / 3);
  return isNear ? ` Did you mean ${near}?` : '';
}

function nodeType(takes: Option['takes']): 'boolean' | 'string' {
  return takes === 'nothing' ? 'boolean' : 'string';
}

function readValue(
  option: Option,
  name: string,
  value: string | undefined,
  inline: boolean,
): string | number | boolean {
  const { takes, choices } = option;
  if (takes === 'nothing') {
    if (value === undefined) return true;
    throw new UsageError(`${name} takes no value.`);
  }
  // what looks like the next option is one
  if (value === undefined || (!inline && /^-./.test(value)))
    throw new UsageError(`${name} needs a value${choices ? `: ${listed(choices)}` : ''}.`);
  if (choices && !choices.includes(value))
    throw new UsageError(
      `${name} is ${listed(choices)}, not ${JSON.stringify(value)}.${didYouMean(value, choices)}`,
    );
  if (takes !== 'count') return value;
  if (!/^\d{1,9}$/.test(value))
    throw new UsageError(`${name} is a whole number, not ${JSON.stringify(value)}.`);
  return Number(value);
}

function unknownOption(name: string, known: readonly string[]): string {
  return `There is no option ${name}.${didYouMean(
    name,
    known.map(option => `--${option}`),
  )}`;
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
