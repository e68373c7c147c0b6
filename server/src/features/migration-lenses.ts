import { MARK, SWITCH } from '../authoring/sidekiq/marks.js';
import type { Span } from '../template/node.js';

/** What stands above the file that configures Sidekiq while its jobs are moved to another Redis. */
export interface MigrationLens extends Span {
  readonly title: string;
  /** What a click does; null where it only says something. */
  readonly does: 'verify' | 'finish' | null;
}

export function migrationLenses(text: string): readonly MigrationLens[] {
  const start = text.indexOf(MARK);
  if (start < 0 || !text.includes(`${SWITCH} =`)) return [];
  const span = { start, end: start + MARK.length };
  return [
    { ...span, title: 'Migration under way: 2 readers', does: null },
    { ...span, title: 'verify', does: 'verify' },
    { ...span, title: 'finish', does: 'finish' },
  ];
}
