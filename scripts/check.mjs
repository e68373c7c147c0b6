// npm run check: what CI asks for besides the tests. Runs every check, also after one that fails.
import { runNode } from './lib/project.mjs';

const checks = [
  ['types', 'node_modules/typescript/bin/tsc', ['--build']],
  ['format and lint', 'node_modules/@biomejs/biome/bin/biome', ['ci']],
  [
    'layers',
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    ['server/src', 'client/src'],
  ],
  ['generated files are current', 'scripts/generate.mjs', ['--check']],
  ['package and its size', 'scripts/package.mjs', []],
];

const lines = [];
for (const [name, script, args] of checks) {
  console.log(`\ncheck: ${name}`);
  const code = await runNode(script, args);
  lines.push(`${code === 0 ? 'ok    ' : 'failed'}  ${name}`);
  if (code !== 0) process.exitCode = 1;
}
console.log(`\n${lines.join('\n')}`);
