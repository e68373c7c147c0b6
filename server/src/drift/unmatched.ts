import { moved } from '../template/node.js';
import { resourceOf } from '../template/resource.js';
import type { Template } from '../template/template.js';
import type { ResourceDrift } from './drift.js';
import { isCompared } from './shape.js';

/** The rules and schedules of a template of which nothing live is known, for one reason. */
export function unmatched(template: Template, reason: string): ResourceDrift[] {
  return template.section('Resources').flatMap(({ block, offset }) => {
    const type = resourceOf(block)?.type;
    if (type === undefined || !isCompared(type)) return [];
    return [
      {
        logicalId: block.key,
        type,
        physicalId: null,
        span: moved(block.keySpan, offset),
        status: 'unknown' as const,
        differences: [],
        pending: [],
        notCompared: 0,
        reasons: [reason],
        live: null,
        wanted: null,
        inputsHashed: false,
      },
    ];
  });
}
