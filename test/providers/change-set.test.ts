import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../server/src/providers/aws.js';
import type { ChangeSetName } from '../../server/src/providers/live.js';
import { queryReply, startProxy, xmlText } from '../support/aws-proxy.js';
import { ACCOUNT } from '../support/shop.js';
import { answered, refused, useShopEnv, work } from './support.js';

useShopEnv();
const proxy = await startProxy();

beforeEach(() => {
  proxy.reset();
  const identity = `<Account>${ACCOUNT}</Account><Arn>arn:aws:iam::${ACCOUNT}:user/ci</Arn>`;
  proxy.on('GetCallerIdentity', () => queryReply('GetCallerIdentity', identity));
});

const ask = (named: ChangeSetName) => connect({ endpoint: proxy.url }).changeSet(named, work());

function change(logicalId: string): string {
  const target =
    '<Attribute>Properties</Attribute><Name>ScheduleExpression</Name><RequiresRecreation>Never</RequiresRecreation><Path>/Properties/ScheduleExpression</Path><BeforeValue>rate(1 hour)</BeforeValue><AfterValue>rate(2 hours)</AfterValue>';
  const context = xmlText('{"Properties":{"ScheduleExpression":"rate(2 hours)"}}');
  return `<member><Type>Resource</Type><ResourceChange><Action>Modify</Action><LogicalResourceId>${logicalId}</LogicalResourceId><ResourceType>AWS::Events::Rule</ResourceType><Replacement>False</Replacement><Details><member><Target>${target}</Target><Evaluation>Static</Evaluation><ChangeSource>DirectModification</ChangeSource></member></Details><AfterContext>${context}</AfterContext></ResourceChange></member>`;
}

describe('a change set', () => {
  it('is read with its values, page after page', async () => {
    proxy.on('DescribeChangeSet', ({ input }) => {
      expect(input).toMatchObject({
        StackName: 'shop',
        ChangeSetName: 'hourly',
        IncludePropertyValues: 'true',
      });
      const page = Number(input.NextToken ?? 1);
      const more = page < 3 ? `<NextToken>${page + 1}</NextToken>` : '';
      return queryReply(
        'DescribeChangeSet',
        `<ChangeSetName>hourly</ChangeSetName><Status>CREATE_COMPLETE</Status><ExecutionStatus>AVAILABLE</ExecutionStatus><CreationTime>2026-11-24T03:00:00Z</CreationTime><Changes>${change(`Rule${page}`)}</Changes>${more}`,
      );
    });
    const found = answered(await ask({ stack: 'shop', name: 'hourly' }));
    expect(found).toMatchObject({
      ChangeSetName: 'hourly',
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
      CreationTime: '2026-11-24T03:00:00.000Z',
    });
    const changes = found.Changes as { ResourceChange: Record<string, unknown> }[];
    expect(changes.map(one => one.ResourceChange.LogicalResourceId)).toEqual([
      'Rule1',
      'Rule2',
      'Rule3',
    ]);
    expect(changes[0]?.ResourceChange).toMatchObject({
      Details: [{ Target: { BeforeValue: 'rate(1 hour)', AfterValue: 'rate(2 hours)' } }],
      AfterContext: '{"Properties":{"ScheduleExpression":"rate(2 hours)"}}',
    });
    expect(found).not.toHaveProperty('NextToken');
    expect(found).not.toHaveProperty('$metadata');
  });

  it.each(['ChangeSetNotFound', 'ValidationError'])('is not there: %s', async code => {
    proxy.on('DescribeChangeSet', ({ refuse }) => refuse(code, 'no such thing', 404));
    expect(refused(await ask({ stack: 'shop', name: 'hourly' }))).toEqual({
      kind: 'not-found',
      message: 'There is no change set hourly of stack shop in this account and region.',
      action: { kind: 'configure', what: 'stack' },
    });
  });
});
