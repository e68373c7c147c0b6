import { get } from '../template/node.js';
import { resourceOf } from '../template/resource.js';
import type { Block, Template } from '../template/template.js';
import type { Comparison, InputReader } from './compare.js';
import type { DeployedStack, Live } from './deployed.js';
import { Resolver } from './resolver.js';
import { type ComparedType, isCompared } from './shape.js';
import { transformOf } from './transform.js';
import { type Fields, type Unknown, unknown } from './value.js';
import { compareWith, wantedBy } from './wanted.js';

/** What a file wants of a resource, and that against what is live. */
export interface LocalSide {
  readonly wanted: Fields | Unknown;
  readonly comparison: Comparison;
  /** Its condition does not hold any more. */
  readonly isLeaving: boolean;
}

/**
 * The sides of a template that is being edited. They are kept while nothing changes that a value in
 * another block may hang on: a rule that is typed in is computed anew, and the others are not.
 */
export class LocalSides {
  private readonly resolver: Resolver;
  private readonly transform: string | null;
  private readonly around: readonly unknown[];
  private readonly sides = new WeakMap<Block, LocalSide>();
  /** A block that this template has in common with the deployed one has the same values in both. */
  private readonly isAsDeployed: boolean;

  constructor(
    template: Template,
    deployed: Pick<DeployedStack, 'scope' | 'template'>,
    private readonly readInput: InputReader,
  ) {
    this.resolver = new Resolver(template, deployed.scope);
    this.transform = transformOf(template);
    this.around = aroundOf(template);
    this.isAsDeployed = this.transform === null && this.areOf(deployed.template);
  }

  /** Whether another version of the template has the same values in the blocks that it shares. */
  areOf(template: Template): boolean {
    const around = aroundOf(template);
    return around.length === this.around.length && around.every((one, i) => one === this.around[i]);
  }

  /** Whether a resource is to be made; null where that is not known. */
  isMade(block: Block): boolean | null {
    const condition = conditionOf(block);
    return condition === null || this.resolver.holds(condition);
  }

  of(block: Block, type: ComparedType, live: Live): LocalSide {
    let side = this.sides.get(block);
    if (!side) {
      side = this.compared(block, type, live);
      this.sides.set(block, side);
    }
    return side;
  }

  private compared(block: Block, type: ComparedType, live: Live): LocalSide {
    const isLeaving = this.isMade(block) === false;
    if (this.isAsDeployed && block === live.block)
      return { wanted: live.wanted, comparison: live.comparison, isLeaving };
    const wanted = isLeaving ? unknown('it is not made') : this.wantedBy(block, type);
    const comparison = compareWith(wanted, live.fields, type, this.readInput);
    return { wanted, comparison, isLeaving };
  }

  private wantedBy(block: Block, type: ComparedType): Fields | Unknown {
    return this.transform
      ? unknown(`the transform ${this.transform} rewrites this template`)
      : wantedBy(block, type, this.resolver);
  }
}

/** The condition on which a resource is made; null for none. */
export function conditionOf(block: Block): string | null {
  const condition = get(resourceOf(block)?.body, 'Condition');
  return condition?.kind === 'scalar' && condition.text ? condition.text : null;
}

/** All that is not a rule or schedule, and that there are such. */
function aroundOf(template: Template): readonly unknown[] {
  const blocks = template.blocks.map(({ block }) =>
    isCompared(resourceOf(block)?.type ?? '') ? block.key : block,
  );
  return [transformOf(template), ...blocks];
}
