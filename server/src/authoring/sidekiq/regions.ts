import { quietCron } from '../../rules/sidekiq/cron.js';
import { expressionOf } from './address.js';
import type { Answers } from './answers.js';
import drain from './drain.rb';
import enqueueToNew from './enqueue_to_new.rb';
import { SWITCH } from './marks.js';
import move from './move.rb';
import verify from './verify.rb';

/** What is written before the first block: what says whether a process drains the old Redis. */
export function topRegion({ strategy }: Answers): string {
  if (strategy !== 'coin-toss') return drain;
  const by = [
    '# Half of the processes, by chance, work on the old Redis until nothing is left there.',
    TAKEN,
  ];
  return drain
    .replace(/^# A process with .*$/m, by.join('\n'))
    .replace(/^(DRAINS_OLD_REDIS = ).*$/m, '$1rand < 0.5');
}

const TAKEN =
  '# cronwright-disable-file sidekiq/random-server -- chosen with its odds: docs/sidekiq-migration.md';

/** What is written at the end: what a draining process does otherwise. */
export function bottomRegion(answers: Answers, sslParams: string | null): string {
  const withAddress = addressed(enqueueToNew, answers).replace(
    /RedisConnection\.create\((url: .*)\)$/m,
    (call, url) =>
      sslParams === null ? call : `RedisConnection.create(${url}, ssl_params: ${sslParams})`,
  );
  const quiet = quietLines(answers);
  return quiet === null ? withAddress : withAddress.replace(/^end\n(?=# <<<)/m, `${quiet}end\n`);
}

/** sidekiq-cron keeps its jobs in Redis, so that a draining process would run them a second time. */
function quietLines({ cron }: Answers): string | null {
  if (cron === null) return null;
  return `  # sidekiq-cron runs its jobs from the new Redis alone\n  ${quietCron(cron)} if ${SWITCH}\n`;
}

export interface Scripts {
  readonly move: string;
  readonly verify: string;
}

/** The two scripts, for the user's names of the addresses. */
export function scriptsFor(answers: Answers, sslParams: string | null): Scripts {
  const own = (script: string) => {
    const text = addressed(script, answers);
    const secured =
      sslParams === null
        ? text
        : text.replace('create(url: url,', `create(url: url, ssl_params: ${sslParams},`);
    const isBoot = [answers.old, answers.new].some(({ kind }) => kind === 'constant');
    return isBoot ? booted(secured) : secured;
  };
  return { move: own(move), verify: own(verify) };
}

/** Constants are those of the application, so it is loaded. */
function booted(script: string): string {
  return script.replace(
    'require "sidekiq"\n',
    'require "sidekiq"\nrequire_relative "../config/environment"\n',
  );
}

function addressed(ruby: string, answers: Answers): string {
  return ruby
    .replaceAll('ENV.fetch("SIDEKIQ_OLD_REDIS_URL")', () => expressionOf(answers.old))
    .replaceAll('ENV.fetch("SIDEKIQ_NEW_REDIS_URL")', () => expressionOf(answers.new));
}
