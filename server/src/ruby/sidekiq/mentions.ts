/** Whether a file's text has anything that a rule about Sidekiq looks for. */
export function mentionsSidekiq(text: string, names: readonly string[] = []): boolean {
  return SIDEKIQ.test(text) || names.some(name => text.includes(name));
}

/** The last is what moves jobs by Redis's own commands. */
const SIDEKIQ =
  /sidekiq|\b(?:zpop(?:min|max)|zrem|rpop|lpop)\b(?=[^\n]*['":](?:schedule|retry|queue:))/i;

/** The names of methods that a text may define, in any of Ruby's and Rails' ways. */
export function methodsDefinedIn(text: string): string[] {
  const names = new Set<string>();
  for (const [, name] of text.matchAll(/\bdef\s+(?:\w+\.)?([a-z_]\w*)/g)) if (name) names.add(name);
  for (const [line] of text.matchAll(DEFINERS))
    for (const [, name] of line.matchAll(/[:'"]([a-z_]\w*)/g)) if (name) names.add(name);
  for (const [, name] of text.matchAll(/\balias\s+:?([a-z_]\w*)/g)) if (name) names.add(name);
  return [...names];
}

const DEFINERS =
  /\b(?:attr_\w+|[mc]attr_\w+|thread_mattr_\w+|class_attribute|define_method|define_singleton_method|alias_method|delegate|def_delegators?|helper_method|Struct\.new|Data\.define|let!?)\b[^\n]*/g;
