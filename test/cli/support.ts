import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { bundle, folderOf, ROOT } from '../support/folders.js';

// each test starts several processes, on machines that may be busy
vi.setConfig({ testTimeout: 60_000 });

/** The command line: a bundle in `dist/`, under its manifest. */
function bundleCli(): Promise<string> {
  const folder = folderOf({ 'package.json': readFileSync(join(ROOT, 'package.json')) });
  return bundle('server/src/cli/main.ts', join(folder, 'dist/cli.js'));
}

export const CLI = await bundleCli();

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
      State: ENABLED
      Targets:
        - Id: jobs
          Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
`;
}

export const GOOD = ruleTemplate('cron(0 9 ? * MON-FRI *)');
/** An error of `schedule/syntax` at 5:34. */
export const BAD = ruleTemplate('rate(1 minutes)');
/** A warning of `schedule/unsure`. */
export const DOUBTFUL = ruleTemplate('cron(0 9, * * ? *)');
/** A hint of `schedule/every-minute`. */
export const BUSY = ruleTemplate('rate(1 minute)');
