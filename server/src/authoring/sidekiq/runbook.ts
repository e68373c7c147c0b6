import { type Address, expressionOf } from './address.js';
import type { Answers } from './answers.js';
import { SWITCH } from './marks.js';
import { strategiesFor } from './strategies.js';

/** What to do in which order, how to see that it worked, and how to go back: Markdown, for a person in charge. */
export function runbook(answers: Answers, initializer: string): string {
  return [
    head(answers, initializer),
    before(answers),
    steps(answers),
    back(answers),
    toKnow(answers),
  ].join('\n');
}

function head(
  { old, new: next, strategy, processes, edition, uses }: Answers,
  initializer: string,
) {
  const chosen = strategiesFor({ processes, edition, uses }).find(({ id }) => id === strategy);
  const failures = (chosen?.failures ?? []).map(failure => `- ${failure}`);
  return `# Moving Sidekiq to another Redis

From \`${expressionOf(old)}\` to \`${expressionOf(next)}\`. What is written for it is marked in \`${initializer}\`;
\`cronwright migrate sidekiq --finish\` takes it out again, and this page with it.

**${chosen?.title}.** ${chosen?.reason}

${failures.length > 0 ? `To watch for:\n\n${failures.join('\n')}\n` : ''}`;
}

function before({ old, new: next }: Answers): string {
  return `## Before

Where both servers can be reached (a one-off task of the application, say):

\`\`\`sh
bundle exec ruby script/sidekiq_move.rb --dry-run
bundle exec ruby script/sidekiq_move.rb --dry-run --back
\`\`\`

Both have to list what is there and end with 0. They say so where a server is too old for this Sidekiq, throws away jobs
when it is full, is a cluster or a replica, or where both addresses lead to the same server. Nothing is changed by this.

${addresses(old, next)}
`;
}

function addresses(old: Address, { kind, name }: Address): string {
  const needed = kind === 'env' ? `Set \`${name}\`` : `Give \`${name}\` a value`;
  return `${needed} for every process: web, workers, console, one-off tasks, and in development and tests. What has none does
not boot. \`${old.name}\` is read by the processes that drain, and by the scripts.`;
}

function steps(answers: Answers): string {
  const { uses } = answers;
  return `## Steps

1. **Deploy.** ${deploy(answers)}
   From here on everything that is enqueued goes to the new Redis.
   *Check:* the log of each process says which Redis it has; new jobs run.
2. **Wait until the queues of the old Redis are empty**, and nothing is in progress:
   \`\`\`sh
   bundle exec ruby script/sidekiq_verify.rb
   \`\`\`
   Jobs that have a time, \`schedule\` and \`retry\`, may remain: they are next.${uses.includes('batches') ? '\n   Jobs of a batch stay on the old Redis until they have run there; wait for those too.' : ''}
3. **Move what has a time**, and what else there is:
   \`\`\`sh
   bundle exec ruby script/sidekiq_move.rb
   \`\`\`
   It can be killed at any moment and started again: none is lost, none is doubled, also while Sidekiq works on both.
   Start it again until it moves 0 jobs. \`--take schedule,retry,queues,dead\` takes the dead ones along.
4. **Verify**: \`sidekiq_verify.rb\` has to end with 0.
5. **End the processes that drain**${answers.strategy === 'coin-toss' ? `: deploy with \`${SWITCH} = false\`` : ''}. Wait 60 seconds: what a process works on is told every ten seconds only.
   **Verify again**, and keep what it prints:
   \`\`\`sh
   bundle exec ruby script/sidekiq_verify.rb | tee verified.txt
   \`\`\`
6. **Clean up**, and deploy:
   \`\`\`sh
   cronwright migrate sidekiq --finish --verified verified.txt
   \`\`\`
   Without \`--verified\` it runs the verifier itself, where it can reach the old Redis. It takes nothing out where there is work left.
7. **Take away what still names the old Redis**: the clean-up lists it, and \`cronwright lint\` goes on finding it
   (\`sidekiq/leftover\`) in Ruby, Procfiles, environment and compose files and task definitions. Then the server itself.
`;
}

function deploy({ strategy, processes }: Answers): string {
  const few = Math.max(1, Math.ceil(processes / 4));
  switch (strategy) {
    case 'drainer':
      return `Set \`SIDEKIQ_DRAIN_OLD=1\` on ${few} of the ${processes} Sidekiq ${processes === 1 ? 'process' : 'processes'}, or on a service that is added with as many tasks; nowhere else.`;
    case 'two-processes':
      return `Each container starts two processes: \`bundle exec sidekiq\`, and \`SIDEKIQ_DRAIN_OLD=1 bundle exec sidekiq\`. What starts them hands SIGTERM on to both and ends when one of them does; the stop timeout is above 25 seconds.`;
    case 'coin-toss':
      return `Each of the ${processes} ${processes === 1 ? 'process' : 'processes'} tosses a coin when it starts. Look after each deploy that somebody works on either Redis: \`sidekiq_verify.rb\` says how many live processes the old one has, with \`--back\` the new one.`;
  }
}

function back({ old }: Answers): string {
  return `## Back

Until step 6 there is a way back, and nothing is lost on it:

1. Deploy what there was before, so that everything is enqueued on \`${expressionOf(old)}\` again; keep the scripts.
2. \`bundle exec ruby script/sidekiq_move.rb --back\`, until it moves 0 jobs.
3. \`bundle exec ruby script/sidekiq_verify.rb --back\` has to end with 0.
`;
}

function toKnow({ edition, uses, cron }: Answers): string {
  const notes = [
    'Meanwhile the Web UI and the console show the new Redis only. What is left on the old one is what `sidekiq_verify.rb` counts.',
    'Don’t let a server fail over to its replica while the mover runs: what a replica had not received yet is lost with any tool.',
    ...(edition === 'oss'
      ? [
          'A job that is killed in the middle of its work is lost by Sidekiq itself: end processes with SIGTERM, and give them their 25 seconds.',
        ]
      : [
          'What a killed process had in its private list (super_fetch) only a process on the same server recovers: keep one that drains until it is empty.',
        ]),
    ...(uses.includes('batches')
      ? [
          'A batch ends on the server where it began. Its jobs stay; what such a job enqueues stays too, for it may belong to the batch.',
        ]
      : []),
    ...(uses.includes('periodic')
      ? [
          `Periodic jobs are registered on the new Redis alone.${cron === null ? '' : ' sidekiq-cron keeps its jobs on the server: load them anew there.'}`,
        ]
      : []),
    ...(uses.includes('unique')
      ? [
          'Locks of unique jobs don’t move: a job can be enqueued on the new Redis while the same waits on the old one. Where that matters, wait for the queues before step 1.',
        ]
      : []),
  ];
  return `## To know

${notes.map(note => `- ${note}`).join('\n')}
`;
}
