import type { Shape } from './shape.js';
import { canonical, isWhollyKnown, type Json, shown, type Value } from './value.js';

/**
 * A value as a call of the API takes it, with its numbers and booleans; undefined where some of it
 * is not known.
 */
export function apiJson(value: Value, shape: Shape | undefined): Json | undefined {
  return isWhollyKnown(value) ? typed(value, shape) : undefined;
}

function typed(value: Value, shape: Shape | undefined): Json {
  const json = shown(value);
  if (shape?.reading === 'pattern' && typeof json !== 'string') return canonical(json);
  switch (value.kind) {
    case 'list':
      return value.items.map(item => typed(item, shape));
    case 'fields':
      return Object.fromEntries(
        [...value.fields].map(([key, inner]) => [key, typed(inner, shape?.members?.get(key))]),
      );
    default:
      return typeof json === 'string' ? typedScalar(json, shape) : json;
  }
}

function typedScalar(text: string, shape: Shape | undefined): Json {
  if (shape?.reading === 'integer' && /^\d+$/.test(text)) return Number(text);
  if (shape?.reading === 'boolean' && /^(?:true|false)$/.test(text)) return text === 'true';
  return text;
}
