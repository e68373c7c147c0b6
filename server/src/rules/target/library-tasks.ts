/** Whether Rails itself, or what a new application comes with, defines a task of this name. */
export function isOfRails(task: string): boolean {
  return RAILS.has(task.split(':')[0] ?? '');
}

const RAILS = new Set(
  (
    'about action_mailbox action_text active_storage app assets cache cache_digests css db default dev environment ' +
    'importmap initializers javascript log middleware notes propshaft rails railties restart routes secret spec ' +
    'sprockets stats stimulus tailwindcss dartsass test time tmp turbo webpacker yarn zeitwerk'
  ).split(' '),
);

/** The gem of those locked that may define a task, by the namespace that it is known for or called after. */
export function gemDefining(task: string, gems: readonly string[]): string | undefined {
  const [namespace = ''] = task.split(':');
  const wanted = letters(namespace);
  return gems.find(gem => NAMESPACES.get(gem)?.includes(namespace) || isCalledAfter(gem, wanted));
}

/** `searchkick:reindex` may be of `searchkick`, and `data:migrate` of `data_migrate`. */
function isCalledAfter(gem: string, wanted: string): boolean {
  if (wanted.length < 3) return false;
  return letters(gem) === wanted || gem.split(/[-_]/).some(part => letters(part) === wanted);
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '');
}

/** Gems whose tasks are not called after them. */
const NAMESPACES: ReadonlyMap<string, readonly string[]> = new Map([
  ['annotate', ['annotate_models', 'annotate_routes']],
  ['bundler-audit', ['bundle']],
  ['delayed_job', ['jobs']],
  ['geocoder', ['geocode']],
  ['i18n-js', ['i18n']],
  ['ros-apartment', ['apartment']],
  ['sitemap_generator', ['sitemap']],
  ['thinking-sphinx', ['ts']],
]);
