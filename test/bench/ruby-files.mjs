// The Ruby that the server is given: rake files as a Rails team writes them, about a kilobyte each.

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
