// The Ruby that the server is given: rake files as a Rails team writes them, about a kilobyte each, and one long file
// with the configuration of Sidekiq and its jobs.

const RAKEFILE = `require_relative 'config/application'

Rails.application.load_tasks
`;

/** What is done with each task of the templates. */
const WAYS = ['task', 'retry', 'report'];

function rakeFile(i) {
  const tasks = WAYS.map(
    way => `  desc '${way} ${i} of the shop: once a day, and again where it failed'
  task :${way}_${i}, %i[day limit] => :environment do |_task, args|
    day = args[:day] ? Date.parse(args[:day]) : Date.yesterday
    Shop::Order.where(placed_on: day).find_each(batch_size: 500) do |order|
      next if order.done? || order.tries > Integer(args[:limit] || 3)
      Shop::Worker.perform_async(order.id, "${way}-${i}-#{day.iso8601}")
    end
  end
`,
  );
  return `namespace :jobs do\n${tasks.join('\n')}end\n`;
}

/** The paths and texts of an application of so many rake files, thirty in a folder; of none, none. */
export function* rakeFiles(count) {
  if (count > 0) yield ['Rakefile', RAKEFILE];
  for (let i = 0; i < count; i++)
    yield [`engines/engine_${Math.floor(i / 30)}/lib/tasks/jobs_${i}.rake`, rakeFile(i)];
}

/** Two faults: chance, and a name that is nowhere. */
const CONFIGURATION = `require "sidekiq"

redis_url = rand < 0.5 ? ENV.fetch("NEW_REDIS_URL") : ENV.fetch("OLD_REDIS_URL")

Sidekiq.configure_server do |config|
  config.redis = { url: redis_url, network_timeout: 5 }
end

Sidekiq.configure_client do |config|
  config.redis = { url: new_redis_url, network_timeout: 5 }
end
`;

/** What a job does besides its work: every third has to do with a Redis, so that it has to be read closely. */
const BESIDES = [
  i => `    StatsD.increment("shop.job_${i}", tags: ["day:#{day}"])`,
  i => `    Rails.logger.info("job ${i} is done with #{day}")`,
  i => `    Sidekiq.redis { |redis| redis.call("HSET", "shop:job_${i}", "day", day.iso8601) }`,
];

function job(i) {
  return `
# What is done once a day, number ${i}.
class Job${i}
  include Sidekiq::Job
  sidekiq_options queue: "low", retry: 5

  def perform(date, limit = ${i})
    day = Date.parse(date)
    orders(day, limit).find_each(batch_size: 500) do |order|
      next if order.done? || order.tries > limit

      order.items.each_with_index { |item, at| item.update!(position: at, name: "#{item.name} ${i}") }
      Job${i}.perform_in(${i} * 60, order.id) unless order.paid?
    end
    finish(day)
  end

  private

  def orders(day, limit)
    Shop::Order.where(placed_on: day).where("total > ?", limit).includes(:items, customer: :address)
  end

  def finish(day)
${BESIDES[i % BESIDES.length](i)}
  rescue Shop::Unavailable => e
    raise unless e.message.start_with?("maintenance")
  end
end
`;
}

/** A file of that many lines, or a few more. */
export function initializer(lines) {
  const jobs = Math.ceil(lines / (job(0).split('\n').length - 1));
  return CONFIGURATION + Array.from({ length: jobs }, (_, i) => job(i)).join('');
}
