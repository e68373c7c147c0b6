import type { StackEntry } from '../rules/config.js';
import type { Connection } from './live.js';

/** What the user says of how AWS is reached, by settings or options; what is absent is not said. */
export interface Chosen {
  readonly profile?: string | null | undefined;
  readonly region?: string | null | undefined;
  readonly endpoint?: string | null | undefined;
}

type TeamReach = Pick<StackEntry, 'profile' | 'region' | 'account'>;

/**
 * How a stack is reached: the user's word wins over that of `cronwright.yml`, and what neither says is
 * left to the profile and the environment. The account is the team's alone, as a guard.
 */
export function reachOf(stack: TeamReach | undefined, chosen: Chosen): Connection {
  return {
    profile: chosen.profile ?? stack?.profile ?? undefined,
    region: chosen.region ?? stack?.region ?? undefined,
    endpoint: chosen.endpoint ?? undefined,
    account: stack?.account ?? undefined,
  };
}
