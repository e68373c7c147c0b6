import { driftOf } from '../drift/drift.js';
import { driftMarkdown } from './drift-words.js';
import type { Said, Spot } from './spot.js';

/** On a logical id: what is live of the resource, where that is known and worth a word. */
export function hoverDrift({ template, placed, at, env }: Spot): Said | null {
  const { keySpan, section, key } = placed.block;
  if (!env.live || section !== 'Resources' || at < keySpan.start || at > keySpan.end) return null;
  const { snapshot } = env.live;
  const drift = driftOf(template, snapshot, env.live).find(({ logicalId }) => logicalId === key);
  return drift ? { markdown: driftMarkdown(drift, snapshot, env), span: keySpan } : null;
}
