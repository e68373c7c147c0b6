import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect } from 'vitest';
import { runnablesOf, type TestRun, testRunsOf } from '../../server/src/authoring/test-run.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { folderOf } from '../support/folders.js';
import { workspaceOf } from '../support/workspace.js';

/** `aws` that gives each answer the same text, and tells the arguments of a run. */
const BIN = folderOf({
  aws: `#!${process.execPath}
const args = process.argv.slice(2);
if (args[0] === 'ecs') console.log(JSON.stringify(args));
else console.log(args.includes('list-exports') ? 'from-exports' : 'from-' + args[1]);
`,
});
chmodSync(join(BIN, 'aws'), 0o755);

/** What `aws ecs run-task` gets where the text is pasted into a shell. */
export function pasted(text: string, env: Readonly<Record<string, string>> = {}): string[] {
  const PATH = [BIN, process.env.PATH].join(delimiter);
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  const [ecs, runTask, ...args] = JSON.parse(
    execFileSync('/bin/sh', ['-c', text], {
      env: { ...env, PATH },
      encoding: 'utf8',
      stdio: [...stdio],
    }),
  );
  expect([ecs, runTask]).toEqual(['ecs', 'run-task']);
  return args;
}

interface World {
  readonly files?: Record<string, string>;
  readonly testCluster?: string;
}

export function runs(text: string, { files = {}, testCluster }: World = {}): readonly TestRun[] {
  const template = parseTemplate(text);
  const [rule] = runnablesOf(template);
  if (!rule) throw new Error('the template has no rule');
  const found = testRunsOf(rule, { template, workspace: workspaceOf(files) }, testCluster ?? null);
  if ('refused' in found) throw new Error(found.refused);
  return found;
}

export function awsText(text: string, world?: World): string {
  return runs(text, world).find(({ kind }) => kind === 'aws')?.text ?? '';
}

/** A rule with more lines for its target. */
export const rule = (
  target: string,
  arn = 'arn:aws:ecs:eu-west-1:123456789012:cluster/live',
) => `Resources:
  Ship:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Targets:
      - Id: ship
        Arn: ${arn}
        EcsParameters:
          TaskDefinitionArn: shop-jobs
${target}`;
