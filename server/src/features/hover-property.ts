import { resourceOf } from '../template/resource.js';
import { propertyAt, RESOURCE_ATTRIBUTES, RESOURCE_TYPES } from '../template/schema/index.js';
import { keysOf } from './locate.js';
import { propertyMarkdown } from './property-words.js';
import type { Said, Spot } from './spot.js';

/** What a key of the resource types we know is for. */
export function hoverProperty({ placed, path }: Spot): Said | null {
  const resource = resourceOf(placed.block);
  const last = path.at(-1);
  if (!resource || !last?.entry || !Object.hasOwn(RESOURCE_TYPES, resource.type)) return null;
  const { key, keySpan } = last.entry;
  const [first, ...rest] = keysOf(path);
  if (last.node === resource.typeNode && !last.onKey) {
    const { description } = RESOURCE_TYPES[resource.type] ?? { description: '' };
    return { markdown: `**${resource.type}**\n\n${description}.`, span: resource.typeNode };
  }
  if (!last.onKey) return null;
  const property =
    first === 'Properties' && rest.length > 0
      ? propertyAt(resource.type, rest)
      : rest.length === 0 && Object.hasOwn(RESOURCE_ATTRIBUTES, key)
        ? RESOURCE_ATTRIBUTES[key]
        : undefined;
  return property ? { markdown: propertyMarkdown(key, property), span: keySpan } : null;
}
