// npm test: on a fresh clone, with nothing installed, everything that there is to test.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { installBrowser, installProject, installServer } from './lib/install.mjs';
import { root, runNode } from './lib/project.mjs';
import { addResults, noResults, printResults } from './lib/results.mjs';
import { runUnitTests } from './lib/unit-tests.mjs';
import { runVscodeSuites, vscodeSuites } from './lib/vscode-suites.mjs';

const results = noResults();

async function build() {
  // a suite that is gone from the sources must not run
  rmSync(path.join(root, 'out/vscode-tests'), { recursive: true, force: true });
  const code = await runNode('scripts/build.mjs', ['--tests']);
  return code === 0 ? undefined : `the build ended with ${code}`;
}

/** Runs the suites in VS Code, or names them as skipped; under CI that is a failure. */
async function testInVscode(problem) {
  if (problem === undefined) {
    addResults(results, await runVscodeSuites());
    return;
  }
  for (const suite of vscodeSuites()) results.skipped.push(`VS Code suite ${suite}: ${problem}`);
  if (process.env.CI === 'true') process.exitCode = 1;
}

const problem = (await installProject()) ?? (await build());
if (problem) {
  results.failed.push(problem);
} else {
  const needsServer = process.env.CRONWRIGHT_VSCODE !== 'desktop';
  const missing = needsServer ? ((await installServer()) ?? (await installBrowser())) : undefined;
  addResults(results, await runUnitTests(missing));
  await testInVscode(missing);
}
printResults(results);
if (results.failed.length > 0) process.exitCode = 1;
