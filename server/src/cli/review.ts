import { URI } from 'vscode-uri';
import { findTemplates } from '../disk/find.js';
import { reachOf } from '../providers/reach.js';
import type { ChangeSet } from '../review/change-set.js';
import { reviewChangeSet } from '../review/change-set-review.js';
import type { LocalTemplate } from '../review/held.js';
import type { Manner } from '../review/manner.js';
import { reviewMarkdown } from '../review/markdown.js';
import { byLevel, type Review } from '../review/review.js';
import { ruleChanges } from '../review/rule-changes.js';
import { reviewTemplates } from '../review/templates.js';
import { isTimeZone, suggestTimeZone } from '../schedule/zones.js';
import { factsOf } from '../workspace/facts.js';
import { Workspace } from '../workspace/workspace.js';
import { type Agreement, readAgreement } from './agreement.js';
import { askChangeSet, readChangeSet } from './change-set-source.js';
import { type Command, EXIT, UsageError } from './command.js';
import { formatReviewJson } from './formats/review-json.js';
import { formatReviewText } from './formats/review-text.js';
import { compareWithGit, type GitComparison } from './git-comparison.js';
import { shownPath } from './locate.js';
import { type Arguments, type Option, readArguments } from './options.js';
import { readTasks } from './tasks.js';
import { readTemplates, TemplateReader, type Templates } from './templates.js';
import { Progress, painter } from './terminal.js';

const OPTIONS = {
  base: { takes: 'text' },
  'change-set': { takes: 'text' },
  stack: { takes: 'text' },
  'change-set-name': { takes: 'text' },
  region: { takes: 'text' },
  profile: { takes: 'text' },
  format: { takes: 'text', choices: ['text', 'markdown', 'json'] },
  'fail-on': { takes: 'text', choices: ['stop', 'look'] },
  zone: { takes: 'texts' },
  config: { takes: 'text' },
  exports: { takes: 'texts' },
} as const satisfies Record<string, Option>;

type Options = Arguments<typeof OPTIONS>['options'];

const HELP = `Usage: cronwright review --base REF [PATH…] [OPTION…]
       cronwright review --change-set FILE [PATH…] [OPTION…]
       cronwright review --stack STACK --change-set-name NAME [PATH…] [OPTION…]

Says what a change does to rules and schedules: when they run in words before and after,
their next five runs, what they start, and what is replaced or removed. Then a checklist
of pass, look and stop lines, each with its evidence, and one verdict.

  --base REF          compare the files as they are, committed or not, with the commit
                      where this branch left REF (git merge-base)
  --change-set FILE   what a change set would do, as \`aws cloudformation
                      describe-change-set --include-property-values\` prints it, or a list
                      of its pages; held against the template of PATH that it is of
  --stack STACK       the same, asked of AWS
  --change-set-name NAME  with --stack, or the ARN of a change set alone
  --region REGION     else that of cronwright.yml, the environment or the profile
  --profile PROFILE   of ~/.aws; else that of cronwright.yml or the environment
  --format FORMAT     text (default), markdown or json
  --fail-on LEVEL     exit with 1 where the verdict is stop; with look, on look as well
  --zone ZONE         show runs in this zone too, e.g. Europe/Berlin; repeatable; else in
                      the zones of cronwright.yml, else in that of this machine
  --config FILE       the configuration; else the nearest cronwright.yml above the paths
  --exports FILE      a complete list of the account's exports, as
                      \`aws cloudformation list-exports\` prints it; repeatable

With --base and a change set, what was written since REF and the change set would not do
is found as well. AWS is asked with --change-set-name only, and git with --base only.

Exit codes: 0 reviewed; 1 the verdict is what --fail-on names; 2 arguments, files or a
configuration that can't be used, no such commit, or no answer from AWS.

Examples:
  cronwright review --base main
  cronwright review --base origin/main infra --format markdown > review.md
  cronwright review --change-set change-set.json infra/schedules.yml --fail-on stop
  cronwright review --stack shop --change-set-name deploy-42 --region eu-west-1`;

export const reviewCommand: Command = { help: HELP, run };

/** What a run works with. */
interface Run {
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly agreement: Agreement;
  readonly manner: Manner;
  readonly progress: Progress;
}

/** A review, and what could not be read for it, each in one line. */
interface Reviewed {
  readonly review: Review;
  readonly failures: readonly string[];
  readonly notes: readonly string[];
}

async function run(args: readonly string[]): Promise<number> {
  const { options, rest } = readArguments(args, OPTIONS);
  checkOptions(options);
  const cwd = process.cwd();
  const paths = rest.length > 0 ? rest : ['.'];
  const { config, exports } = options;
  const agreement = await readAgreement({ cwd, paths, config, exports });
  const manner = mannerOf(options.zone, agreement);
  const progress = new Progress(process.stderr, Date.now);
  const work = { cwd, paths, agreement, manner, progress };
  const asked = await changeSetOf(cwd, options, agreement);
  const { review, failures, notes } = asked
    ? await ofChangeSet(asked, options.base, work)
    : await ofGit(options.base ?? '', work);
  progress.end();
  const all = [...agreement.failures, ...failures];
  for (const line of [...notes, ...all]) process.stderr.write(`${line}\n`);
  process.stdout.write(formatted(review, manner, options.format ?? 'text'));
  if (all.length > 0) return EXIT.trouble;
  const failOn = options['fail-on'];
  return failOn && byLevel(review.verdict, failOn) >= 0 ? EXIT.found : EXIT.ok;
}

