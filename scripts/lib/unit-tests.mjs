import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root, runNode } from './project.mjs';
import { noResults } from './results.mjs';

const report = path.join(root, 'out/unit-tests.json');

/** Runs the tests for vitest. Those that need VS Code's server are told why it is `missing`, where it is. */
export async function runUnitTests(missing) {
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runNode('node_modules/vitest/vitest.mjs', ['run', ...reporters], {
    env: missing ? { CRONWRIGHT_NO_VSCODE: missing } : {},
  });
  const results = existsSync(report) ? read(report) : noResults();
  if (code !== 0 && results.failed.length === 0) results.failed.push(`vitest ended with ${code}`);
  return results;
}

function read(file) {
  const results = noResults();
  for (const { name, status, assertionResults } of JSON.parse(readFileSync(file, 'utf8'))
    .testResults) {
    const at = path.relative(root, name);
    // a file that throws while it is loaded has no tests
    if (status === 'failed' && !assertionResults.some(test => test.status === 'failed')) {
      results.failed.push(at);
    }
    for (const test of assertionResults) {
      const outcome = results[test.status] ?? results.skipped;
      const reason = test.meta.reason ? `: ${test.meta.reason}` : '';
      outcome.push(`${at} ${test.fullName}${reason}`);
    }
  }
  return results;
}
