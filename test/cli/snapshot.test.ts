import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseSnapshot } from '../../server/src/drift/parse-snapshot.js';
import type { Snapshot } from '../../server/src/drift/snapshot.js';
import { queryReply, startProxy } from '../support/aws-proxy.js';
import { bundle, folderOf } from '../support/folders.js';
import { needMoto, startMoto } from '../support/moto.js';
import { ACCOUNT, PLANTED, REGION, SHOP_ENV, type Shop, shop } from '../support/shop.js';
import { CLI, cronwright, type Ran, type Run } from './support.js';

await bundle('server/src/providers/aws.ts', join(dirname(CLI), 'aws.js'));
const moto = await startMoto();
const proxy = await startProxy(moto?.url);

beforeEach(() => proxy.reset());

const snapshot = (args: readonly string[], { env, ...run }: Run = {}): Promise<Ran> =>
  cronwright(['snapshot', ...args], {
    ...run,
    env: { ...SHOP_ENV, AWS_ENDPOINT_URL: proxy.url, ...env },
  });

function parsed(text: string): Snapshot {
  const result = parseSnapshot(text);
  if ('problem' in result) throw new Error(result.problem);
  return result.snapshot;
}

describe('a snapshot of a stack', () => {
  let small: Shop;

  beforeEach(needMoto);
  beforeAll(async () => {
    if (moto) small = await shop(moto);
  }, 60_000);

  it('is written to standard output, and who asked is told beside it', async () => {
    const { code, stdout, stderr } = await snapshot(['--stack', 'shop']);
    expect(code, stderr).toBe(0);
    const { rules, stack, complete, inputsHashed } = parsed(stdout);
    expect([complete, inputsHashed]).toEqual([true, false]);
    expect(rules.map(rule => rule.Name)).toEqual(small.rules.map(rule => rule.Name).sort());
    expect(stack.template).toBe(small.template);
    expect(stderr).toBe(
      `30 rules and 0 schedules of shop as user moto of account ${ACCOUNT} in ${REGION}, with the credentials of AWS_ACCESS_KEY_ID.\n`,
    );
  });

  it('is the same twice, but for the time', async () => {
    const texts = [
      await snapshot(['--stack', 'shop']),
      await snapshot(['--stack=shop', '-o', '-']),
    ];
    const [first, second] = texts.map(({ stdout }) =>
      stdout.replace(/"capturedAt": "[^"]+"/, '"capturedAt": ""'),
    );
    expect(first).toBe(second);
    const keys = Object.keys(JSON.parse(first ?? ''));
    expect(keys).toEqual([...keys].sort());
    expect(first?.endsWith('}\n')).toBe(true);
  });

  it('is written to a file, in the place of one that is there, under its mode', async () => {
    const cwd = folderOf({ 'live.json': 'old' });
    symlinkSync('live.json', join(cwd, 'link.json'));
    writeFileSync(join(cwd, 'live.json'), 'old', { mode: 0o644 });
    const before = statSync(join(cwd, 'live.json')).mode;
    const { code, stdout } = await snapshot(['--stack', 'shop', '-o', 'link.json'], { cwd });
    expect([code, stdout]).toEqual([0, '']);
    expect(readdirSync(cwd).sort()).toEqual(['link.json', 'live.json']);
    expect(parsed(readFileSync(join(cwd, 'live.json'), 'utf8')).rules).toHaveLength(30);
    expect(statSync(join(cwd, 'live.json')).mode).toBe(before);
  });

  it('leaves a file as it was where AWS can’t be asked', async () => {
    const cwd = folderOf({ 'live.json': 'old' });
    const { code } = await snapshot(['--stack', 'gone', '--output', 'live.json'], { cwd });
    expect(code).toBe(2);
    expect(readFileSync(join(cwd, 'live.json'), 'utf8')).toBe('old');
    expect(readdirSync(cwd)).toEqual(['live.json']);
  });

  it('is incomplete where something may not be read, and says of what', async () => {
    proxy.on('ListExports', ({ refuse }) => refuse('AccessDenied', PLANTED));
    const { code, stdout, stderr } = await snapshot(['--stack', 'shop']);
    expect(code).toBe(2);
    expect(parsed(stdout)).toMatchObject({ complete: false, exports: null });
    expect(stderr).toContain('Not read: exports.');
    expect(stderr).not.toContain(PLANTED);
  });

  it.each([
    ['an Input', [], true],
    ['no Input', ['--hash-input'], false],
  ])('holds %s, and nothing else on the disk does', async (_, flags, isThere) => {
    const folder = folderOf({ 'home/.keep': '', 'tmp/.keep': '', 'cwd/.keep': '' });
    const places = { HOME: join(folder, 'home'), TMPDIR: join(folder, 'tmp') };
    const cwd = join(folder, 'cwd');
    const args = ['--stack', 'shop', '-o', 'live.json', ...flags];
    const { code, stdout, stderr } = await snapshot(args, { cwd, env: places });
    expect(code, stderr).toBe(0);
    expect(stdout + stderr).not.toContain(PLANTED);
    const holding = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      name =>
        statSync(join(folder, name)).isFile() &&
        readFileSync(join(folder, name), 'utf8').includes(PLANTED),
    );
    expect(holding).toEqual(isThere ? [join('cwd', 'live.json')] : []);
    const { inputsHashed } = parsed(readFileSync(join(cwd, 'live.json'), 'utf8'));
    expect(inputsHashed).toBe(!isThere);
  });
});

