import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root, runNode } from './project.mjs';
import { addResults, noResults } from './results.mjs';

const MINUTES = 4;

/** The suites for VS Code: the folders of test/client with a workspace. */
export function vscodeSuites() {
  const folder = path.join(root, 'test/client');
  return readdirSync(folder)
    .filter(name => existsSync(path.join(folder, name, 'workspace')))
    .sort();
}

/** Runs each suite in a VS Code of its own, one after the other. */
export async function runVscodeSuites() {
  const all = noResults();
  for (const suite of vscodeSuites()) {
    console.log(`\nVS Code suite: ${suite}`);
    addResults(all, await runSuite(suite), `VS Code suite ${suite}: `);
  }
  return all;
}

async function runSuite(suite) {
  const report = path.join(root, `out/vscode-tests/${suite}.json`);
  rmSync(report, { force: true });
  const code = await runNode('scripts/lib/vscode-suite.mjs', [suite, report], { minutes: MINUTES });
  const results = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : noResults();
  const { passed, failed } = results;
  if (code !== 0 && failed.length === 0) failed.push(`VS Code ended with ${code}`);
  // a suite whose bundle is missing or empty would pass unseen
  if (passed.length + failed.length === 0) failed.push('no test ran');
  return results;
}
