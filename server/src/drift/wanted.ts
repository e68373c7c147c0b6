import { get } from '../template/node.js';
import { resourceOf } from '../template/resource.js';
import type { Block } from '../template/template.js';
import { type Comparison, compare, type InputReader } from './compare.js';
import { normalizedFields } from './normalize.js';
import type { Resolver } from './resolver.js';
import { type ComparedType, comparedShapes, shapesOf } from './shape.js';
import { type Fields, type Unknown, unknown } from './value.js';

/** What a template wants of a resource, as the API has it. */
export function wantedBy(
  block: Block | undefined,
  type: ComparedType,
  resolver: Resolver,
): Fields | Unknown {
  const resource = block && resourceOf(block);
  if (resource?.type !== type) return unknown('the template does not have it');
  const properties = get(resource.body, 'Properties');
  if (!properties || resource.body.open) return unknown('its properties are written elsewhere');
  const value = resolver.value(properties);
  if (value?.kind === 'fields') return normalizedFields(value, shapesOf(type));
  return value?.kind === 'unknown' ? value : unknown('its properties are no mapping');
}

/** What a template wants against what is live. */
export function compareWith(
  wanted: Fields | Unknown,
  live: Fields,
  type: ComparedType,
  readInput: InputReader,
): Comparison {
  if (wanted.kind === 'unknown') return { found: [], gaps: [{ path: [], reason: wanted.reason }] };
  return compare(wanted, live, comparedShapes(type), readInput);
}
