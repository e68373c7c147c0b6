import { dirname, join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundle, folderOf } from '../support/folders.js';
import { needMoto, startMoto } from '../support/moto.js';
import { SHOP_ENV, type Shop, shop } from '../support/shop.js';
import { CLI, cronwright } from './support.js';

await bundle('server/src/providers/aws.ts', join(dirname(CLI), 'aws.js'));
const moto = await startMoto();

interface Resource {
  readonly logicalId: string;
  readonly status: string;
  readonly differences: readonly { readonly path: string; readonly live: unknown }[];
}

describe('30 rules of a stack, some changed in the console', () => {
  let made: Shop;

  beforeEach(needMoto);
  beforeAll(async () => {
    if (moto) made = await shop(moto);
  }, 60_000);

  const drift = (...args: string[]) =>
    cronwright(['drift', 'shop.json', '--live', '--stack', 'shop', ...args], {
      cwd: folderOf({ 'shop.json': made.template }),
      env: { ...SHOP_ENV, AWS_ENDPOINT_URL: moto?.url ?? '' },
    });

  /** What is not in sync, as `id: status path=live …`. */
  async function found(): Promise<string[]> {
    const { stdout, stderr, code } = await drift('--format', 'json');
    expect(code, stderr).toBe(0);
    const resources: readonly Resource[] = JSON.parse(stdout).resources;
    expect(resources).toHaveLength(30);
    return resources
      .filter(({ status }) => status !== 'in-sync')
      .map(({ logicalId, status, differences }) => {
        const paths = differences.map(({ path, live }) => `${path}=${JSON.stringify(live)}`);
        return [`${logicalId}: ${status}`, ...paths].join(' ');
      });
  }

  it('are in sync until then, and then those are told and no other', async () => {
    expect(await found()).toEqual([]);
    const [, edited, disabled, deleted, grown] = made.rules;
    if (!edited || !disabled || !deleted || !grown) throw new Error('the shop is too small');
    const expression = 'cron(17 23 ? * SUN *)';
    await made.console.edit(edited.Name, { ScheduleExpression: expression });
    await made.console.disable(disabled.Name);
    await made.console.delete(deleted.Name);
    const target = { Id: 'by-hand', Arn: 'arn:aws:sqs:eu-west-1:123456789012:by-hand' };
    await made.console.putTarget(grown.Name, target);
    expect(await found()).toEqual([
      `${edited.logicalId}: drift ScheduleExpression=${JSON.stringify(expression)}`,
      `${disabled.logicalId}: drift State="DISABLED"`,
      `${deleted.logicalId}: deleted`,
      `${grown.logicalId}: drift Targets[by-hand]=${JSON.stringify(target)}`,
    ]);
  });

  it('end with 1 where the job asks for it', async () => {
    expect((await drift('--fail-on', 'drift')).code).toBe(1);
    expect((await drift('--fail-on', 'unknown')).code).toBe(0);
  });

  it('are counted by CloudWatch where that is asked', async () => {
    const { stdout } = await drift('--firing');
    expect(stdout).toMatch(/CloudWatch recorded 0 runs|No run is recorded of \d+ expected/);
  });
});
