/** The gems that a `Gemfile.lock` settles on, and the version of each; never throws. */
export function lockedGems(text: string): ReadonlyMap<string, string> {
  const gems = new Map<string, string>();
  // what a gem itself depends on is indented further
  for (const [, name, version] of text.matchAll(/^ {4}([\w.-]+) \(([^)\s]+)\)\r?$/gm))
    if (name && version) gems.set(name, version);
  return gems;
}
