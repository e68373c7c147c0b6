import { URI } from 'vscode-uri';
import { addRule } from '../authoring/add-rule.js';
import { findTemplates } from '../disk/find.js';
import { readRuleTemplate } from '../disk/rule-template.js';
import { lint } from '../rules/lint.js';
import { answersOf, finish, type Place, tellNotes, tellProblems } from './adding.js';
import { readAgreement } from './agreement.js';
import { type Command, EXIT, UsageError } from './command.js';
import { shownPath } from './locate.js';
import { type Option, readArguments } from './options.js';
import { findTarget } from './targets.js';
import { readTasks } from './tasks.js';
import { findEveryTemplate, TemplateReader } from './templates.js';
import { painter } from './terminal.js';
import { readForWriting } from './write-file.js';

const OPTIONS = {
  task: { takes: 'text' },
  schedule: { takes: 'text' },
  name: { takes: 'text' },
  'logical-id': { takes: 'text' },
  description: { takes: 'text' },
  like: { takes: 'text' },
  kind: { takes: 'text', choices: ['rule', 'schedule'] },
  timezone: { takes: 'text' },
  'dry-run': { takes: 'nothing' },
  config: { takes: 'text' },
} as const satisfies Record<string, Option>;

const HELP = `Usage: cronwright add-rule FILE [OPTION…]

Adds a rule that runs a task by the clock to a CloudFormation template. On a terminal it
asks for what is not given; with --task and --schedule it asks nothing, and proposes the
rest as the file names its rules. The rule is made by the team's own template (ruleTemplate
of cronwright.yml), else like the most typical rule of the file, else as a task on ECS
Fargate. Nothing else in the file is touched.

  --task TASK         a rake task, e.g. orders:ship, or a command in quotes
  --schedule WHEN     an AWS expression, a crontab line, or a phrase such as
                      "every weekday at 9:00 in Los Angeles"
  --name NAME         else proposed from the task
  --logical-id ID     else proposed from the name
  --description TEXT  else what the rake task says of itself, or the name in words
  --like ID           the logical id of the rule to make it like
  --kind KIND         rule (AWS::Events::Rule, the default) or schedule
                      (AWS::Scheduler::Schedule, which keeps the time of day of a zone)
  --timezone ZONE     the zone that the times are meant in, e.g. Europe/Berlin
  --dry-run           print the change as a unified diff, and write nothing
  --config FILE       the configuration; else the nearest cronwright.yml above the file

Exit codes: 0 done; 1 the new rule would have an error, so nothing is written; 2 it could
not be done.

Examples:
  cronwright add-rule infra/schedules.yml
  cronwright add-rule schedules.yml --task orders:ship --schedule 'every 15 minutes'
  cronwright add-rule schedules.yml --task reports:daily --schedule '0 9 * * 1-5' --dry-run
  cronwright add-rule schedules.yml --task reports:mail --kind schedule \\
    --schedule 'every weekday at 9:00 in Los Angeles' --like MailSalesSchedule`;

export const addRuleCommand: Command = { help: HELP, run };

async function run(args: readonly string[]): Promise<number> {
  const { options, rest } = readArguments(args, OPTIONS);
  const [path, ...more] = rest;
  if (path === undefined || more.length > 0)
    throw new UsageError('add-rule takes one FILE, e.g. cronwright add-rule schedules.yml.');
  const { kind, task, schedule: when, name, description, like, timezone } = options;
  const given = {
    kind,
    task,
    when,
    timezone,
    name,
    logicalId: options['logical-id'],
    description,
    like,
  };
  const missing = (['task', 'schedule'] as const).filter(flag => options[flag] === undefined);
  const asks = missing.length > 0;
  if (asks && !(process.stdin.isTTY && process.stdout.isTTY))
    throw new UsageError(
      `Without a terminal to ask on, add-rule needs ${missing.map(flag => `--${flag}`).join(' and ')}. See cronwright add-rule --help.`,
    );
  const place = await readPlace(path, options.config);
  if (asks) {
    const { askAndAdd } = await import('./add-rule-questions.js');
    return askAndAdd(place, given, options['dry-run']);
  }
  const asked = answersOf(place, given);
  const added = addRule(place.template, asked.answers, place.env);
  if ('refused' in added) throw new UsageError(added.refused);
  tellNotes(place, asked, added);
  if (tellProblems(place, added)) return EXIT.found;
  finish(place, asked, added, options['dry-run']);
  return EXIT.ok;
}

async function readPlace(path: string, config: string | undefined): Promise<Place> {
  const cwd = process.cwd();
  const file = readForWriting(path);
  const agreement = await readAgreement({ cwd, paths: [path], config, exports: [] });
  const { folder, config: agreed, recorded, failures } = agreement;
  if (failures.length > 0) throw new UsageError(failures.join('\n'));
  const around = await findTemplates(folder, agreed.files);
  const everything = {
    ...{ cwd, folder, files: { include: [], exclude: [] } },
    ...{ found: around, find: findEveryTemplate },
  };
  const reader = new TemplateReader(
    one => shownPath(one, cwd),
    () => undefined,
  );
  const templates = await reader.read([await findTarget(path, everything)], around, recorded);
  const [uri] = templates.asked;
  if (uri === undefined) throw new UsageError(templates.failures.join('\n'));
  templates.workspace.tasks.setListed(agreed.tasks);
  const notes = await readTasks(folder, templates);
  for (const note of notes) process.stderr.write(`${note}\n`);
  const ruleTemplate = await readRuleTemplate(folder, agreed);
  if (typeof ruleTemplate === 'string') throw new UsageError(ruleTemplate);
  const template = templates.template(uri);
  const env = {
    now: Date.now(),
    uri,
    workspace: templates.workspace,
    config: agreed,
    ruleTemplate,
  };
  return {
    file,
    name: shownPath(URI.parse(uri).fsPath, cwd),
    template,
    problems: lint(template, { ...env, live: null }, agreed),
    env,
    paint: painter(process.stderr, process.env),
  };
}
