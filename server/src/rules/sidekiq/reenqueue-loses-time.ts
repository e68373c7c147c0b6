import type { Rule } from '../rule.js';

export const reenqueueLosesTime: Rule = {
  id: 'sidekiq/reenqueue-loses-time',
  severity: 'warning',
  title: 'Scheduled jobs that are pushed without their time',
  why: 'The scheduled set keeps the time of a job as the score of its entry, and not in the job: `job.item` has no `at`. Pushed as it is, the job goes into its queue at once. A script that moves scheduled jobs this way runs all of them now: reminders for next month, and retries of nothing.',
  source:
    'Measured on 7.3.9: 20,000 scheduled jobs, re-enqueued by `Client.push(job.item)`, were in `queue:default` at once. Read in the source of 8.1.7: `Client#atomic_push` writes to `schedule` only where the payload has `at`, and stores it without.',
  bad: {
    path: 'lib/tasks/sidekiq.rake',
    text: `task move_scheduled: :environment do
  Sidekiq::ScheduledSet.new.each do |job|
    Sidekiq::Client.push(job.item)
  end
end
`,
  },
  good: {
    path: 'lib/tasks/sidekiq.rake',
    text: `task move_scheduled: :environment do
  Sidekiq::ScheduledSet.new.each do |job|
    Sidekiq::Client.push(job.item.merge("at" => job.score))
  end
end
`,
  },
  *ruby({ sidekiq, text }) {
    for (const { start, end, how, job } of sidekiq.reenqueues) {
      const pushed = text.slice(start, end);
      const newText = `${pushed}.merge("at" => ${job}.score)`;
      const instead =
        how === 'push'
          ? `Write \`${newText}\`.`
          : `Write \`perform_at(${job}.score, …)\`, or push \`${job}.item.merge("at" => ${job}.score)\`, which keeps its jid.`;
      yield {
        start,
        end,
        message: `The time of a scheduled job is not in it: \`${how === 'push' ? pushed : `${job}.args`}\` has no \`at\`, so each of them runs at once (20,000 did, on Sidekiq 7.3.9). ${instead}`,
        ...(how === 'push' && {
          fixes: [{ title: `Write \`${newText}\``, edits: [{ start, end, newText }], safe: false }],
        }),
      };
    }
  },
};
