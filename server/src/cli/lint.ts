import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { URI } from 'vscode-uri';
import type { Config } from '../rules/config.js';
import { lint } from '../rules/lint.js';
import type { Problem } from '../rules/rule.js';
import { type Agreement, readAgreement } from './agreement.js';
import { BASELINE_FILE, readBaseline, toKnown, unknownOnly, writeBaseline } from './baseline.js';
import { type Command, EXIT } from './command.js';
import { FORMATS, formatReport } from './formats/format.js';
import { teamSources } from './live-sources.js';
import { Locator, shownPath } from './locate.js';
import { type Option, readArguments } from './options.js';
import { countOf, type LocatedProblem, type Report } from './report.js';
import { readSidekiq } from './sidekiq.js';
import { readTasks } from './tasks.js';
import { readTemplates } from './templates.js';
import { counted, Progress } from './terminal.js';

const OPTIONS = {
  format: { takes: 'text', choices: FORMATS },
  config: { takes: 'text' },
  baseline: { takes: 'text' },
  'write-baseline': { takes: 'nothing' },
  'max-warnings': { takes: 'count' },
  exports: { takes: 'texts' },
  hints: { takes: 'nothing' },
} as const satisfies Record<string, Option>;

const HELP = `Usage: cronwright lint [PATH…] [OPTION…]

Checks CloudFormation templates, and Ruby files and sidekiq.yml for Sidekiq's Redis. A PATH
is a file, a folder or a pattern; without one it is the current folder. What .gitignore or
cronwright.yml leave out is left out.

  --format FORMAT     text (default), json, sarif or github
  --hints             print hints as well (json has them always)
  --config FILE       the configuration; else the nearest cronwright.yml above the paths
  --exports FILE      a complete list of the account's exports, as
                      \`aws cloudformation list-exports\` prints it; repeatable
  --baseline FILE     leave out the problems that are recorded there
  --write-baseline    record the problems, in --baseline or ${BASELINE_FILE}
  --max-warnings N    fail where there are more than N warnings

Exit codes: 0 no errors; 1 an error, or more than N warnings; 2 arguments, files or a
configuration that can't be used, or a path with nothing that any rule reads.

Examples:
  cronwright lint
  cronwright lint infra/schedules.yml
  cronwright lint 'stacks/**/*.yml' --max-warnings 0
  cronwright lint --format github
  cronwright lint --format sarif > cronwright.sarif
  cronwright lint --write-baseline
  cronwright lint --baseline ${BASELINE_FILE}`;

export const lintCommand: Command = { help: HELP, run };

async function run(args: readonly string[]): Promise<number> {
  const { options, rest } = readArguments(args, OPTIONS);
  const cwd = process.cwd();
  const paths = rest.length > 0 ? rest : ['.'];
  const baselineFile = resolve(cwd, options.baseline ?? BASELINE_FILE);
  const writes = options['write-baseline'];
  const known = options.baseline && !writes ? readBaseline(baselineFile) : null;
  const { config, exports } = options;
  const agreement = await readAgreement({ cwd, paths, config, exports });
  const progress = new Progress(process.stderr, Date.now);
  const looked = await readAll(cwd, paths, agreement, progress);
  const base = readerFolder(cwd, options.format);
  const all = lintAll(looked, agreement.config, new Locator(looked.texts, base), progress);
  progress.end();
  const failures = [...agreement.failures, ...looked.failures];
  for (const line of [...looked.notes, ...failures]) process.stderr.write(`${line}\n`);
  const fileOf = ({ file }: LocatedProblem) =>
    shownPath(resolve(base, file), dirname(baselineFile));
  if (writes) return record(baselineFile, all, looked.asked, failures.length, fileOf);
  const problems = known ? unknownOnly(all, known, fileOf) : all;
  const report = {
    files: looked.asked.length,
    noun: looked.noun,
    problems,
    failures,
    known: known && all.length - problems.length,
  };
  process.stdout.write(formatReport(report, options.format ?? 'text', options.hints));
  return exitCode(report, options['max-warnings'] ?? Number.POSITIVE_INFINITY);
}

