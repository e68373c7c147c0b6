import { pathAt } from '../template/node.js';
import type { Template } from '../template/template.js';
import type { Env } from './env.js';
import { hoverDrift } from './hover-drift.js';
import { hoverExport, hoverImport } from './hover-export.js';
import { hoverInput } from './hover-input.js';
import { hoverProperty } from './hover-property.js';
import { hoverSchedule } from './hover-schedule.js';
import { hoverTask } from './hover-task.js';
import { hoverZone } from './hover-zone.js';
import { blockIndexAt } from './locate.js';
import type { Spot } from './spot.js';

export interface Hover {
  readonly markdown: string;
  /** What it speaks of, as offsets in the file. */
  readonly start: number;
  readonly end: number;
}

/** What is known of the thing at an offset; null where there is nothing to say. */
export function hover(template: Template, offset: number, env: Env): Hover | null {
  const placed = template.blocks[blockIndexAt(template, offset)];
  if (!placed) return null;
  const { block } = placed;
  const at = offset - placed.offset;
  const spot: Spot = { template, placed, at, path: pathAt(block.value, at), env };
  const found =
    hoverDrift(spot) ??
    hoverImport(spot) ??
    hoverExport(spot) ??
    hoverSchedule(spot) ??
    hoverZone(spot) ??
    hoverTask(spot) ??
    hoverInput(spot) ??
    hoverProperty(spot);
  return (
    found && {
      markdown: found.markdown,
      start: found.span.start + placed.offset,
      end: found.span.end + placed.offset,
    }
  );
}
