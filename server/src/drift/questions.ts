import type { ResourceDrift } from './drift.js';

/** Who changed it last, and how often it ran. */
export type Question = 'who' | 'firing';

/** What AWS can be asked about a resource beside its state; of a single schedule it counts no runs. */
export function questionsOf({ type, physicalId, live }: ResourceDrift): Question[] {
  if (physicalId === null) return [];
  return live && type === 'AWS::Events::Rule' ? ['who', 'firing'] : ['who'];
}
