import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../server/src/providers/aws.js';
import type { Connection } from '../../server/src/providers/live.js';
import type { Trouble } from '../../server/src/providers/trouble.js';
import { type Handler, queryReply, startProxy } from '../support/aws-proxy.js';
import { folderOf } from '../support/folders.js';
import { ACCOUNT, SHOP_ENV } from '../support/shop.js';
import { answered, refused, setAwsEnv, useShopEnv, work } from './support.js';

const SECRET = 'hunter2-of-the-input';
const SSO_CONFIG = `[profile dev]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Admin
region = eu-west-1
[profile through]
source_profile = dev
role_arn = arn:aws:iam::123456789012:role/deploy
region = eu-west-1
[profile keys]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = ${SECRET}
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
`;

useShopEnv();
const proxy = await startProxy();

beforeEach(() => {
  setAwsEnv(SHOP_ENV);
  proxy.reset();
  proxy.on('GetCallerIdentity', () => identityOf(ACCOUNT));
});

function identityOf(account: string) {
  const arn = `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ann`;
  return queryReply(
    'GetCallerIdentity',
    `<Account>${account}</Account><Arn>${arn}</Arn><UserId>u</UserId>`,
  );
}

function stackIn(status: string): Handler {
  const stack = `<StackName>shop</StackName><StackId>arn:shop</StackId><StackStatus>${status}</StackStatus>`;
  return () => queryReply('DescribeStacks', `<Stacks><member>${stack}</member></Stacks>`);
}

async function trouble(connection: Connection = {}): Promise<Trouble> {
  const aws = connect({ endpoint: proxy.url, ...connection });
  const found = refused(await aws.capture({ stack: 'shop' }, work()));
  expect(found.message).not.toContain(SECRET);
  return found;
}

/** The files of `~/.aws`, somewhere else. */
function useFiles(
  files: Readonly<Record<string, string>>,
  env: Record<string, string> = {},
): string {
  const home = folderOf(files);
  const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...rest } = SHOP_ENV;
  setAwsEnv({
    ...rest,
    AWS_CONFIG_FILE: join(home, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    ...env,
  });
  return home;
}

describe('credentials', () => {
  it.each(['ExpiredToken', 'RequestExpired'])('have expired: %s', async code => {
    proxy.on('GetCallerIdentity', ({ refuse }) => refuse(code, `${SECRET} is expired`, 403));
    expect(await trouble()).toEqual({
      kind: 'credentials',
      message: 'The credentials of AWS_ACCESS_KEY_ID have expired. Renew them, then ask again.',
      action: { kind: 'retry' },
    });
  });

  it('expire in the middle, and others are used the next time', async () => {
    const aws = connect({ endpoint: proxy.url });
    let isExpired = true;
    proxy.on('DescribeStacks', ({ refuse }) =>
      refuse(isExpired ? 'ExpiredToken' : 'ValidationError', '', 400),
    );
    const first = refused(await aws.capture({ stack: 'shop' }, work()));
    isExpired = false;
    const second = refused(await aws.capture({ stack: 'shop' }, work()));
    expect([first.kind, second.kind]).toEqual(['credentials', 'not-found']);
    expect(proxy.calls.GetCallerIdentity).toBe(2);
  });

  it.each(['InvalidClientTokenId', 'SignatureDoesNotMatch'])('are unknown: %s', async code => {
    proxy.on('GetCallerIdentity', ({ refuse }) => refuse(code, SECRET, 403));
    expect((await trouble()).message).toBe(
      'AWS does not know the credentials of AWS_ACCESS_KEY_ID. Renew them, then ask again.',
    );
  });

  it.each([
    ['dev', 'aws sso login --profile dev'],
    ['through', 'aws sso login --profile dev'],
  ])('of profile %s want a login', async (profile, command) => {
    useFiles({ config: SSO_CONFIG });
    expect(await trouble({ profile })).toEqual({
      kind: 'credentials',
      message: `The login of profile ${profile} has expired or was never made. Run \`${command}\`.`,
      action: { kind: 'run', command },
    });
    expect(proxy.total).toBe(0);
  });

  it('of a profile are read anew each time', async () => {
    const home = useFiles({ config: '' }, { AWS_PROFILE: 'keys' });
    expect(await trouble()).toEqual({
      kind: 'credentials',
      message: 'There is no profile keys in ~/.aws/config or ~/.aws/credentials.',
      action: { kind: 'configure', what: 'profile' },
    });
    writeFileSync(join(home, 'config'), SSO_CONFIG);
    proxy.on('DescribeStacks', stackIn('DELETE_COMPLETE'));
    expect((await trouble()).kind).toBe('not-found');
  });

  it('of a profile that has none are not there', async () => {
    useFiles({ config: '[profile empty]\nregion = eu-west-1\n' });
    expect((await trouble({ profile: 'empty' })).message).toBe(
      'No credentials were given by profile empty. Renew them, then ask again.',
    );
  });

  it('are not there', async () => {
    useFiles({});
    expect(await trouble()).toEqual({
      kind: 'credentials',
      message:
        'There are no AWS credentials: no profile is named, and neither the environment nor ~/.aws has any. Name a profile.',
      action: { kind: 'configure', what: 'profile' },
    });
  });

  it('are of another account, of which nothing else is asked', async () => {
    proxy.on('GetCallerIdentity', () => identityOf('999999999999'));
    expect(await trouble({ account: ACCOUNT })).toEqual({
      kind: 'account',
      message: `The credentials of AWS_ACCESS_KEY_ID are of account 999999999999, and the stack is in ${ACCOUNT}. Nothing else was asked.`,
      action: { kind: 'configure', what: 'profile' },
    });
    expect(proxy.calls).toEqual({ GetCallerIdentity: 1 });
  });
});

