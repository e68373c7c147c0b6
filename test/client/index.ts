import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** What one run of a suite leaves for scripts/lib/vscode-suites.mjs: titles, each with its groups before it. */
interface Results {
  passed: string[];
  failed: string[];
  skipped: string[];
}

/**
 * What VS Code calls, in its extension host: runs the suite that CRONWRIGHT_SUITE names, a folder beside the
 * bundle of this file, and writes its results to the file that CRONWRIGHT_TEST_RESULTS names.
 * Rejects where a test failed: VS Code then ends with code 1.
 */
export async function run(): Promise<void> {
  const { CRONWRIGHT_SUITE, CRONWRIGHT_TEST_RESULTS } = process.env;
  if (!CRONWRIGHT_SUITE || !CRONWRIGHT_TEST_RESULTS) {
    throw new Error('CRONWRIGHT_SUITE and CRONWRIGHT_TEST_RESULTS name the suite and its results');
  }
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 30_000 });
  const folder = path.join(__dirname, CRONWRIGHT_SUITE);
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.test.js')) mocha.addFile(path.join(folder, name));
  }
  const results = await runAll(mocha);
  writeFileSync(CRONWRIGHT_TEST_RESULTS, JSON.stringify(results));
  if (results.failed.length > 0) throw new Error(`${results.failed.length} failed`);
}

function runAll(mocha: Mocha): Promise<Results> {
  const results: Results = { passed: [], failed: [], skipped: [] };
  return new Promise(resolve => {
    mocha
      .run(() => resolve(results))
      .on('pass', test => results.passed.push(test.fullTitle()))
      .on('fail', test => results.failed.push(test.fullTitle()))
      .on('pending', test => results.skipped.push(test.fullTitle()));
  });
}