/** What is looked at: templates, Ruby, and what goes with it. */
interface Run {
  /** The text of each file by its URI. */
  readonly texts: ReadonlyMap<string, string>;
  /** The URIs of the files that were asked for, in the order of their paths. */
  readonly asked: readonly string[];
  lint(uri: string, now: number, config: Config): Problem[];
  readonly noun: Report['noun'];
  readonly failures: readonly string[];
  readonly notes: readonly string[];
}

async function readAll(
  cwd: string,
  paths: readonly string[],
  agreement: Agreement,
  progress: Progress,
): Promise<Run> {
  const sidekiq = await readSidekiq(cwd, paths, agreement);
  const templates = await readTemplates(cwd, paths, agreement, progress, sidekiq);
  const { workspace, template } = templates;
  workspace.tasks.setListed(agreement.config.tasks);
  const notes = await readTasks(agreement.folder, templates);
  sidekiq.tell(workspace.sidekiq);
  const others = new Set(sidekiq.asked);
  const asked = [...templates.asked, ...others];
  const { sources } = teamSources(agreement, templates.asked);
  const liveOf = (uri: string) => sources.find(({ uris }) => uris.has(uri))?.live ?? null;
  return {
    texts: new Map([...templates.texts, ...sidekiq.texts]),
    asked: others.size > 0 ? asked.sort() : asked,
    lint: (uri, now, config) => {
      const around = { now, uri, workspace, live: liveOf(uri) };
      return others.has(uri)
        ? sidekiq.lint(uri, around, config)
        : lint(template(uri), around, config);
    },
    noun: others.size > 0 ? 'file' : 'template',
    failures: [...templates.failures, ...sidekiq.failures],
    notes: [...templates.notes, ...notes, ...sidekiq.notes],
  };
}

function lintAll(run: Run, config: Config, locator: Locator, progress: Progress): LocatedProblem[] {
  const now = Date.now();
  return run.asked.flatMap((uri, done) => {
    progress.tell('Checking files', done, run.asked.length);
    return run.lint(uri, now, config).map(problem => locator.problem(uri, problem));
  });
}

/** GitHub reads paths from the root of the checkout, whichever folder the step runs in. */
function readerFolder(cwd: string, format: string | undefined): string {
  const checkout = process.env.GITHUB_WORKSPACE;
  const forGitHub = format === 'github' || format === 'sarif';
  return forGitHub && checkout && !shownPath(cwd, checkout).startsWith('..') ? checkout : cwd;
}

/** Records the problems of the files looked at, and keeps what is known of the others. */
function record(
  path: string,
  problems: readonly LocatedProblem[],
  askedUris: readonly string[],
  failures: number,
  fileOf: (problem: LocatedProblem) => string,
): number {
  const name = shownPath(path, process.cwd());
  if (failures > 0) {
    process.stderr.write(`${name} is not written, since not everything could be read.\n`);
    return EXIT.trouble;
  }
  const folder = dirname(path);
  const asked = new Set(askedUris.map(uri => shownPath(URI.parse(uri).fsPath, folder)));
  const before = existsSync(path) ? readBaseline(path) : [];
  const kept = before.filter(({ file }) => !asked.has(file) && existsSync(resolve(folder, file)));
  writeBaseline(path, [...kept, ...toKnown(problems, fileOf)]);
  process.stderr.write(`${counted(problems.length, 'problem')} recorded in ${name}.\n`);
  return EXIT.ok;
}

function exitCode(report: Report, maxWarnings: number): number {
  if (report.failures.length > 0) return EXIT.trouble;
  const warnings = countOf(report, 'warning');
  const tooMany = warnings > maxWarnings;
  if (tooMany)
    process.stderr.write(
      `${counted(warnings, 'warning')}, and --max-warnings is ${maxWarnings}.\n`,
    );
  return tooMany || countOf(report, 'error') > 0 ? EXIT.found : EXIT.ok;
}
