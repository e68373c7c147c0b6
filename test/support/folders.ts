import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll } from 'vitest';

export const ROOT = resolve(import.meta.dirname, '../..');
const made: string[] = [];

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A folder of files by their paths; gone when the tests of the file are done. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cronwright-')));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Bundles a program of server/src as it is shipped, with the thread that it may start beside it. */
export async function bundle(entry: string, outfile: string): Promise<string> {
  const name = basename(outfile, '.js');
  await build({
    absWorkingDir: ROOT,
    entryPoints: { [name]: entry, 'ruby-worker': 'server/src/disk/ruby-worker.ts' },
    outdir: dirname(outfile),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    define: { 'import.meta.url': '__filename' },
    loader: { '.rb': 'text' },
  });
  const wasm = join(ROOT, 'node_modules/@ruby/prism/src/prism.wasm');
  copyFileSync(wasm, join(dirname(outfile), 'prism.wasm'));
  return outfile;
}
