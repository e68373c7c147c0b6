// Bundles dist/extension.js, dist/server.js, dist/cli.js, and what both of the last start or load when they need it:
// the thread that reads Ruby, and the SDK of AWS.
//   --production   minified, no source maps
//   --tests        the suites that run inside VS Code as well, to out/vscode-tests/
import { copyFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const production = process.argv.includes('--production');

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // ES modules first: the UMD build of jsonc-parser can't be bundled
  mainFields: ['module', 'main'],
  external: ['vscode'],
  // a library makes a `require` of its own from it, which must work in CommonJS too
  define: { 'import.meta.url': '__filename' },
  // the Ruby that is written into the user's repository
  loader: { '.rb': 'text' },
  minify: production,
  sourcemap: !production,
  logLevel: 'warning',
};

const bundles = [
  { entryPoints: { extension: 'client/src/extension.ts' }, outdir: 'dist' },
  { entryPoints: { server: 'server/src/lsp/main.ts' }, outdir: 'dist' },
  {
    entryPoints: { cli: 'server/src/cli/main.ts' },
    outdir: 'dist',
    banner: { js: '#!/usr/bin/env node' },
  },
  { entryPoints: { 'ruby-worker': 'server/src/disk/ruby-worker.ts' }, outdir: 'dist' },
  { entryPoints: { aws: 'server/src/providers/aws.ts' }, outdir: 'dist' },
];

async function testBundle() {
  const entries = await readdir(`${root}/test/client`, { recursive: true });
  const entryPoints = entries
    .filter(name => name.endsWith('.test.ts') || name === 'index.ts')
    .map(name => `test/client/${name}`);
  return {
    entryPoints,
    outdir: 'out/vscode-tests',
    outbase: 'test/client',
    external: ['vscode', 'mocha'],
  };
}

if (process.argv.includes('--tests')) bundles.push(await testBundle());
await Promise.all(bundles.map(bundle => build({ ...common, ...bundle })));
await copyFile(`${root}/node_modules/@ruby/prism/src/prism.wasm`, `${root}/dist/prism.wasm`);