describe('no snapshot', () => {
  beforeEach(() => {
    const identity = `<Account>${ACCOUNT}</Account><Arn>arn:aws:iam::${ACCOUNT}:user/ci</Arn>`;
    proxy.on('GetCallerIdentity', () => queryReply('GetCallerIdentity', identity));
  });

  it('where the login has expired', async () => {
    const config =
      '[profile dev]\nsso_start_url = https://corp.example\nsso_region = eu-west-1\nsso_account_id = 123456789012\nsso_role_name = Admin\n';
    const cwd = folderOf({ config });
    const env = { AWS_CONFIG_FILE: join(cwd, 'config') };
    const { code, stdout, stderr } = await snapshot(['--stack', 'shop', '--profile', 'dev'], {
      env,
    });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'cronwright: The login of profile dev (not AWS_ACCESS_KEY_ID) has expired or was never made. Run `aws sso login --profile dev`.\n',
    );
  });

  it('where no region is named', async () => {
    const { AWS_REGION: _, ...rest } = SHOP_ENV;
    const env = { ...rest, AWS_ENDPOINT_URL: proxy.url };
    const { code, stderr } = await cronwright(['snapshot', '--stack', 'shop'], { env });
    expect(code).toBe(2);
    expect(stderr).toBe(
      'cronwright: No AWS region is named, and AWS_REGION is not set. Name the one that the stack is in.\n',
    );
  });

  it('where the region or the profile is in the wrong place', async () => {
    proxy.on('DescribeStacks', ({ refuse }) => refuse('ValidationError'));
    const { stderr } = await snapshot(['--stack', 'shop', '--region', 'us-west-2']);
    expect(stderr).toMatch(/^cronwright: There is no stack shop/);
  });

  it.each([
    [[], 'cronwright: --stack is missing: name the stack that the rules are in.\n'],
    [['shop'], 'cronwright: A snapshot is of a stack, and shop is none. Write --stack STACK.\n'],
    [['--stack', 'shop', '-p', 'x'], 'cronwright: There is no option -p.'],
    [['--stack', 'shop', '-o'], 'cronwright: -o needs a value.\n'],
  ])('with the arguments %j', async (args, message) => {
    const { code, stdout, stderr } = await snapshot(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.slice(0, message.length)).toBe(message);
    expect(proxy.total).toBe(0);
  });

  it('is written where the file can’t be', async () => {
    const answers = {
      DescribeStacks:
        '<Stacks><member><StackName>shop</StackName><StackId>arn:shop</StackId><StackStatus>CREATE_COMPLETE</StackStatus></member></Stacks>',
      GetTemplate: '<TemplateBody>Resources: {}</TemplateBody>',
      ListStackResources: '',
    };
    for (const [operation, inner] of Object.entries(answers))
      proxy.on(operation, () => queryReply(operation, inner));
    const cwd = folderOf({ 'folder/file': '' });
    const { code, stderr } = await snapshot(['--stack', 'shop', '-o', 'folder'], { cwd });
    expect([code, stderr]).toEqual([2, 'cronwright: folder is a folder.\n']);
    expect(readdirSync(cwd)).toEqual(['folder']);
  });
});
