import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, vi } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const made: string[] = [];

// each test starts several processes, on machines that may be busy
vi.setConfig({ testTimeout: 60_000 });

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder, gone when the file's tests are done. */
function temporary(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cronwright-cli-')));
  made.push(folder);
  return folder;
}

/** The command line as it is shipped: a bundle in `dist/`, under its manifest. */
async function bundle(): Promise<string> {
  const folder = temporary();
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  await build({
    absWorkingDir: ROOT,
    entryPoints: { cli: 'server/src/cli/main.ts' },
    outdir: join(folder, 'dist'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    define: { 'import.meta.url': '__filename' },
  });
  return join(folder, 'dist/cli.js');
}

export const CLI = await bundle();

/** Writes a folder of files by their paths. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporary();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Run {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** What CI sets would change what is tested. */
const { GITHUB_WORKSPACE, NO_COLOR, FORCE_COLOR, ...CALM } = process.env;

export function cronwright(args: readonly string[], run: Run = {}): Promise<Ran> {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: run.cwd ?? tmpdir(),
    env: { ...CALM, ...run.env },
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8');
    child[name].on('data', text => {
      texts[name] += text;
    });
  }
  child.stdin.end(run.input ?? '');
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', code => done({ code, ...texts }));
  });
}

/** A template with one rule. */
export function ruleTemplate(expression: string, name = 'NightlyRule'): string {
  return `Resources:
  ${name}:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: ${expression}
`;
}

export const GOOD = ruleTemplate('cron(0 9 ? * MON-FRI *)');
/** An error of `schedule/syntax` at 5:34. */
export const BAD = ruleTemplate('rate(1 minutes)');
/** A warning of `schedule/unsure`. */
export const DOUBTFUL = ruleTemplate('cron(0 9, * * ? *)');
/** A hint of `schedule/every-minute`. */
export const BUSY = ruleTemplate('rate(1 minute)');
