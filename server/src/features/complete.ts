import type { Template } from '../template/template.js';
import { completeImports } from './complete-imports.js';
import { completeInput } from './complete-input.js';
import { completeKeys, completeValues } from './complete-properties.js';
import { completeSchedule } from './complete-schedule.js';
import { completeZones } from './complete-zones.js';
import type { Completion } from './completion.js';
import { cursorAt } from './cursor.js';
import type { Env } from './env.js';

/** What can be written at an offset; nothing where that is not ours to say. */
export function complete(template: Template, offset: number, env: Env): Completion[] {
  const inInput = completeInput(template, offset, env);
  if (inInput) return inInput;
  const onKey = cursorAt(template, offset, 'key');
  const keys = onKey?.onKey ? completeKeys(onKey, template) : [];
  if (keys.length > 0) return keys;
  const cursor = cursorAt(template, offset, 'value');
  if (!cursor) return [];
  if (cursor.onKey) return completeKeys(cursor, template);
  const imports = completeImports(cursor, template, env);
  if (imports) return imports;
  return [
    ...completeSchedule(cursor, template, env),
    ...completeZones(cursor, template, env),
    ...completeValues(cursor, template),
  ];
}
