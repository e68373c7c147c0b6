import { type ListedSchedule, schedulesOf } from '../features/schedules.js';
import { readAgreement } from './agreement.js';
import { type Command, EXIT } from './command.js';
import { formatSchedulesJson } from './formats/schedules-json.js';
import { formatSchedulesMarkdown } from './formats/schedules-markdown.js';
import { formatSchedulesText } from './formats/schedules-text.js';
import { Locator } from './locate.js';
import { type Option, readArguments } from './options.js';
import type { PlacedSchedule, ScheduleList } from './schedule-list.js';
import { readTemplates, type Templates } from './templates.js';
import { Progress, painter } from './terminal.js';

const OPTIONS = {
  format: { takes: 'text', choices: ['text', 'json', 'markdown'] },
  config: { takes: 'text' },
} as const satisfies Record<string, Option>;

const HELP = `Usage: cronwright schedules [PATH…] [OPTION…]

Lists what CloudFormation templates run by the clock: each schedule's name, when it runs
in words, its next three runs, its target and the command that it starts. A PATH is a
file, a folder or a pattern; without one it is the current folder. What comes from a
parameter is shown with its default; a schedule that can be one of several has a row for
each.

  --format FORMAT     text (default), json or markdown
  --config FILE       the configuration; else the nearest cronwright.yml above the paths

Exit codes: 0 listed, be it none; 2 arguments, files or a configuration that can't be
used, or a path with no template.

Examples:
  cronwright schedules
  cronwright schedules infra/schedules.yml
  cronwright schedules 'stacks/**/*.yml' --format markdown > SCHEDULES.md
  cronwright schedules --format json`;

export const schedulesCommand: Command = { help: HELP, run };

async function run(args: readonly string[]): Promise<number> {
  const { options, rest } = readArguments(args, OPTIONS);
  const cwd = process.cwd();
  const paths = rest.length > 0 ? rest : ['.'];
  const agreement = await readAgreement({ cwd, paths, config: options.config, exports: [] });
  const progress = new Progress(process.stderr, Date.now);
  const templates = await readTemplates(cwd, paths, agreement, progress);
  progress.end();
  const failures = [...agreement.failures, ...templates.failures];
  for (const line of [...templates.notes, ...failures]) process.stderr.write(`${line}\n`);
  const list = listOf(templates, new Locator(templates.texts, cwd), Date.now());
  process.stdout.write(formatted(list, options.format ?? 'text'));
  return failures.length > 0 ? EXIT.trouble : EXIT.ok;
}

function listOf(templates: Templates, locator: Locator, now: number): ScheduleList {
  const { asked, template, workspace } = templates;
  const manner = { now, workspace, locale: 'en', hour12: false };
  const placed = (uri: string, schedule: ListedSchedule): PlacedSchedule => {
    const { file, line } = locator.place(uri, schedule.span);
    return { ...schedule, file, line };
  };
  const schedules = asked.flatMap(uri =>
    schedulesOf(template(uri), manner).map(schedule => placed(uri, schedule)),
  );
  return { files: asked.length, schedules, now };
}

function formatted(list: ScheduleList, format: 'text' | 'json' | 'markdown'): string {
  switch (format) {
    case 'json':
      return formatSchedulesJson(list);
    case 'markdown':
      return formatSchedulesMarkdown(list);
    case 'text':
      return formatSchedulesText(list, painter(process.stdout, process.env));
  }
}
