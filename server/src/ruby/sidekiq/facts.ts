import type { Span } from '../span.js';

/**
 * What a Ruby file says of Sidekiq's Redis: plain data, with offsets in UTF-16 units from the start of
 * the file, each list in the order of the file.
 */
export interface SidekiqFacts {
  readonly blocks: readonly ConfigBlock[];
  readonly assignments: readonly RedisAssignment[];
  readonly capsules: readonly CapsuleRedis[];
  /** Choices by chance between Redis of Sidekiq that reach no assignment. */
  readonly tosses: readonly Toss[];
  readonly clients: readonly ClientUse[];
  readonly periodic: readonly Registration[];
  readonly reenqueues: readonly Reenqueue[];
  readonly moves: readonly Move[];
  /** Constants and texts that may name a Redis, to be found again once it is gone. */
  readonly names: readonly Named[];
  /** The keys of sidekiq.yml that the file reads itself. */
  readonly options: readonly string[];
  /** It may keep sidekiq-cron from running its jobs in some process. */
  readonly quietsCron: boolean;
  /** It says which schedule sidekiq-cron loads by itself. */
  readonly setsCronFile: boolean;
  /** It reads sidekiq.yml as a file of its own. */
  readonly readsYml: boolean;
  /** Texts over several lines, in which no comment can stand. */
  readonly texts: readonly Span[];
}

export type Side = 'server' | 'client';

/** `Sidekiq.configure_server do |config|`; the span is that of the call up to its block. */
export interface ConfigBlock extends Span {
  readonly side: Side;
  /** The whole call, with its block. */
  readonly whole: Span;
  /** The configuration is handed to something that may set its Redis. */
  readonly isHandedOn: boolean;
}

/** `config.redis = value`; the span is that of `config.redis`. */
export interface RedisAssignment extends Span {
  /** Both outside of a block: `Sidekiq.redis = …`. */
  readonly sides: readonly Side[];
  /** It is made whenever its block is run. */
  readonly isSure: boolean;
  /** It hangs on the version of a gem. */
  readonly isForVersion: boolean;
  /** What is assigned, as it is written. */
  readonly written: Span;
  /** Nothing in it is only known in its block. */
  readonly isFree: boolean;
  /** One for each branch. */
  readonly values: readonly RedisValue[];
  /** Bare words among the values that are neither local variables nor methods of the file. */
  readonly words: readonly BareWord[];
  /** How the value is chosen, where it is by chance. */
  readonly toss: Toss | null;
  /** Texts in it that name a host. */
  readonly hosts: readonly Host[];
}

export interface RedisValue extends Span {
  readonly kind: 'hash' | 'pool' | 'nil' | 'unknown';
  readonly urls: readonly Url[];
  /** The keys that are written out. */
  readonly keys: readonly Named[];
  /** It may have keys that are not written out. */
  readonly isOpen: boolean;
}

/** Where a Redis is, as far as the text tells. */
export interface Url {
  /** `default` is what Sidekiq takes by itself; of `unknown` only the text is known. */
  readonly kind: 'env' | 'constant' | 'literal' | 'path' | 'default' | 'unknown';
  /** The variable's or constant's name, the URL, the code. */
  readonly text: string;
  /** As the reader knows it: the constant's name where its value is known too. */
  readonly shown: string;
  /** It is for another environment, or for where the one before it is not set. */
  readonly isAside: boolean;
}

/** A choice by chance; the span is that of the condition or the call. */
export interface Toss extends Span {
  readonly outcomes: readonly Outcome[];
}

export interface Outcome {
  readonly shown: string;
  /** From 0 to 1; null where it is not known. */
  readonly odds: number | null;
}

export interface BareWord extends Span {
  readonly name: string;
  /** Where it is evaluated. */
  readonly where: Side | 'everywhere';
  /** Names that stand in the file and may be meant, the nearest first. */
  readonly near: readonly string[];
}

export interface Host extends Span {
  readonly text: string;
}

export interface Named extends Span {
  readonly name: string;
}

/** `redis=` on a capsule; the span is that of `cap.redis`. */
export interface CapsuleRedis extends Span {
  /** Its name; null where it is not written out. */
  readonly capsule: string | null;
}

/** `Sidekiq::Client.via(pool)` or `.new(pool: pool)`; the span is that of the call. */
export interface ClientUse extends Span {
  readonly pools: readonly RedisValue[];
  readonly toss: Toss | null;
  readonly isInMethod: boolean;
  readonly hosts: readonly Host[];
}

/** What makes jobs run by the clock; the span is that of the call. */
export interface Registration extends Span {
  readonly api: 'periodic' | 'sidekiq-cron' | 'sidekiq-scheduler';
  /** The whole call, with its block. */
  readonly whole: Span;
  /** Something other than a file's or a gem's presence decides on it. */
  readonly isGuarded: boolean;
  /** A local variable that says whether this process drains the old Redis. */
  readonly switch: string | null;
}

/** A scheduled job that is pushed anew without its time; the span is that of what is pushed. */
export interface Reenqueue extends Span {
  readonly how: 'push' | 'perform';
  /** The variable that holds the job. */
  readonly job: string;
}

/** Two steps that take a job out of one Redis and put it into another; the span is that of the taking. */
export interface Move extends Span {
  /** The step that comes first. */
  readonly first: 'take' | 'put';
  readonly put: Span;
  readonly from: string;
  readonly to: string;
}
