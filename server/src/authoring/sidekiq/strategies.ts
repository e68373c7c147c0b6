import type { Answers, StrategyId } from './answers.js';

/** A way to have the old Redis worked on until it is empty. */
export interface Strategy {
  /** Null for what does not work at all, and is listed so that nobody has to try it. */
  readonly id: StrategyId | null;
  readonly title: string;
  /** When it is the right one, or why it is not. */
  readonly reason: string;
  /** What goes wrong with it, each in a sentence. */
  readonly failures: readonly string[];
}

/** Deploys that a migration is taken to see. */
const DEPLOYS = 12;

type Situation = Pick<Answers, 'processes' | 'edition' | 'uses'>;

/** All strategies, the recommended one first. */
export function strategiesFor(about: Situation): readonly Strategy[] {
  return [drainer(about), TWO_PROCESSES, coinToss(about), CAPSULES];
}

function drainer({ edition, uses }: Situation): Strategy {
  const needs = [
    ...(uses.includes('batches') ? ['batches'] : []),
    ...(edition === 'oss' ? [] : ['super_fetch']),
  ];
  return {
    id: 'drainer',
    title: 'Some tasks drain the old Redis',
    reason:
      needs.length > 0
        ? `A fixed switch, SIDEKIQ_DRAIN_OLD=1, on a service or on some tasks. The only way that suits ${needs.join(' and ')}.`
        : 'A fixed switch, SIDEKIQ_DRAIN_OLD=1, on a service or on some tasks: always safe, and nothing is left to chance.',
    failures: [
      'What the jobs of a draining process enqueue would go to the old Redis; the middleware sends it to the new one.',
      ...periodic(uses),
    ],
  };
}

const TWO_PROCESSES: Strategy = {
  id: 'two-processes',
  title: 'Two processes in each container',
  reason:
    'Where no service can be added. One process of each container has SIDEKIQ_DRAIN_OLD=1, the other has not.',
  failures: [
    'Each process needs an environment of its own: a config file can’t set the Redis, Sidekiq ignores `redis` and `url` in sidekiq.yml.',
    'Whatever starts the two has to hand SIGTERM on to both, and has to end when one of them does.',
    'The container’s stop timeout has to be above the 25 seconds that Sidekiq takes, else running jobs are killed.',
  ],
};

/** The odds of a coin toss for so many processes. */
export function oddsOf(processes: number): { readonly deploy: number; readonly overall: number } {
  const deploy = 0.5 ** processes;
  return { deploy, overall: 1 - (1 - deploy) ** DEPLOYS };
}

function coinToss({ processes, uses }: Situation): Strategy {
  const { deploy, overall } = oddsOf(processes);
  const of = processes === 1 ? '1 process' : `${processes} processes`;
  return {
    id: 'coin-toss',
    title: 'Each process tosses a coin when it starts',
    reason: `With ${of}, ${percent(deploy)} of deploys leave nobody on the old Redis, and as many nobody on the new one; over ${DEPLOYS} deploys the odds of that are ${percent(overall)}.`,
    failures: [
      'While nobody works on one of them, its jobs wait until the next deploy.',
      'Processes that are forked after the application was loaded all have the same toss.',
      'The Web UI and the console can’t tell which process reads which Redis.',
      ...(uses.includes('batches')
        ? ['A batch has to end where it began; it waits while nobody works on the old Redis.']
        : []),
      ...periodic(uses),
    ],
  };
}

const CAPSULES: Strategy = {
  id: null,
  title: 'A capsule with a Redis of its own',
  reason:
    'Never: all capsules of a process use one Redis. `redis=` does not exist on a capsule, and the process won’t boot (Sidekiq 7.3, docs/capsule.md).',
  failures: [],
};

function periodic(uses: Situation['uses']): string[] {
  return uses.includes('periodic')
    ? ['Periodic jobs would run twice, once for each Redis; a process that drains runs none.']
    : [];
}

/** `6.25 %`, `54 %`, `0.4 %`: as many digits as say something. */
export function percent(odds: number): string {
  const value = odds * 100;
  if (value < 0.1) return 'less than 0.1 %';
  const digits = value >= 10 ? 0 : value >= 1 ? 2 : 1;
  return `${Number(value.toFixed(digits))} %`;
}
