import { openConditions } from '../authoring/conditions.js';
import { piecesOf, piecesOfSub, type Scope, shownText } from '../authoring/pieces.js';
import { describeSchedule } from '../schedule/describe.js';
import { neverFires, nextRuns } from '../schedule/occurrences.js';
import { parseSchedule } from '../schedule/parse.js';
import type { Schedule, Service } from '../schedule/schedule.js';
import { type Command, commandsOf } from '../template/input.js';
import { get, type Node, type Span } from '../template/node.js';
import { resourceOf, type ScheduleUse, scheduleOf } from '../template/resource.js';
import { targetsOf } from '../template/targets.js';
import type { PlacedBlock, Template } from '../template/template.js';
import { knownValues } from '../template/values.js';
import type { Env } from './env.js';
import { knownWindow } from './runs.js';

/** A schedule of a template, with what is known of it; null is what only the deployment knows. */
export interface ListedSchedule {
  /** Of the logical id, in the file. */
  readonly span: Span;
  readonly logicalId: string;
  /** Null also where it has none. */
  readonly name: string | null;
  readonly service: Service;
  readonly expression: string | null;
  /** The expression with `${…}` for what is not known; null where it can't be told even so far. */
  readonly written: string | null;
  /** IANA; a rule's is UTC. */
  readonly timezone: string | null;
  /** In words; null also where the expression is not understood. */
  readonly description: string | null;
  /** Epoch milliseconds; none where it is disabled, and where they can't be told. */
  readonly next: readonly number[];
  /** `ENABLED` where nothing else is said. */
  readonly state: string | null;
  /** The ARNs of its targets; `${Cluster.Arn}` and `import name` for what is not known here. */
  readonly target: string | null;
  /** What its containers run, as one would type it. */
  readonly command: string | null;
  readonly neverFires: boolean;
  readonly kind: Schedule['kind'] | null;
}

/** How many runs are told. */
const RUNS = 3;

type Manner = Pick<Env, 'now' | 'workspace' | 'locale' | 'hour12'>;

/**
 * The schedules of a template, in the order of the file. One whose expression can be one of several
 * is there once for each.
 */
export function schedulesOf(template: Template, manner: Manner): ListedSchedule[] {
  return template.section('Resources').flatMap(placed => {
    const use = scheduleOf(placed.block);
    if (!use) return [];
    const common = commonOf(placed, use, template, manner);
    return expressionsOf(use, { template, workspace: manner.workspace }).map(expression => ({
      ...common,
      ...timesOf(expression, common, use, template, manner),
    }));
  });
}

/** What the defaults come to, else what it can be; null alone where that is not known. */
function expressionsOf(use: ScheduleUse, around: Scope): (string | null)[] {
  const node = use.expression.value;
  const pieces = isDecided(node, around) ? piecesOf(node, around) : null;
  const [only, more] = pieces ?? [];
  if (only?.kind === 'text' && !more) return [only.text];
  const texts = new Set(knownValues(node, around.template).map(({ text }) => text));
  return texts.size > 0 ? [...texts] : [null];
}

type Times = 'expression' | 'description' | 'next' | 'neverFires' | 'kind';
type Common = Omit<ListedSchedule, Times>;

function commonOf(
  { block, offset }: PlacedBlock,
  use: ScheduleUse,
  template: Template,
  { workspace }: Manner,
): Common {
  const around = { template, workspace };
  const properties = resourceOf(block)?.properties ?? undefined;
  const shown = (node: Node | undefined) => node && shownValue(node, around);
  const state = get(properties, 'State');
  const command = ({ words, input }: Command) =>
    words
      .map(({ text }) => (input.isSub ? piecesOfSub(text, undefined, around) : null) ?? text)
      .map(word => (typeof word === 'string' ? word : shownText(word)))
      .join(' ');
  return {
    span: { start: block.keySpan.start + offset, end: block.keySpan.end + offset },
    logicalId: block.key,
    name: shown(get(properties, 'Name')) ?? null,
    service: use.service,
    timezone: knownWindow(use, template).zone,
    state: state ? sureValue(state, around) : 'ENABLED',
    written: sureValue(use.expression.value, around),
    target: listed(targetsOf(block).map(({ node }) => shown(get(node, 'Arn')) ?? null)),
    command: listed(commandsOf(block).map(command)),
  };
}

function timesOf(
  expression: string | null,
  { service, state }: Common,
  use: ScheduleUse,
  template: Template,
  { now, locale, hour12 }: Manner,
): Pick<ListedSchedule, Times> {
  const schedule = expression === null ? null : parseSchedule(expression, service).schedule;
  const { zone, ...bounds } = knownWindow(use, template);
  const isKnown = schedule !== null && zone !== null && state !== 'DISABLED';
  return {
    expression,
    description: schedule && describeSchedule(schedule, { service, locale, hour12 }),
    next: isKnown ? nextRuns(schedule, { ...bounds, zone, from: now }, RUNS) : [],
    neverFires: schedule !== null && neverFires(schedule) !== null,
    kind: schedule?.kind ?? null,
  };
}

function isDecided(node: Node, { template }: Scope): boolean {
  return openConditions(node, template).length === 0;
}

/** What the defaults come to; null where they don't decide. */
function sureValue(node: Node, around: Scope): string | null {
  const pieces = isDecided(node, around) ? piecesOf(node, around) : null;
  return pieces && pieces.length > 0 ? shownText(pieces) : null;
}

/** The same, else what it can be. */
function shownValue(node: Node, around: Scope): string | null {
  const sure = sureValue(node, around);
  if (sure !== null) return sure;
  const texts = new Set(knownValues(node, around.template).map(({ text }) => text));
  return texts.size > 0 ? [...texts].join(' or ') : null;
}

/** Several are told with a semicolon between them; those that are not known are left out. */
function listed(texts: readonly (string | null)[]): string | null {
  const known = texts.filter(text => text !== null);
  return known.length > 0 ? known.join('; ') : null;
}
