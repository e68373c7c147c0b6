import type { PathStep, Span } from '../template/node.js';
import type { PlacedBlock, Template } from '../template/template.js';
import type { Env } from './env.js';

/** A place in a template, with what is around it. */
export interface Spot {
  readonly template: Template;
  readonly placed: PlacedBlock;
  /** The offset, counted in the block. */
  readonly at: number;
  /** From the block's value to what stands there. */
  readonly path: readonly PathStep[];
  readonly env: Env;
}

/** What there is to say about a spot; the span counts in the block. */
export interface Said {
  readonly markdown: string;
  readonly span: Span;
}
