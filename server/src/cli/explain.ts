import { createInterface } from 'node:readline';
import { isTimeZone, suggestTimeZone } from '../schedule/zones.js';
import { type Command, EXIT, UsageError } from './command.js';
import { type Explanation, explain, type Question } from './explanation.js';
import { formatExplanationJson } from './formats/explanation-json.js';
import { formatExplanationText } from './formats/explanation-text.js';
import { type Option, readArguments } from './options.js';
import { painter } from './terminal.js';

const OPTIONS = {
  service: { takes: 'text', choices: ['rule', 'scheduler'] },
  timezone: { takes: 'text' },
  from: { takes: 'text' },
  count: { takes: 'count' },
  locale: { takes: 'text' },
  format: { takes: 'text', choices: ['text', 'json'] },
} as const satisfies Record<string, Option>;

const HELP = `Usage: cronwright explain EXPRESSION… [OPTION…]
       cronwright explain - [OPTION…]

Says in words what a schedule expression means, what is wrong with it, and when it runs
next. With - it reads expressions from standard input, one a line.

  --service SERVICE   rule (AWS::Events::Rule) or scheduler (AWS::Scheduler::Schedule);
                      else rule, or scheduler for at() and where --timezone is given
  --timezone ZONE     the zone of a Scheduler schedule, e.g. Europe/Berlin; else UTC
  --from TIME         runs after this ISO 8601 time, in UTC where it names no offset;
                      else after now
  --count N           how many runs; else 5
  --locale LOCALE     the language of the description, e.g. de; else en
  --format FORMAT     text (default), or json: one object a line and an expression

Exit codes: 0 no errors; 1 an expression has an error; 2 arguments that can't be used.

Examples:
  cronwright explain 'cron(0 9 ? * MON-FRI *)'
  cronwright explain 'cron(30 2 * * ? *)' --timezone America/New_York --count 10
  cronwright explain 'rate(5 minutes)' 'at(2030-01-01T09:00:00)'
  cat expressions.txt | cronwright explain - --format json`;

export const explainCommand: Command = { help: HELP, run };

const MAX_COUNT = 10_000;

async function run(args: readonly string[]): Promise<number> {
  const { options, rest } = readArguments(args, OPTIONS);
  if (rest.length === 0)
    throw new UsageError(
      "explain needs an expression, e.g. cronwright explain 'cron(0 9 ? * MON-FRI *)'.",
    );
  const { service, timezone, count = 5 } = options;
  if (timezone !== undefined) checkZone(timezone, service);
  if (count > MAX_COUNT) throw new UsageError(`--count is at most ${MAX_COUNT}.`);
  const from = options.from === undefined ? Date.now() : readTime(options.from);
  const locale = readLocale(options.locale ?? 'en');
  const question: Question = { service, timezone, from, count, locale };
  const print = printer(options.format ?? 'text', locale);
  let code: number = EXIT.ok;
  for await (const expression of expressions(rest)) {
    const explanation = explain(expression, question);
    print(explanation);
    if (explanation.problems.some(({ severity }) => severity === 'error')) code = EXIT.found;
  }
  return code;
}

/** `-` stands for the lines of standard input; an empty line for nothing. */
async function* expressions(rest: readonly string[]): AsyncGenerator<string> {
  for (const argument of rest) {
    if (argument !== '-') yield argument;
    else
      for await (const line of createInterface({ input: process.stdin }))
        if (line.trim() !== '') yield line;
  }
}

function printer(format: 'text' | 'json', locale: string): (explanation: Explanation) => void {
  const write = (text: string) => process.stdout.write(text);
  if (format === 'json') return explanation => write(formatExplanationJson(explanation));
  const reader = {
    paint: painter(process.stdout, process.env),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale,
  };
  let between = '';
  return explanation => {
    write(between + formatExplanationText(explanation, reader));
    between = '\n';
  };
}

function checkZone(zone: string, service: string | undefined): void {
  if (service === 'rule')
    throw new UsageError(
      'A rule runs in UTC, so that --timezone is for --service scheduler alone. Leave one out.',
    );
  if (isTimeZone(zone)) return;
  const near = suggestTimeZone(zone);
  const hint = near ? `Did you mean ${near}?` : 'Write one such as Europe/Berlin.';
  throw new UsageError(`${zone} is no IANA time zone. ${hint}`);
}

const ISO = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/;

function readTime(text: string): number {
  const [, date = '', time = '00:00', offset = 'Z'] = ISO.exec(text) ?? [];
  const instant = Date.parse(`${date}T${time}${offset}`);
  // 30 February would be taken for 2 March
  const exists = new Date(`${date}T00:00Z`).toJSON()?.startsWith(date);
  if (Number.isNaN(instant) || !exists)
    throw new UsageError(
      `--from is an ISO 8601 time such as 2026-11-24T09:00:00Z, not ${JSON.stringify(text)}.`,
    );
  return instant;
}

function readLocale(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    throw new UsageError(`--locale is a language such as en, de or pt-BR, not ${tag}.`);
  }
}
