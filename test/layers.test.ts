import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '..');

interface Summary {
  violations: { from: string; rule: { name: string } }[];
  totalCruised: number;
}

/** What the layer check says of a tree. */
function cruise(folder: string): Summary {
  const tool = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [tool, '--output-type', 'json', 'server/src', 'client/src'];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(stderr).toBe('');
  return (JSON.parse(stdout) as { summary: Summary }).summary;
}

/** The summary for a copy of the sources with a file more for each of `plants`: its path and what it imports. */
function cruiseWith(plants: readonly (readonly [string, string, string])[]): Summary {
  const copy = mkdtempSync(path.join(tmpdir(), 'cronwright-layers-'));
  try {
    for (const name of ['server', 'client', 'tsconfig.base.json', '.dependency-cruiser.cjs']) {
      cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
    for (const [file, imported] of plants) {
      mkdirSync(path.join(copy, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(copy, file), `export type * as planted from '${imported}';\n`);
    }
    return cruise(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

describe('the layers', () => {
  it('hold in the sources', () => {
    const { violations, totalCruised } = cruise(root);
    expect(violations.map(({ from, rule }) => `${from}: ${rule.name}`)).toEqual([]);
    expect(totalCruised).toBeGreaterThan(20);
  });
});

describe('a forbidden import', () => {
  const server = 'server/src';
  const plants = [
    [`${server}/schedule/p1.ts`, '../rules/rule.js', 'schedule-imports-rooms-before-it'],
    [`${server}/template/p2.ts`, '../workspace/workspace.js', 'template-imports-rooms-before-it'],
    [`${server}/rules/p3.ts`, '../features/env.js', 'rules-imports-rooms-before-it'],
    [`${server}/features/p4.ts`, '../lsp/main.js', 'features-imports-rooms-before-it'],
    [`${server}/features/p5.ts`, 'node:fs', 'inside-has-no-node'],
    [`${server}/rules/p6.ts`, 'vscode-languageserver/node', 'inside-has-only-pure-packages'],
    [`${server}/lsp/p7.ts`, '../cli/main.js', 'doors-are-apart'],
    [`${server}/disk/p8.ts`, '../cli/main.js', 'disk-imports-no-door'],
    [`${server}/lsp/p9.ts`, 'vscode', 'server-has-no-vscode'],
    [`${server}/lsp/p10.ts`, '../../../client/src/p11.js', 'client-and-server-are-apart'],
    ['client/src/p11.ts', '../../server/src/lsp/main.js', 'client-and-server-are-apart'],
    [`${server}/shed/p12.ts`, '../rules/rule.js', 'every-module-has-a-room'],
    [`${server}/rules/p13.ts`, './p13.js', 'no-cycle'],
    [`${server}/cli/p15.ts`, '../providers/aws.js', 'aws-sdk-has-a-bundle-of-its-own'],
    [`${server}/cli/p16.ts`, '@aws-sdk/client-sts', 'aws-sdk-has-a-bundle-of-its-own'],
    [`${server}/schedule/p14.ts`, './nowhere.js', 'every-import-is-found'],
  ] as const;
  let summary: Summary;

  beforeAll(() => {
    summary = cruiseWith(plants);
  }, 60_000);

  it.each(plants)('%s → %s breaks %s', (file, _imported, rule) => {
    const broken = summary.violations.filter(({ from }) => from === file);
    expect(broken.map(violation => violation.rule.name)).toContain(rule);
  });
});
