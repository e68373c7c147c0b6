import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { ROOT } from '../support/folders.js';
import { bundleServer, startServer } from '../support/server.js';

const TEMPLATE = `Resources:
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 minutes)
`;

it('is the only one with the SDK of AWS', async () => {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: {
      extension: 'client/src/extension.ts',
      server: 'server/src/lsp/main.ts',
      cli: 'server/src/cli/main.ts',
      aws: 'server/src/providers/aws.ts',
    },
    outdir: 'dist',
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['vscode'],
    loader: { '.rb': 'text' },
    logLevel: 'silent',
  });
  const withSdk = Object.entries(metafile.outputs)
    .filter(([, { inputs }]) => Object.keys(inputs).some(input => /@aws-sdk|@smithy/.test(input)))
    .map(([file]) => file);
  expect(withSdk).toEqual(['dist/aws.js']);
});

it('is not loaded while one only writes', async () => {
  const server = await bundleServer();
  const loaded = join(dirname(server), 'loaded');
  const note = `require('node:fs').writeFileSync(${JSON.stringify(loaded)}, '')`;
  writeFileSync(join(dirname(server), 'aws.js'), note);
  const editor = await startServer(server, {
    'cronwright.yml': 'stacks:\n  - {files: [a.yml], stack: shop}\n',
    'a.yml': TEMPLATE,
  });
  editor.open(editor.uri('a.yml'), TEMPLATE);
  await editor.diagnostics(editor.uri('a.yml'), ({ diagnostics }) => diagnostics.length > 0);
  await editor.settled();
  await editor.stop();
  expect(existsSync(loaded)).toBe(false);
});
