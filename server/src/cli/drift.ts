import { driftOf, type ResourceDrift } from '../drift/drift.js';
import { dayUpTo, firingText } from '../drift/firing.js';
import { unmatched } from '../drift/unmatched.js';
import { differenceText, lensText } from '../drift/words.js';
import type { Work } from '../providers/provider.js';
import { type Agreement, readAgreement } from './agreement.js';
import { type Command, EXIT, UsageError } from './command.js';
import type { DriftReport, PlacedDrift } from './drift-report.js';
import { formatDriftJson } from './formats/drift-json.js';
import { formatDriftMarkdown } from './formats/drift-markdown.js';
import { formatDriftText } from './formats/drift-text.js';
import { formatSarif } from './formats/sarif.js';
import {
  awsSources,
  hasStack,
  namedSources,
  type Source,
  type Sources,
  teamSources,
} from './live-sources.js';
import { Locator } from './locate.js';
import { type Arguments, type Option, readArguments } from './options.js';
import type { LocatedProblem } from './report.js';
import { readTemplates, type Templates } from './templates.js';
import { Progress, painter } from './terminal.js';
import { version } from './version.js';

const OPTIONS = {
  live: { takes: 'nothing' },
  snapshot: { takes: 'texts' },
  stack: { takes: 'text' },
  region: { takes: 'text' },
  profile: { takes: 'text' },
  firing: { takes: 'nothing' },
  'fail-on': { takes: 'texts', choices: ['drift', 'deleted', 'unknown'] },
  format: { takes: 'text', choices: ['text', 'json', 'markdown', 'sarif'] },
  config: { takes: 'text' },
} as const satisfies Record<string, Option>;

const HELP = `Usage: cronwright drift [PATH…] [--live | --snapshot FILE] [OPTION…]

Holds the rules and schedules of CloudFormation templates against what is live in AWS, and
says where somebody changed or deleted one outside CloudFormation. A PATH is a file, a
folder or a pattern; without one it is the current folder. Which stack a template is
deployed as stands under \`stacks\` in cronwright.yml, or is said by --stack. Without --live
and --snapshot, the snapshots are used that cronwright.yml names.

  --live              ask AWS, which is read and never changed
  --snapshot FILE     what \`cronwright snapshot\` recorded; can be repeated
  --stack NAME        with --live: the stack of the only template
  --region REGION     with --live: else that of cronwright.yml, the profile, AWS_REGION
  --profile NAME      with --live: else that of cronwright.yml, AWS_PROFILE
  --firing            with --live: ask CloudWatch too how often each rule ran in a day
  --fail-on STATUS    exit 1 on drift, deleted or unknown; can be repeated
  --format FORMAT     text (default), json, markdown or sarif
  --config FILE       the configuration; else the nearest cronwright.yml above the paths

Exit codes: 0 compared, whatever was found; 1 what --fail-on names was found; 2 arguments,
files, AWS or a configuration that can't be used.

Examples:
  cronwright drift
  cronwright drift infra/schedules.yml --live --stack shop-schedules --profile shop
  cronwright drift --snapshot live.json --fail-on drift --fail-on deleted
  cronwright drift --live --format markdown >> "$GITHUB_STEP_SUMMARY"`;

export const driftCommand: Command = { help: HELP, run };

type Options = Arguments<typeof OPTIONS>['options'];

async function run(args: readonly string[]): Promise<number> {
  const { options, rest } = readArguments(args, OPTIONS);
  checkTogether(options);
  const cwd = process.cwd();
  const paths = rest.length > 0 ? rest : ['.'];
  const agreement = await readAgreement({ cwd, paths, config: options.config, exports: [] });
  const progress = new Progress(process.stderr, Date.now);
  const templates = await readTemplates(cwd, paths, agreement, progress);
  const work = workOf(progress);
  const found = await sourcesOf(options, cwd, agreement, templates, work);
  const isNamed = (uri: string) => hasStack(uri, agreement);
  const how = { cwd, isNamed, withFiring: options.firing, work };
  const { report, failures: unasked } = await compare(templates, found, how);
  progress.end();
  const failures = [agreement, templates, found].flatMap(part => part.failures).concat(unasked);
  for (const line of [...templates.notes, ...failures]) process.stderr.write(`${line}\n`);
  process.stdout.write(formatted(report, failures, options.format ?? 'text'));
  if (failures.length > 0) return EXIT.trouble;
  return fails(report, options['fail-on']) ? EXIT.found : EXIT.ok;
}

/** @throws UsageError */
function checkTogether(options: Options): void {
  const { live, snapshot, stack, region, profile, firing } = options;
  if (live && snapshot.length > 0)
    throw new UsageError('--live and --snapshot don’t go together: choose one.');
  const needsLive = { stack, region, profile, firing: firing || undefined };
  for (const [name, value] of Object.entries(needsLive))
    if (value !== undefined && !live) throw new UsageError(`--${name} needs --live.`);
}

