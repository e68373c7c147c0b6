import type { Idle, Timing } from './timing.js';
import { code } from './words.js';

/** In a few words: "At 03:00 (UTC), `cron(0 3 * * ? *)`, 1 run a day". */
export function timingText(timing: Timing): string {
  const { expression, words } = timing;
  if (expression === null) return IDLE.events;
  const runs = runsText(timing);
  const parts = [
    words ?? IDLE[timing.idle ?? 'not-known'],
    code(expression),
    ...(runs ? [runs] : []),
  ];
  return parts.join(', ');
}

/** "5 runs a week"; what can't be said so is an average. Empty where nothing is known. */
export function runsText({ frequency, perDay, idle }: Timing): string {
  if (idle === 'disabled') return 'disabled';
  if (frequency !== null) return frequency;
  return perDay === null ? '' : `${perDay} runs a day on average`;
}

/** Why there is no next run. */
export function idleText(idle: Idle): string {
  return IDLE[idle];
}

const IDLE: Readonly<Record<Idle, string>> = {
  events: 'when an event matches',
  disabled: 'disabled',
  never: 'never',
  'no-run-left': 'no run left',
  'from-creation': 'counts from its creation',
  'not-known': 'not known',
  'not-understood': 'not understood',
};
