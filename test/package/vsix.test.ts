import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { copyProject, root, run, scratchFolder } from './project-copy.js';
import { zipNames } from './zip.js';

declare module 'vitest' {
  interface TaskMeta {
    /** Why a test is skipped, for the list at the end of npm test. */
    reason?: string;
  }
}

const host = path.join(root, 'test/vscode-host');

/** Skips where VS Code's server is not there; under CI that is a failure. */
function needServer({ task, skip }: TestContext): void {
  const isReady = existsSync(path.join(host, 'node_modules/.prepared'));
  const reason =
    process.env.CRONWRIGHT_NO_VSCODE ??
    (isReady ? undefined : 'VS Code’s server is not set up; npm test does that');
  if (reason === undefined) return;
  if (process.env.CI === 'true') throw new Error(reason);
  task.meta.reason = reason;
  skip(reason);
}

describe('the .vsix', () => {
  const scratch = scratchFolder();
  const copy = path.join(scratch, 'project');
  const extensions = path.join(scratch, 'extensions');
  const file = path.join(copy, `cronwright-${version()}.vsix`);

  beforeAll(() => {
    copyProject(copy);
    const packaged = run(copy, ['node', 'scripts/package.mjs']);
    expect(packaged.code, packaged.output).toBe(0);
  }, 120_000);

  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('is at most 1.5 MB', () => {
    expect(readFileSync(file).length).toBeLessThanOrEqual(1_500_000);
  });

  it('holds what runs, and no sources, tests or source maps', () => {
    const names = zipNames(readFileSync(file)).map(name => name.replace(/^extension\//, ''));
    expect(names).toEqual(
      expect.arrayContaining([
        'package.json',
        'dist/extension.js',
        'dist/server.js',
        'dist/cli.js',
        'dist/ruby-worker.js',
        'dist/aws.js',
        'dist/prism.wasm',
      ]),
    );
    const rest = names.filter(
      name =>
        !/^(dist\/(?:[\w-]+\.js|prism\.wasm)|(snippets|schemas)\/[\w.-]+\.json|docs\/rules\/[\w/-]+\.md)$/.test(
          name,
        ),
    );
    expect(rest.sort()).toEqual([
      'LICENSE.txt',
      '[Content_Types].xml',
      'changelog.md',
      'extension.vsixmanifest',
      'package.json',
      'readme.md',
    ]);
  });

  it('installs and works in VS Code’s server, with no network', context => {
    needServer(context);
    const server = path.join(host, 'node_modules/code-server/lib/vscode/out/server-main.js');
    const folders = [
      '--extensions-dir',
      extensions,
      '--server-data-dir',
      path.join(scratch, 'data'),
    ];
    const installed = run(scratch, ['node', server, '--install-extension', file, ...folders], {
      EXTENSIONS_GALLERY: '{}',
    });
    expect(installed.output).toContain('successfully installed');
    const { code, output } = runSmokeSuite();
    expect(code, output).toBe(0);
  }, 180_000);

  /** The suite of test/client/smoke, with the installed extension and none under development. */
  function runSmokeSuite() {
    const built = run(copy, ['node', 'scripts/build.mjs', '--tests']);
    expect(built.code, built.output).toBe(0);
    const workspace = path.join(scratch, 'workspace');
    cpSync(path.join(copy, 'test/client/smoke/workspace'), workspace, { recursive: true });
    const args = [
      workspace,
      `--extensionDevelopmentPath=${emptyExtension()}`,
      `--extensionTestsPath=${path.join(copy, 'out/vscode-tests/index.js')}`,
      `--extensions-dir=${extensions}`,
    ];
    return run(scratch, ['node', path.join(host, 'host.mjs'), ...args], {
      CRONWRIGHT_SUITE: 'smoke',
      CRONWRIGHT_TEST_RESULTS: path.join(scratch, 'results.json'),
      CRONWRIGHT_SCREENSHOTS: '',
      CRONWRIGHT_SUITE_SECONDS: '60',
    });
  }

  /** VS Code runs tests only together with an extension under development. */
  function emptyExtension(): string {
    const folder = path.join(scratch, 'empty');
    mkdirSync(folder);
    const manifest = {
      name: 'empty',
      publisher: 'test',
      version: '0.0.0',
      engines: { vscode: '*' },
    };
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
    return folder;
  }
});

function version(): string {
  return JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version;
}
