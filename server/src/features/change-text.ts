import type { Env } from './env.js';
import type { TrailChange } from './inquiry.js';
import { momentText } from './times.js';

/** `DisableRule by role Admin in the console, 3 h ago (Tue 24 Nov 02:10 UTC)` */
export function changeText(
  change: TrailChange,
  env: Pick<Env, 'now' | 'locale' | 'hour12'>,
): string {
  const when = momentText(change.when, env.now, env);
  return `${change.event} ${byText(change, env.now)} (${when})`;
}

/** `by role Admin in the console, 3 h ago`; `now` in epoch milliseconds. */
export function byText({ when, who, isConsole }: TrailChange, now: number): string {
  const place = isConsole ? ' in the console' : '';
  return `by ${who}${place}, ${agoText(now - Date.parse(when))}`;
}

const MINUTE = 60_000;

function agoText(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / MINUTE));
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h ago`;
  return `${Math.round(minutes / (24 * 60))} days ago`;
}
