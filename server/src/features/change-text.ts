import type { Env } from './env.js';
import { dayAndTime } from './times.js';

/** A change that CloudTrail knows of; the shape is that of `providers/live.ts`. */
export interface TrailChange {
  /** ISO 8601 in UTC. */
  readonly when: string;
  /** The API's name, such as `DisableRule`. */
  readonly event: string;
  readonly who: string;
  readonly isConsole: boolean;
}

/** `DisableRule by role Admin in the console, 3 h ago (Tue 24 Nov 02:10 UTC)` */
export function changeText(
  { when, event, who, isConsole }: TrailChange,
  env: Pick<Env, 'now' | 'locale' | 'hour12'>,
): string {
  const at = Date.parse(when);
  const place = isConsole ? ' in the console' : '';
  return `${event} by ${who}${place}, ${agoText(env.now - at)} (${dayAndTime(at, 'UTC', env.now, env)} UTC)`;
}

const MINUTE = 60_000;

function agoText(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / MINUTE));
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h ago`;
  return `${Math.round(minutes / (24 * 60))} days ago`;
}
