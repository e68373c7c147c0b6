import { moved, type Span } from '../template/node.js';
import { resourceOf } from '../template/resource.js';
import type { Block, PlacedBlock, Template } from '../template/template.js';
import { DeployedStack, type Live } from './deployed.js';
import { hashedInput } from './hashed.js';
import { conditionOf, LocalSides } from './local-sides.js';
import { mismatch } from './mismatch.js';
import { type ComparedType, isCompared } from './shape.js';
import type { LiveRule, LiveSchedule, Snapshot } from './snapshot.js';
import { type Difference, judge } from './three-ways.js';
import type { Fields, Value } from './value.js';

export type { Difference } from './three-ways.js';

/** What a rule or schedule of a template is in AWS. */
export interface ResourceDrift {
  readonly logicalId: string;
  readonly type: ComparedType;
  /** Null where it is not deployed, or not known to be. */
  readonly physicalId: string | null;
  /** Its logical id, in the file. */
  readonly span: Span;
  readonly status: Status;
  /** Where live is not as deployed, in the order of the properties: of kind `drift` and `adopted`. */
  readonly differences: readonly Difference[];
  /** Where live is as deployed, and this file says something else: no drift. */
  readonly pending: readonly Difference[];
  /** How many properties were not compared, or in part only; 0 where all of it is unknown. */
  readonly notCompared: number;
  /** Why something is not known or left out, each a sentence's end. */
  readonly reasons: readonly string[];
  /** As the API has it; null where it is not there, or not found. */
  readonly live: LiveRule | LiveSchedule | null;
  /** What the deployed template wants, as the API has it; null where that is not known. */
  readonly wanted: Fields | null;
  /** The inputs in `live` and `wanted` are hashes of themselves. */
  readonly inputsHashed: boolean;
}

/** `adopted`: live is what this file says, and another thing was deployed. */
export type Status = 'in-sync' | 'drift' | 'deleted' | 'not-deployed' | 'adopted' | 'unknown';

export interface DriftOptions {
  readonly ignored: readonly Ignored[];
  /** Which stack the template makes: of another one's snapshot all is unknown. Null is not said. */
  readonly account: string | null;
  readonly region: string | null;
  readonly stack: string | null;
  /** What inputs were hashed with; null where it is not there, so that they can't be compared. */
  readonly hash: ((text: string) => string) | null;
}

/** A difference that a team knows of. */
export interface Ignored {
  /** A logical id. */
  readonly resource: string;
  /** A path as differences have it, e.g. `State` or `Targets[jobs].Input`; what is in it too. */
  readonly property: string;
  readonly reason: string;
}

/**
 * Compares the rules and schedules of a template with what is live and with what was deployed, in
 * the order of the file; never throws. The answer is kept for as long as the template, the snapshot
 * and the options are the same objects.
 */
export function driftOf(
  local: Template,
  snapshot: Snapshot,
  options: DriftOptions,
): readonly ResourceDrift[] {
  const last = answers.get(local);
  if (last?.snapshot === snapshot && last.options === options) return last.drift;
  const comparison = new TemplateComparison(local, snapshot, options);
  const drift = local.section('Resources').flatMap(placed => comparison.resource(placed));
  answers.set(local, { snapshot, options, drift });
  return drift;
}

interface Answer {
  readonly snapshot: Snapshot;
  readonly options: DriftOptions;
  readonly drift: readonly ResourceDrift[];
}

const answers = new WeakMap<Template, Answer>();

/** What is kept of a snapshot, and of the file that was last held against it. */
interface Kept {
  readonly stack: DeployedStack;
  readonly options: DriftOptions;
  readonly sides: LocalSides;
  /** The resources of those sides in which nothing differs: wherever they stand, it is all there is. */
  readonly settled: WeakMap<Block, Found>;
}

const kept = new WeakMap<Snapshot, Kept>();

function keptOf(local: Template, snapshot: Snapshot, options: DriftOptions): Kept {
  const known = kept.get(snapshot);
  if (known?.options === options && known.sides.areOf(local)) return known;
  const stack = known?.stack ?? new DeployedStack(snapshot, local);
  const readInput = snapshot.inputsHashed ? hashedInput(options.hash) : (input: Value) => input;
  const sides = new LocalSides(local, stack, readInput);
  const anew = { stack, options, sides, settled: new WeakMap<Block, Found>() };
  kept.set(snapshot, anew);
  return anew;
}

type Found = Omit<ResourceDrift, 'logicalId' | 'type' | 'span' | 'inputsHashed'>;

class TemplateComparison {
  private readonly kept: Kept;
  /** Why nothing can be told of any resource; null where it can. */
  private readonly mismatch: string | null;

  constructor(
    local: Template,
    private readonly snapshot: Snapshot,
    private readonly options: DriftOptions,
  ) {
    this.kept = keptOf(local, snapshot, options);
    this.mismatch = mismatch(snapshot, options);
  }

  resource(placed: PlacedBlock): ResourceDrift[] {
    const { block, offset } = placed;
    const type = resourceOf(block)?.type ?? '';
    if (!isCompared(type)) return [];
    const { inputsHashed } = this.snapshot;
    const span = moved(block.keySpan, offset);
    return [{ logicalId: block.key, type, span, inputsHashed, ...this.find(placed, type) }];
  }

  private find(placed: PlacedBlock, type: ComparedType): Found {
    if (this.mismatch) return nothingOf('unknown', null, [this.mismatch]);
    const settled = this.kept.settled.get(placed.block);
    if (settled) return settled;
    const found = this.look(placed, type);
    if (found.differences.length + found.pending.length === 0)
      this.kept.settled.set(placed.block, found);
    return found;
  }

  private look(placed: PlacedBlock, type: ComparedType): Found {
    const deployed = this.kept.stack.find(placed.block.key, type);
    switch (deployed.kind) {
      case 'none':
        return this.notDeployed(placed.block);
      case 'gone':
        return nothingOf('deleted', deployed.physicalId, []);
      case 'unknown':
        return nothingOf('unknown', deployed.physicalId, [deployed.reason]);
      case 'live':
        return this.compared(placed, type, deployed);
    }
  }

  private notDeployed(block: Block): Found {
    const isMade = this.kept.sides.isMade(block);
    const condition = `\`${conditionOf(block)}\``;
    if (isMade) return nothingOf('not-deployed', null, []);
    return isMade === null
      ? nothingOf('unknown', null, [`whether ${condition} holds is not known`])
      : nothingOf('in-sync', null, [`${condition} does not hold, so it is not made`]);
  }

  private compared(placed: PlacedBlock, type: ComparedType, deployed: Live): Found {
    const { physicalId, live, wanted, fields, comparison } = deployed;
    const { block } = placed;
    const local = this.kept.sides.of(block, type, deployed);
    const ignored = this.options.ignored.filter(({ resource }) => resource === block.key);
    const sides = { placed, type, live: fields, deployed: comparison, ignored };
    const judgement = judge({ ...sides, here: local.wanted, local: local.comparison });
    const leaving = `\`${conditionOf(block)}\` does not hold any more: the next deploy removes it`;
    return {
      ...judgement,
      reasons: [...judgement.reasons, ...(local.isLeaving ? [leaving] : [])],
      physicalId,
      live,
      wanted: wanted.kind === 'fields' ? wanted : null,
    };
  }
}

function nothingOf(status: Status, physicalId: string | null, reasons: readonly string[]): Found {
  return { ...NOTHING, status, physicalId, reasons };
}

const NOTHING = { differences: [], pending: [], notCompared: 0, live: null, wanted: null };
