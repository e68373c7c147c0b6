// npm run package: the extension as cronwright-VERSION.vsix, and its size.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root, runNode } from './lib/project.mjs';

const LIMIT_MB = 1.5;

const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const file = `${name}-${version}.vsix`;

async function step(script, args) {
  const code = await runNode(script, args);
  if (code !== 0) process.exit(code);
}

await step('scripts/build.mjs', ['--production']);
await step('node_modules/@vscode/vsce/vsce', [
  'package',
  ...['--out', file, '--no-dependencies'],
  // the project has no public address that relative links of the README could be put behind
  ...['--allow-missing-repository', '--no-rewrite-relative-links'],
]);
const megabytes = statSync(path.join(root, file)).size / 1e6;
console.log(`${file}: ${megabytes.toFixed(2)} MB, of at most ${LIMIT_MB} MB`);
if (megabytes > LIMIT_MB) process.exitCode = 1;
