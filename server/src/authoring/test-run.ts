import { commandsOf } from '../template/input.js';
import { entryOf, get } from '../template/node.js';
import { type Target, targetsOf } from '../template/targets.js';
import type { PlacedBlock, Template } from '../template/template.js';
import { openConditions } from './conditions.js';
import { localLine } from './local-run.js';
import type { Scope } from './pieces.js';
import { runTaskCall, type TestCluster } from './run-task.js';

/** What runs a rule's job once, now. */
export interface TestRun {
  readonly kind: 'aws' | 'local';
  /** Where it runs, to choose by. */
  readonly title: string;
  /** For a POSIX shell. */
  readonly text: string;
  /** What there is to know before it is run. */
  readonly notes: readonly string[];
}

/** What starts something and can be tried: a rule or a schedule. */
export interface Runnable {
  readonly id: string;
  readonly placed: PlacedBlock;
}

/** The rules and schedules of a template that start something, in the order of the file. */
export function runnablesOf(template: Template): Runnable[] {
  return template.section('Resources').flatMap(placed => {
    const { block } = placed;
    return targetsOf(block).length > 0 ? [{ id: block.key, placed }] : [];
  });
}

/**
 * How to run what a rule starts, on AWS and in a checkout of the application; the message says why
 * there is no way.
 */
export function testRunsOf(
  { id, placed: { block } }: Runnable,
  around: Scope,
  testCluster: TestCluster,
): readonly TestRun[] | { readonly refused: string } {
  const targets = targetsOf(block);
  const runs = targets.flatMap(target => {
    const named = targets.length > 1 ? targetName(target) : '';
    const local = commandsOf(block)
      .filter(command => command.target === target)
      .flatMap(command => localLine(command, around) ?? []);
    return [
      ...awsRun(target, named, around, testCluster),
      ...local.map(text => localRun(text, named)),
    ];
  });
  if (runs.length > 0) return runs;
  return {
    refused: `\`${id}\` starts no ECS task and nothing of Rails, so there is no command to try it with.`,
  };
}

function awsRun(target: Target, named: string, around: Scope, testCluster: TestCluster): TestRun[] {
  const text = runTaskCall(target, around, testCluster);
  if (text === null) return [];
  const where = testCluster ? `the test cluster ${testCluster}` : 'the cluster of the rule itself';
  const notes = [
    ...(testCluster
      ? []
      : ['It runs on the cluster of the rule: cronwright.yml has no testCluster.']),
    ...inputNotes(target),
    ...conditionNotes(target, around),
  ];
  return [{ kind: 'aws', title: `On AWS: ${where}${named}`, text, notes }];
}

function localRun(text: string, named: string): TestRun {
  const line = text.split('\n').at(-1) ?? text;
  return { kind: 'local', title: `On this machine: ${line}${named}`, text, notes: [] };
}

function targetName({ node }: Target): string {
  const id = get(node, 'Id');
  return id?.kind === 'scalar' ? ` (${id.text})` : '';
}

function inputNotes({ node }: Target): string[] {
  const key = ['InputPath', 'InputTransformer'].find(name => entryOf(node, name));
  return key ? [`What ${key} takes from the event is not in it.`] : [];
}

function conditionNotes({ node }: Target, { template }: Scope): string[] {
  const open = openConditions(node, template);
  return open.length > 0 ? [`It is as if ${open.join(' and ')} holds.`] : [];
}