function checkOptions(options: Options): void {
  const { base, stack, 'change-set': file, 'change-set-name': name } = options;
  if (stack !== undefined && name === undefined)
    throw new UsageError('--stack needs --change-set-name: which change set of it.');
  if (base === undefined && file === undefined && name === undefined)
    throw new UsageError(
      'review needs what to compare with: --base REF, --change-set FILE, or --stack STACK with --change-set-name NAME.',
    );
  if (file !== undefined && name !== undefined)
    throw new UsageError('--change-set is a file, and --change-set-name asks AWS. Leave one out.');
  if (name !== undefined && stack === undefined && !name.startsWith('arn:'))
    throw new UsageError('--change-set-name needs --stack, unless it is an ARN.');
}

function mannerOf(asked: readonly string[], { config }: Agreement): Manner {
  for (const zone of asked) {
    if (isTimeZone(zone)) continue;
    const near = suggestTimeZone(zone);
    const hint = near ? `Did you mean ${near}?` : 'Write one such as Europe/Berlin.';
    throw new UsageError(`${zone} is no IANA time zone. ${hint}`);
  }
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = asked.length > 0 ? asked : config.zones.length > 0 ? config.zones : [own];
  return { now: Date.now(), zones, locale: 'en', hour12: false };
}

async function changeSetOf(
  cwd: string,
  options: Options,
  { stacks }: Agreement,
): Promise<ChangeSet | null> {
  const { stack, region, profile, 'change-set': file, 'change-set-name': name } = options;
  if (file !== undefined) return readChangeSet(cwd, file);
  if (name === undefined) return null;
  const entry = stacks.find(known => known.entry.stack === stack)?.entry;
  return askChangeSet({ stack, name }, reachOf(entry, { region, profile }));
}

async function ofGit(base: string, work: Run): Promise<Reviewed> {
  const { cwd, paths, agreement, manner } = work;
  const compared = await compareWithGit(cwd, paths, base, agreement);
  const templates = await readAround(compared, work);
  const notes = await readTasks(agreement.folder, templates);
  const { commit } = compared;
  const review = reviewTemplates(
    {
      templates: compared.templates,
      workspace: templates.workspace,
      config: agreement.config,
      fileOf: uri => shownPath(URI.parse(uri).fsPath, cwd),
    },
    { kind: 'git', base, commit, templates: compared.templates.length },
    manner,
  );
  return { review, failures: compared.failures, notes };
}

/** All templates of the workspace, with what differs among them. */
async function readAround(compared: GitComparison, work: Run): Promise<Templates> {
  const { cwd, agreement, progress } = work;
  const reader = new TemplateReader(
    path => shownPath(path, cwd),
    (done, all) => progress.tell('Reading files', done, all),
  );
  const around = await findTemplates(agreement.folder, agreement.config.files);
  const templates = await reader.read([], around, agreement.recorded);
  templates.workspace.tasks.setListed(agreement.config.tasks);
  const texts = new Map(templates.texts);
  for (const { uri, after } of compared.templates) {
    if (!after) continue;
    templates.workspace.setFile(uri, factsOf(after.blocks));
    texts.set(uri, after.text);
  }
  return { ...templates, texts, asked: compared.templates.map(({ uri }) => uri) };
}

async function ofChangeSet(
  changeSet: ChangeSet,
  base: string | undefined,
  work: Run,
): Promise<Reviewed> {
  const { cwd, paths, agreement, manner, progress } = work;
  const templates = await readTemplates(cwd, paths, agreement, progress);
  const compared = base === undefined ? null : await compareWithGit(cwd, paths, base, agreement);
  const local = templates.asked.map((uri): LocalTemplate => {
    const file = shownPath(URI.parse(uri).fsPath, cwd);
    return { file, template: templates.template(uri), written: writtenIn(uri, compared, manner) };
  });
  const review = reviewChangeSet(changeSet, local, manner);
  const { failures, notes } = templates;
  return { review, failures: [...failures, ...(compared?.failures ?? [])], notes };
}

function writtenIn(uri: string, compared: GitComparison | null, manner: Manner) {
  if (!compared) return null;
  const pair = compared.templates.find(template => template.uri === uri);
  if (!pair) return [];
  const scope = (template: typeof pair.after) =>
    template && { template, workspace: new Workspace() };
  const { before, after, file } = pair;
  return ruleChanges({ before: scope(before), after: scope(after), file }, manner);
}

function formatted(review: Review, manner: Manner, format: 'text' | 'markdown' | 'json'): string {
  switch (format) {
    case 'json':
      return formatReviewJson(review);
    case 'markdown':
      return reviewMarkdown(review, manner);
    case 'text':
      return formatReviewText(review, manner, painter(process.stdout, process.env));
  }
}
