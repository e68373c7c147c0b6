import { type Address, readAddress } from './address.js';
import type { Answers, Feature } from './answers.js';

/** What an application says by itself of what is asked, to be confirmed. */
export interface Found extends Pick<Answers, 'edition' | 'version' | 'uses' | 'cron'> {
  /** What the initializer reads its address from now: the old Redis. */
  readonly old: Address | null;
}

/** `gems` are those of Gemfile.lock with their versions; `ruby` are the texts of the Ruby files. */
export function foundIn(
  gems: ReadonlyMap<string, string>,
  initializer: string,
  ruby: readonly string[],
): Found {
  const edition = gems.has('sidekiq-ent') ? 'enterprise' : gems.has('sidekiq-pro') ? 'pro' : 'oss';
  const isSaid = (pattern: RegExp) => ruby.some(text => pattern.test(text));
  const isUsed: Readonly<Record<Feature, boolean>> = {
    batches: isSaid(/\bSidekiq::Batch\b/),
    periodic: isSaid(/\.periodic\s*(?:do|\{)/) || PERIODIC_GEMS.some(gem => gems.has(gem)),
    unique: isSaid(/\bunique_for:/) || gems.has('sidekiq-unique-jobs'),
  };
  return {
    edition,
    version: gems.get('sidekiq') ?? null,
    uses: (Object.keys(isUsed) as Feature[]).filter(feature => isUsed[feature]),
    cron: gems.get('sidekiq-cron') ?? null,
    old: addressIn(initializer),
  };
}

const PERIODIC_GEMS = ['sidekiq-cron', 'sidekiq-scheduler'];

/** The first address that a file names as a URL. */
function addressIn(text: string): Address | null {
  const [, written] =
    /(?:\b|_)url["']?\s*(?::|=>|=)\s*(ENV(?:\.fetch\(|\[)\s*["']\w+["']|(?:::)?[A-Z][\w:]*)/.exec(
      text,
    ) ?? [];
  if (written === undefined) return null;
  const name = /["'](\w+)["']/.exec(written)?.[1];
  return name ? { kind: 'env', name } : readAddress(written, text);
}
