import type { Address } from './address.js';

export const EDITIONS = ['oss', 'pro', 'enterprise'] as const;

export type Edition = (typeof EDITIONS)[number];

/** What a move has to heed. */
export const FEATURES = ['batches', 'periodic', 'unique'] as const;

export type Feature = (typeof FEATURES)[number];

export const STRATEGY_IDS = ['drainer', 'two-processes', 'coin-toss'] as const;

export type StrategyId = (typeof STRATEGY_IDS)[number];

/** What is asked before a migration is written. */
export interface Answers {
  readonly old: Address;
  readonly new: Address;
  /** The Sidekiq processes that run, at least 1. */
  readonly processes: number;
  readonly edition: Edition;
  /** As in `7.3.9`; null where it is not known. */
  readonly version: string | null;
  readonly uses: readonly Feature[];
  /** The version of sidekiq-cron; null where it is not among the gems. */
  readonly cron: string | null;
  readonly strategy: StrategyId;
}
