/** A file's address as seen from another's: `network.yml`, `../shared/network.yml`. */
function relativeFile(from: string, to: string): string {
  const [a, b] = [from.split('/'), to.split('/')];
  let same = 0;
  while (same < Math.min(a.length, b.length) - 1 && a[same] === b[same]) same++;
  // of an address with another scheme or host the last part says enough
  if (same < 3 && to.includes('://')) return decoded(b.at(-1) ?? to);
  return decoded([...Array(a.length - 1 - same).fill('..'), ...b.slice(same)].join('/'));
}

/** Names files as seen from one, each worked out once. */
export function filesFrom(uri: string): (to: string) => string {
  const names = new Map<string, string>();
  return to => {
    const name = names.get(to) ?? relativeFile(uri, to);
    names.set(to, name);
    return name;
  };
}

/** The last part of a file's address, without its directory. */
export function fileName(uri: string): string {
  return decoded(uri.slice(uri.lastIndexOf('/') + 1));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
