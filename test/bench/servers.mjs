// The three servers that are measured, in the order of the report.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Both forms of every tag that the peer would otherwise flag. */
const CUSTOM_TAGS = [
  '!And sequence',
  '!Base64 scalar',
  '!Base64 mapping',
  '!Cidr sequence',
  '!Condition scalar',
  '!Equals sequence',
  '!FindInMap sequence',
  '!GetAZs scalar',
  '!GetAtt scalar',
  '!GetAtt sequence',
  '!If sequence',
  '!ImportValue scalar',
  '!ImportValue mapping',
  '!Join sequence',
  '!Not sequence',
  '!Or sequence',
  '!Ref scalar',
  '!Select sequence',
  '!Split sequence',
  '!Sub scalar',
  '!Sub sequence',
];

const require = createRequire(import.meta.url);
const peerPackage = require.resolve('yaml-language-server/package.json');
export const peerVersion = require(peerPackage).version;

/**
 * `share`: the part of the keystrokes and requests that a server gets. The peer waits 200 ms after
 * each keystroke before it looks, then parses the whole file: all of them would take an hour.
 */
export function servers(emptyServer) {
  return [
    {
      id: 'ours',
      name: 'Cronwright',
      // as the extension starts it
      command: ['--max-semi-space-size=4', join(root, 'dist/server.js'), '--stdio'],
      share: 1,
    },
    { id: 'empty', name: 'empty server', command: [emptyServer, '--stdio'], share: 1 },
    {
      id: 'peer',
      name: `yaml-language-server ${peerVersion}`,
      command: [join(dirname(peerPackage), 'bin/yaml-language-server'), '--stdio'],
      // no schema, so it has less to do; the schema store would need the network
      settings: {
        yaml: { customTags: CUSTOM_TAGS, schemaStore: { enable: false }, schemas: {} },
      },
      share: 0.15,
    },
  ];
}

/** Bundles the empty server as ours is bundled, with the library that ours has. */
export async function bundleEmptyServer(outfile) {
  const { build } = createRequire(join(root, 'package.json'))('esbuild');
  const contents = await readFile(new URL('empty-server.mjs', import.meta.url), 'utf8');
  await build({
    stdin: { contents, resolveDir: root },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
  });
}
