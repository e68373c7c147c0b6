// npm start: on a fresh clone, with nothing installed, the example workspace in VS Code with the extension running.
import path from 'node:path';
import { installProject, installServer } from './lib/install.mjs';
import { root, run, runNode } from './lib/project.mjs';

const examples = path.join(root, 'examples');

function stopWith(problem) {
  console.error(problem);
  process.exit(1);
}

/** Gives false where there is no `code` on the PATH, or it opens no window. */
async function openDesktop() {
  const code = await run('code', ['--new-window', `--extensionDevelopmentPath=${root}`, examples]);
  return code === 0;
}

const problem = await installProject();
if (problem) stopWith(problem);
if ((await runNode('scripts/build.mjs')) !== 0) stopWith('the build failed');

console.log('\nOn the command line, `cronwright lint examples` says:\n');
// it has faults to find: exit code 1
await runNode('dist/cli.js', ['lint', 'examples']);

console.log('\nThe same in the editor:\n');
if (!(await openDesktop())) {
  const missing = await installServer();
  if (missing) stopWith(`There is no \`code\` on the PATH, and ${missing}`);
  const minutes = Number.POSITIVE_INFINITY;
  process.exitCode = await runNode('test/vscode-host/server.mjs', [examples, root], { minutes });
}