describe('AWS', () => {
  it('is asked in no region', async () => {
    const { AWS_REGION: _, ...rest } = SHOP_ENV;
    setAwsEnv(rest);
    expect(await trouble()).toEqual({
      kind: 'region',
      message:
        'No AWS region is named, and AWS_REGION is not set. Name the one that the stack is in.',
      action: { kind: 'configure', what: 'region' },
    });
    expect((await trouble({ region: 'no such place' })).kind).toBe('region');
  });

  it('has no such stack', async () => {
    proxy.on('DescribeStacks', ({ refuse }) =>
      refuse('ValidationError', `Stack with id shop does not exist ${SECRET}`),
    );
    expect(await trouble()).toEqual({
      kind: 'not-found',
      message: 'There is no stack shop deployed in this account and region.',
      action: { kind: 'configure', what: 'stack' },
    });
  });

  it.each(['REVIEW_IN_PROGRESS', 'DELETE_COMPLETE'])(
    'has a stack without resources: %s',
    async status => {
      proxy.on('DescribeStacks', stackIn(status));
      expect((await trouble()).kind).toBe('not-found');
    },
  );

  it('is deploying the stack, when no answer would be right', async () => {
    proxy.on('DescribeStacks', stackIn('UPDATE_IN_PROGRESS'));
    expect(await trouble()).toEqual({
      kind: 'busy',
      message:
        'Stack shop is being changed (UPDATE_IN_PROGRESS): what is live now is neither its old template nor its new one.',
      action: { kind: 'retry' },
    });
  });

  it('has finished a deployment but for its cleaning up', async () => {
    proxy.on('DescribeStacks', stackIn('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'));
    proxy.on('GetTemplate', () =>
      queryReply('GetTemplate', '<TemplateBody>Resources: {}</TemplateBody>'),
    );
    proxy.on('ListStackResources', () => queryReply('ListStackResources', ''));
    const answer = await connect({ endpoint: proxy.url }).capture({ stack: 'shop' }, work());
    const { snapshot, identity } = answered(answer);
    expect(snapshot).toMatchObject({ complete: true, rules: [], schedules: [], exports: null });
    expect(identity.who).toBe('role Admin');
  });

  it('denies, and the action is named', async () => {
    proxy.on('DescribeStacks', ({ refuse }) =>
      refuse(
        'AccessDenied',
        `User: arn:aws:iam::${ACCOUNT}:user/${SECRET} is not authorized to perform: cloudformation:DescribeStacks on resource: x`,
        403,
      ),
    );
    expect(await trouble()).toEqual({
      kind: 'denied',
      message:
        'These credentials may not call cloudformation:DescribeStacks: the policy must allow it.',
      action: null,
    });
  });

  it('puts off to the end', async () => {
    proxy.on('DescribeStacks', ({ refuse }) => refuse('Throttling', 'Rate exceeded'));
    expect(await trouble()).toEqual({
      kind: 'throttled',
      message:
        'CloudFormation has too many calls from this account at the moment: it put off DescribeStacks, also when asked again.',
      action: { kind: 'retry' },
    });
    expect(proxy.calls.DescribeStacks).toBe(5);
  });

  it('fails, and the request can be named to those who look into it', async () => {
    proxy.on('DescribeStacks', ({ refuse }) => refuse('InternalFailure', SECRET, 500));
    expect(await trouble()).toMatchObject({
      kind: 'other',
      message: 'CloudFormation answered DescribeStacks with InternalFailure (HTTP 500, request r).',
    });
  });

  it.each(['<html>Log in to the guest network</html>', '<DescribeStacksResponse><Desc', ''])(
    'answers %j',
    async body => {
      proxy.on('DescribeStacks', () => ({ body }));
      expect(['other', 'not-found']).toContain((await trouble()).kind);
    },
  );

  it('can’t be reached', async () => {
    const closed = createServer();
    await new Promise<void>(ready => closed.listen(0, '127.0.0.1', ready));
    const { port } = closed.address() as AddressInfo;
    await new Promise(done => closed.close(done));
    expect(await trouble({ endpoint: `http://127.0.0.1:${port}` })).toEqual({
      kind: 'network',
      message: "STS can't be reached (ECONNREFUSED).",
      action: { kind: 'retry' },
    });
  });

  it('cuts each line', async () => {
    proxy.on('DescribeStacks', () => 'drop');
    expect(await trouble()).toMatchObject({
      kind: 'network',
      message: "CloudFormation can't be reached (ECONNRESET).",
    });
  });

  it.each(['nowhere', 'ftp://x'])('is no address: %s', async endpoint => {
    expect(['network', 'other']).toContain((await trouble({ endpoint })).kind);
  });
});

