import { gather } from '../../template/gather.js';
import { spanOfCall } from '../../template/rake-calls.js';
import type { RakeArgument } from '../../template/rake-command.js';
import type { PlacedBlock } from '../../template/template.js';
import type { Tasks } from '../../workspace/tasks.js';
import type { Finding, Rule } from '../rule.js';
import { REPORTS, runningTask, type TaskCall, taskCallsOf } from './rake-task.js';

export const rakeArguments: Rule = {
  id: 'target/rake-arguments',
  severity: 'warning',
  title: 'More arguments than the rake task takes',
  why: 'Rake drops what a task has no parameter for, and says nothing: the job runs without the value that somebody wrote for it. Nothing is said of a task that asks for all its arguments, by `args.extras` or `args.to_a`, or hands them on.',
  source:
    'Rake’s TaskArguments: values beyond the names of a task are in `extras` alone; what reading the Ruby files with CRuby’s parser gives.',
  bad: {
    template: runningTask('reports:mail[today,again]'),
    files: REPORTS,
  },
  good: {
    template: runningTask('reports:mail[today]'),
    files: REPORTS,
  },
  *template(template, { workspace: { tasks } }) {
    if (!tasks.isComplete) return;
    for (const { found, ...placed } of withArguments(template))
      for (const call of found) {
        const finding = findingOf(call, placed, tasks);
        if (finding) yield finding;
      }
  },
};

const withArguments = gather(block => {
  const calls = taskCallsOf(block).filter(({ call }) => call.args.length > 0);
  return calls.length > 0 ? calls : null;
});

function findingOf(
  { call, command }: TaskCall,
  { block, offset }: PlacedBlock,
  tasks: Tasks,
): Finding | null {
  const params = tasks.isClear(call.name) ? paramsOf(call.name, tasks) : null;
  const surplus = params ? call.args.slice(params.length) : [];
  const [first] = surplus;
  const last = surplus.at(-1);
  if (!params || !first || !last) return null;
  return {
    start: spanOfCall(command, first, block).start + offset,
    end:
      Math.max(spanOfCall(command, last, block).end, spanOfCall(command, first, block).end) +
      offset,
    message: `${said(call.name, params)}, so Rake drops ${surplus.map(shown).join(', ')} and says nothing. Take it out, or give the task a parameter for it.`,
  };
}

/** What a task takes by all its definitions together; null where that can't be told. */
function paramsOf(name: string, tasks: Tasks): readonly string[] | null {
  const definitions = tasks.definitionsOf(name);
  let longest: readonly string[] = [];
  for (const { params } of definitions) {
    if (!params) return null;
    if (params.length > longest.length) longest = params;
  }
  return definitions.length > 0 ? longest : null;
}

function said(name: string, params: readonly string[]): string {
  if (params.length === 0) return `\`${name}\` takes no arguments`;
  const noun = params.length === 1 ? 'argument' : 'arguments';
  return `\`${name}\` takes ${params.length} ${noun}, ${params.map(param => `\`${param}\``).join(', ')}`;
}

function shown({ text }: RakeArgument): string {
  return `\`${text}\``;
}
