import type * as vscode from 'vscode';

const LIMIT_MS = 20_000;

/**
 * What `probe` gives once that is not undefined: asked now, and again at each `event`.
 * Rejects after 20 s with `what` was waited for and, from `seen`, what was there instead.
 */
export function until<T>(
  what: string,
  event: vscode.Event<unknown>,
  probe: () => T | undefined,
  seen: () => unknown = () => undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      subscription.dispose();
      reject(new Error(`waited ${LIMIT_MS / 1000} s for ${what}; seen: ${JSON.stringify(seen())}`));
    }, LIMIT_MS);
    const look = () => {
      const found = probe();
      if (found === undefined) return;
      clearTimeout(limit);
      subscription.dispose();
      resolve(found);
    };
    const subscription = event(look);
    look();
  });
}

/** What `probe` gives once that is not undefined, asked again and again; for what tells no event. */
export async function untilAsync<T>(what: string, probe: () => Promise<T | undefined>): Promise<T> {
  const limit = Date.now() + LIMIT_MS;
  while (Date.now() < limit) {
    const found = await probe();
    if (found !== undefined) return found;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`waited ${LIMIT_MS / 1000} s for ${what}`);
}
