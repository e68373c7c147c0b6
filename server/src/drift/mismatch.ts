import type { Snapshot } from './snapshot.js';

/** Why a snapshot says nothing of the stack that is configured; null where it does. */
export function mismatch(
  { account, region, stack }: Snapshot,
  configured: Readonly<Record<'account' | 'region' | 'stack', string | null>>,
): string | null {
  const pairs = [
    ['account', account, configured.account],
    ['Region', region, configured.region],
    ['stack', stack.name, configured.stack],
  ] as const;
  for (const [what, found, wanted] of pairs)
    if (wanted !== null && found !== wanted && !(what === 'stack' && stack.id === wanted))
      return `the snapshot is of ${what} ${found}, and this template’s is ${wanted}`;
  return null;
}
