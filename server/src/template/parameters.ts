import { get } from './node.js';
import { perBlock } from './per-block.js';
import type { Template } from './template.js';

/** The texts that parameters have where nobody gives them others, by their names. */
export function defaultsOf(template: Template): Map<string, string> {
  const defaults = new Map<string, string>();
  for (const { block } of template.section('Parameters')) {
    const text = defaultOf(block);
    if (text) defaults.set(block.key, text);
  }
  return defaults;
}

const defaultOf = perBlock(({ value }) => {
  const node = get(value, 'Default');
  return node?.kind === 'scalar' ? node.text : '';
});