describe('a cancelled question', () => {
  it('ends at once, also where AWS never answers', async () => {
    const controller = new AbortController();
    proxy.on('DescribeStacks', () => {
      controller.abort();
      return 'hang';
    });
    const aws = connect({ endpoint: proxy.url });
    const answer = await aws.capture({ stack: 'shop' }, { signal: controller.signal });
    expect(refused(answer).kind).toBe('cancelled');
  });

  it('ends at once, also where a program waits for a person to give credentials', async () => {
    const controller = new AbortController();
    const sockets: Socket[] = [];
    const person = createServer(socket => {
      sockets.push(socket);
      controller.abort();
    });
    await new Promise<void>(ready => person.listen(0, '127.0.0.1', ready));
    const { port } = person.address() as AddressInfo;
    const program = `require('node:net').connect(${port}, '127.0.0.1').on('close', () => {})`;
    const home = folderOf({ 'ask.cjs': program });
    const command = `"${process.execPath}" "${join(home, 'ask.cjs')}"`;
    useFiles({ config: `[profile asking]\ncredential_process = ${command}\n` });
    const aws = connect({ endpoint: proxy.url, profile: 'asking' });
    const answer = await aws.capture({ stack: 'shop' }, { signal: controller.signal });
    expect(refused(answer).kind).toBe('cancelled');
    for (const socket of sockets) socket.destroy();
    await new Promise(done => person.close(done));
  });

  it('asks nothing where it was cancelled before', async () => {
    const aws = connect({ endpoint: proxy.url });
    const answer = await aws.capture({ stack: 'shop' }, { signal: AbortSignal.abort() });
    expect(refused(answer).kind).toBe('cancelled');
    expect(proxy.total).toBe(0);
  });
});
