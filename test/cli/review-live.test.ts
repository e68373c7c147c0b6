import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { properties, resources, rule } from '../review/support.js';
import { queryReply, startProxy, xmlText } from '../support/aws-proxy.js';
import { bundle, folderOf } from '../support/folders.js';
import { CLI, cronwright } from './support.js';

// it is loaded from beside the command line
await bundle('server/src/providers/aws.ts', join(dirname(CLI), 'aws.js'));
const aws = await startProxy();

const NEW = { ScheduleExpression: 'cron(0 4 * * ? *)' };

/** A change of DescribeChangeSet as CloudFormation writes it. */
function member(id: string, more: object): string {
  const context = (tag: string, value: object) =>
    `<${tag}>${xmlText(JSON.stringify({ Properties: value }))}</${tag}>`;
  return `<member><Type>Resource</Type><ResourceChange><Action>Modify</Action>
    <LogicalResourceId>${id}</LogicalResourceId><ResourceType>AWS::Events::Rule</ResourceType>
    <Replacement>False</Replacement>
    ${context('BeforeContext', properties())}${context('AfterContext', properties(more))}
  </ResourceChange></member>`;
}

beforeEach(() => {
  aws.reset();
  aws.on('GetCallerIdentity', () =>
    queryReply(
      'GetCallerIdentity',
      '<Arn>arn:aws:sts::123456789012:assumed-role/Deploy/ci</Arn><Account>123456789012</Account>',
    ),
  );
  aws.on('DescribeChangeSet', ({ input, refuse }) => {
    if (input.ChangeSetName !== 'deploy-42') return refuse('ChangeSetNotFound', 'none', 404);
    const isSecond = input.NextToken === 'two';
    return queryReply(
      'DescribeChangeSet',
      `<ChangeSetName>deploy-42</ChangeSetName><StackName>shop</StackName>
      <StackId>arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/1</StackId>
      <Status>CREATE_COMPLETE</Status><ExecutionStatus>AVAILABLE</ExecutionStatus>
      <CreationTime>${new Date().toISOString()}</CreationTime>
      <Changes>${isSecond ? member('Weekly', { Name: 'weekly' }) : member('Nightly', NEW)}</Changes>
      ${isSecond ? '' : '<NextToken>two</NextToken>'}`,
    );
  });
});

const review = (files: Record<string, string>, ...args: string[]) =>
  cronwright(['review', ...args], {
    cwd: folderOf(files),
    env: {
      AWS_ENDPOINT_URL: aws.url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_CONFIG_FILE: '/nowhere',
      AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    },
  });

const LOCAL = {
  'a.yml': resources(
    rule({ expression: NEW.ScheduleExpression }),
    rule({ id: 'Weekly', name: 'weekly' }),
  ),
};

describe('--change-set-name', () => {
  it('reviews a change set that AWS tells of, all pages', async () => {
    const { code, stdout, stderr } = await review(
      LOCAL,
      ...['--stack', 'shop', '--change-set-name', 'deploy-42', '--format', 'json'],
    );
    expect([code, stderr]).toEqual([0, '']);
    const { source, checks, changes } = JSON.parse(stdout);
    expect(source).toEqual({
      kind: 'change-set',
      name: 'deploy-42',
      stack: 'shop',
      template: 'a.yml',
    });
    expect(changes.map(({ logicalId }: { logicalId: string }) => logicalId)).toEqual([
      'Nightly',
      'Weekly',
    ]);
    const levels = Object.fromEntries(
      checks.map(({ id, level }: { id: string; level: string }) => [id, level]),
    );
    expect(levels).toMatchObject({ ready: 'pass', held: 'pass' });
    expect(aws.calls).toEqual({ GetCallerIdentity: 1, DescribeChangeSet: 2 });
  });

  it('says that there is none of the name', async () => {
    const { code, stdout, stderr } = await review(
      LOCAL,
      ...['--stack', 'shop', '--change-set-name', 'other'],
    );
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'cronwright: There is no change set other of stack shop in this account and region.\n',
    );
  });

  it('asks nothing of another account than cronwright.yml says', async () => {
    const config = 'stacks:\n  - stack: shop\n    files: [a.yml]\n    account: "210987654321"\n';
    const { code, stderr } = await review(
      { ...LOCAL, 'cronwright.yml': config },
      ...['--stack', 'shop', '--change-set-name', 'deploy-42'],
    );
    expect(code).toBe(2);
    expect(stderr).toContain('123456789012');
    expect(aws.calls.DescribeChangeSet).toBeUndefined();
  });
});
