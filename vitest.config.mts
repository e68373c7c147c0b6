import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vitest/config';

/** The Ruby that is written into the user's repository, as esbuild's loader `text` gives it. */
const rubyAsText: Plugin = {
  name: 'ruby-as-text',
  enforce: 'pre',
  load: id =>
    id.endsWith('.rb') ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))}` : null,
};

export default defineConfig({
  plugins: [rubyAsText],
  test: {
    include: ['test/**/*.test.ts'],
    // test/client runs inside VS Code, with mocha
    exclude: ['test/client/**', 'test/bench/**', 'test/vscode-host/**', '**/node_modules/**'],
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
