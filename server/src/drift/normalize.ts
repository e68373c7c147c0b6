import { parseDate } from '../schedule/dates.js';
import type { Shape } from './shape.js';
import { type Fields, type Known, known, type Value } from './value.js';

/**
 * A value as the API has it, whether it comes from a template or from the API: the API's keys, and
 * one way to write each scalar. What no shape is known of stays as it is.
 */
export function normalized(value: Value, shape: Shape): Value {
  switch (value.kind) {
    case 'known':
      return scalar(value, shape);
    case 'list':
      return {
        kind: 'list',
        items: value.items.map(item => (item.kind === 'fields' ? members(item, shape) : item)),
      };
    case 'fields':
      return members(value, shape);
    default:
      return value;
  }
}

function members(value: Fields, shape: Shape): Fields {
  return shape.members ? normalizedFields(value, shape.members) : value;
}

export function normalizedFields({ fields }: Fields, members: ReadonlyMap<string, Shape>): Fields {
  const named = new Map<string, Value>();
  for (const [key, value] of fields) {
    const shape = members.get(key);
    named.set(shape?.name ?? key, shape ? normalized(value, shape) : value);
  }
  return { kind: 'fields', fields: named };
}

function scalar(value: Known, { name, reading }: Shape): Known {
  const text = String(value.value);
  switch (reading) {
    case 'integer':
      return /^\d+$/.test(text) ? known(text.replace(/^0+(?=\d)/, '')) : value;
    case 'boolean':
      return known(text.toLowerCase());
    case 'date': {
      const { time } = parseDate(text);
      return time === null ? value : known(new Date(time).toISOString());
    }
    case 'text':
      // a bus is also called by its ARN
      return name === 'EventBusName' ? known(text.replace(/^arn:.*:event-bus\//, '')) : value;
    default:
      return value;
  }
}
