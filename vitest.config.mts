import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // test/client runs inside VS Code, with mocha
    exclude: ['test/client/**', 'test/bench/**', 'test/vscode-host/**', '**/node_modules/**'],
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
