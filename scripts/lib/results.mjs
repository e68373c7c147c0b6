/** Names of tests by how they ended. */
export function noResults() {
  return { passed: [], failed: [], skipped: [] };
}

/** Adds the results `more` to `all`, each name after `prefix`. */
export function addResults(all, more, prefix = '') {
  for (const outcome of Object.keys(all)) {
    all[outcome].push(...more[outcome].map(name => prefix + name));
  }
}

/** Prints what failed and what was skipped by name, and as the last line the counts. */
export function printResults({ passed, failed, skipped }) {
  for (const name of skipped) console.log(`skipped: ${name}`);
  for (const name of failed) console.log(`failed: ${name}`);
  console.log(`${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`);
}