function workOf(progress: Progress): Work {
  const controller = new AbortController();
  // a second one ends the process, as it does by itself
  process.once('SIGINT', () => controller.abort());
  return { signal: controller.signal, onProgress: (...told) => progress.tell(...told) };
}

function sourcesOf(
  options: Options,
  cwd: string,
  agreement: Agreement,
  { asked }: Templates,
  work: Work,
): Promise<Sources> | Sources {
  if (options.live) return awsSources(options, agreement, asked, work);
  if (options.snapshot.length > 0) return namedSources(options.snapshot, cwd, agreement, asked);
  const sources = teamSources(agreement, asked);
  if (sources.sources.length > 0 || agreement.failures.length > 0) return sources;
  throw new UsageError(
    'There is nothing to compare with. Give --live or --snapshot FILE, or name a `snapshot` under `stacks` in cronwright.yml.',
  );
}

interface Comparing {
  readonly cwd: string;
  /** Whether `cronwright.yml` names the stack of a template. */
  isNamed(uri: string): boolean;
  readonly withFiring: boolean;
  readonly work: Work;
}

async function compare(
  { asked, template, texts }: Templates,
  { sources }: Sources,
  { cwd, isNamed, withFiring, work }: Comparing,
): Promise<{ report: DriftReport; failures: string[] }> {
  const locator = new Locator(texts, cwd);
  const failures: string[] = [];
  const resources: PlacedDrift[] = [];
  for (const uri of asked) {
    const source = sources.find(({ uris }) => uris.has(uri));
    const found = source
      ? driftOf(template(uri), source.live.snapshot, source.live)
      : unmatched(template(uri), isNamed(uri) ? NOT_READ : NO_STACK);
    const firing = withFiring && source ? await firingOf(found, source, work) : NO_FIRING;
    if (typeof firing === 'string') failures.push(firing);
    for (const drift of found)
      resources.push({
        ...drift,
        place: locator.place(uri, drift.span),
        snapshot: source?.live.snapshot ?? null,
        firing: typeof firing === 'string' ? null : (firing.get(drift.logicalId) ?? null),
      });
  }
  const snapshots = sources.map(({ live }) => live.snapshot);
  return { report: { files: asked.length, resources, snapshots }, failures };
}

const NO_STACK = 'no stack is known to be deployed from this file';
const NOT_READ = 'what is live of its stack could not be read';
const NO_FIRING: ReadonlyMap<string, string> = new Map();

/** By logical id; a message where CloudWatch can't be asked. */
async function firingOf(
  found: readonly ResourceDrift[],
  { aws }: Source,
  work: Work,
): Promise<ReadonlyMap<string, string> | string> {
  const rules = found.flatMap(({ live, type, physicalId, logicalId }) =>
    live && type === 'AWS::Events::Rule' && physicalId && 'ScheduleExpression' in live
      ? [{ live, physicalId, logicalId }]
      : [],
  );
  if (!aws || rules.length === 0) return new Map();
  const window = dayUpTo(Date.now());
  const answer = await aws.firing(
    rules.map(({ physicalId }) => physicalId),
    window,
    work,
  );
  if ('trouble' in answer) return answer.trouble.message;
  return new Map(
    rules.flatMap(({ logicalId, physicalId, live }) => {
      const recorded = answer.value.rules[physicalId];
      return recorded
        ? [[logicalId, firingText(live, recorded, answer.value.window)] as const]
        : [];
    }),
  );
}

function formatted(
  report: DriftReport,
  failures: readonly string[],
  format: 'text' | 'json' | 'markdown' | 'sarif',
): string {
  switch (format) {
    case 'json':
      return formatDriftJson(report);
    case 'markdown':
      return formatDriftMarkdown(report);
    case 'sarif': {
      const problems = report.resources.flatMap(problemsOf);
      return formatSarif(
        { files: report.files, noun: 'template', problems, failures, known: null },
        version(),
      );
    }
    case 'text':
      return formatDriftText(report, painter(process.stdout, process.env));
  }
}

/** What the rules `drift/changed` and `drift/deleted` say of it in the editor. */
function problemsOf(resource: PlacedDrift): LocatedProblem[] {
  const { place, logicalId: text, status } = resource;
  const common = { ...place, severity: 'warning', fixable: false, text } as const;
  if (status === 'deleted')
    return [{ ...common, rule: 'drift/deleted', message: lensText(resource) }];
  return resource.differences
    .filter(({ kind }) => kind === 'drift')
    .map(difference => ({
      ...common,
      rule: 'drift/changed',
      message: differenceText(resource, difference),
    }));
}

function fails({ resources }: DriftReport, statuses: readonly string[]): boolean {
  const failing = resources.filter(({ status }) => statuses.includes(status));
  return failing.length > 0;
}
