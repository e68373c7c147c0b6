import type { Tasks } from '../workspace/tasks.js';
import type { Completion, Slot } from './completion.js';

/**
 * The rake tasks that can stand in a place, with what each does and takes: those that have what was
 * typed so far, of whose order the editor makes the best.
 */
export function completeTasks(tasks: Tasks, typed: string, slot: Slot): Completion[] {
  return tasks.names
    .filter(name => name.includes(typed))
    .map(name => {
      const definitions = tasks.definitionsOf(name);
      const description = definitions.find(({ description }) => description)?.description ?? '';
      const params = definitions.find(({ params }) => params && params.length > 0)?.params ?? [];
      return {
        label: name,
        kind: 'task',
        detail: params.length > 0 ? `takes ${params.join(', ')}` : 'rake task',
        ...(description && { documentation: description.trim() }),
        insertText: slot.quoted(name),
        start: slot.start,
        end: slot.end,
      };
    });
}
