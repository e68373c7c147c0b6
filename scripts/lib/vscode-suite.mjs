// Runs one suite of test/client in VS Code: node scripts/lib/vscode-suite.mjs SUITE RESULTS-FILE
//   CRONWRIGHT_VSCODE=desktop   in desktop VS Code, which is downloaded, and not in VS Code's server
//   CRONWRIGHT_SCREENSHOTS=DIR  with pictures of the window, in VS Code's server
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { root } from './project.mjs';

const SECONDS = 180;
const { CRONWRIGHT_VSCODE, CRONWRIGHT_SCREENSHOTS } = process.env;
const [suite, report] = process.argv.slice(2);

const scratch = mkdtempSync(path.join(tmpdir(), `cronwright-${suite}-`));
const workspace = path.join(scratch, 'workspace');
cpSync(path.join(root, 'test/client', suite, 'workspace'), workspace, { recursive: true });

const inServer = {
  vscodeExecutablePath: path.join(root, 'test/vscode-host/host.mjs'),
  extensionTestsEnv: {
    CRONWRIGHT_SUITE_SECONDS: String(SECONDS),
    CRONWRIGHT_FAILURE_PICTURE: path.join(root, `out/vscode-tests/${suite}-failure.png`),
    CRONWRIGHT_SCREENSHOTS: CRONWRIGHT_SCREENSHOTS
      ? path.resolve(root, CRONWRIGHT_SCREENSHOTS)
      : '',
    CRONWRIGHT_KEYBOARD: 'yes',
  },
};
// only the server's host takes pictures and has a keyboard
const onDesktop = { extensionTestsEnv: { CRONWRIGHT_SCREENSHOTS: '', CRONWRIGHT_KEYBOARD: '' } };
const { extensionTestsEnv, ...executable } = CRONWRIGHT_VSCODE === 'desktop' ? onDesktop : inServer;

try {
  await runTests({
    ...executable,
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(root, 'out/vscode-tests/index.js'),
    extensionTestsEnv: {
      ...extensionTestsEnv,
      CRONWRIGHT_SUITE: suite,
      CRONWRIGHT_TEST_RESULTS: report,
    },
    launchArgs: [
      workspace,
      `--user-data-dir=${path.join(scratch, 'user-data')}`,
      `--extensions-dir=${path.join(scratch, 'extensions')}`,
    ],
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = error.code ?? 1;
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
}
