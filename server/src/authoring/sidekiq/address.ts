/** What a URL of a Redis is read from: an environment variable, or a constant of the application. */
export interface Address {
  readonly kind: 'env' | 'constant';
  readonly name: string;
}

/**
 * Reads `NAME`, `ENV["NAME"]`, `ENV.fetch("NAME")`, or a constant: one with `::` in it, or a bare name that `ruby`
 * has as a constant. Null where it is none of these.
 */
export function readAddress(text: string, ruby: string): Address | null {
  const written = text.trim();
  const [, inEnv] = /^ENV(?:\.fetch\(|\[)\s*(["'])(\w+)\1\s*[)\]]$/.exec(written)?.slice(1) ?? [];
  if (inEnv) return { kind: 'env', name: inEnv };
  if (/^(?:::)?[A-Z]\w*(?:::[A-Z]\w*)+$|^::[A-Z]\w*$/.test(written))
    return { kind: 'constant', name: written };
  if (!/^[A-Z][A-Z0-9_]*$/.test(written)) return null;
  // in quotes it is the name of a variable
  const isConstant = new RegExp(`(?<![\\w"':])${written}(?![\\w"'])`).test(ruby);
  return { kind: isConstant ? 'constant' : 'env', name: written };
}

/** The Ruby that gives the URL; a variable that is not set ends the boot, and says its name. */
export function expressionOf({ kind, name }: Address): string {
  return kind === 'env' ? `ENV.fetch("${name}")` : name;
}
