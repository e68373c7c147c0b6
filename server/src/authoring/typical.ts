import type { Problem } from '../rules/rule.js';
import { get, type Node } from '../template/node.js';
import { perBlock } from '../template/per-block.js';
import type { Template } from '../template/template.js';
import { type Job, jobsOf, type PlacedJob } from './job.js';
import { cannotCopy } from './like.js';
import type { Kind } from './schedule.js';

/**
 * The rule whose shape and values most rules of the file share, so that it is the best model for
 * another: one without errors and warnings where there is any, and of equals the last. Null where
 * none can be copied. `problems` are those of the template.
 */
export function typicalOf(
  template: Template,
  kind: Kind,
  problems: readonly Problem[],
): PlacedJob | null {
  const jobs = jobsOf(template).filter(({ job }) => job.kind === kind && job.commands.length > 0);
  const counts = new Map<string, number>();
  for (const { job } of jobs)
    for (const line of linesOf(job.block)) counts.set(line, (counts.get(line) ?? 0) + 1);
  const score = ({ job }: PlacedJob) =>
    linesOf(job.block).reduce((sum, line) => sum + (counts.get(line) ?? 1) - 1, 0);
  const best = jobs
    .map((job, at) => ({ job, at, score: score(job) }))
    .sort((a, b) => b.score - a.score || b.at - a.at);
  // whether one can be copied takes a parse to tell
  const isUsable = ({ job }: { job: PlacedJob }) =>
    !isOff(job.job) && cannotCopy(job, template) === null;
  const sound =
    best.find(one => isSound(one.job, problems) && isUsable(one)) ?? best.find(isUsable);
  return sound?.job ?? null;
}

function isSound({ placed: { block, offset } }: PlacedJob, problems: readonly Problem[]): boolean {
  const [start, end] = [offset + block.keySpan.start, offset + block.value.end];
  return !problems.some(
    ({ severity, start: at }) =>
      (severity === 'error' || severity === 'warning') && start <= at && at <= end,
  );
}

function isOff({ block }: Job): boolean {
  const state = get(block.value, 'Properties', 'State');
  return state?.kind === 'scalar' && state.text === 'DISABLED';
}

/** What a block says, a line for each value with its path. */
const linesOf = perBlock(({ value }): readonly string[] => [...lines(value, '')]);

function* lines(node: Node, path: string): Generator<string> {
  if (node.kind === 'mapping')
    for (const { key, value } of node.entries) yield* lines(value, `${path}/${key}`);
  else if (node.kind === 'list') for (const item of node.items) yield* lines(item, `${path}/-`);
  else if (node.kind === 'intrinsic') yield* lines(node.arg, `${path}/${node.name}`);
  else yield `${path} ${node.kind === 'scalar' ? node.text : ''}`;
}
