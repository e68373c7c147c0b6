import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../server/src/providers/aws.js';
import { jsonReply, queryReply, startProxy } from '../support/aws-proxy.js';
import { ACCOUNT } from '../support/shop.js';
import { answered, useShopEnv, work } from './support.js';

// What moto can't do: buses of one's own, and answers of several pages.
useShopEnv();
const proxy = await startProxy();

const PHYSICAL = ['nightly', 'orders|sync', 'orders|gone', 'closed|late'];

beforeEach(() => {
  proxy.reset();
  const identity = `<Account>${ACCOUNT}</Account><Arn>arn:aws:iam::${ACCOUNT}:user/ci</Arn>`;
  proxy.on('GetCallerIdentity', () => queryReply('GetCallerIdentity', identity));
  const parameters =
    '<member><ParameterKey>Token</ParameterKey><ParameterValue>****</ParameterValue></member><member><ParameterKey>Image</ParameterKey><ParameterValue>/images/app</ParameterValue><ResolvedValue>app:7</ResolvedValue></member>';
  const stack = `<StackName>shop</StackName><StackId>arn:shop</StackId><StackStatus>UPDATE_COMPLETE</StackStatus><Parameters>${parameters}</Parameters>`;
  proxy.on('DescribeStacks', () =>
    queryReply('DescribeStacks', `<Stacks><member>${stack}</member></Stacks>`),
  );
  proxy.on('GetTemplate', () =>
    queryReply('GetTemplate', '<TemplateBody>Resources: {}</TemplateBody>'),
  );
  proxy.on('ListStackResources', ({ input }) => {
    const at = Number(input.NextToken ?? 0);
    const isLast = at + 1 === PHYSICAL.length;
    const status = at === 0 ? 'UPDATE_FAILED' : 'CREATE_COMPLETE';
    const summaries = [
      resource(`Rule${at}`, status, PHYSICAL[at]),
      ...(isLast
        ? [resource('Unmade', 'CREATE_FAILED'), resource('Old', 'DELETE_COMPLETE', 'old')]
        : []),
    ];
    const more = isLast ? '' : `<NextToken>${at + 1}</NextToken>`;
    return queryReply(
      'ListStackResources',
      `<StackResourceSummaries>${summaries.join('')}</StackResourceSummaries>${more}`,
    );
  });
});

function resource(logicalId: string, status: string, physicalId?: string): string {
  const id = physicalId ? `<PhysicalResourceId>${physicalId}</PhysicalResourceId>` : '';
  return `<member><LogicalResourceId>${logicalId}</LogicalResourceId>${id}<ResourceType>AWS::Events::Rule</ResourceType><ResourceStatus>${status}</ResourceStatus></member>`;
}

function rule(Name: string, EventBusName: string) {
  return { Name, EventBusName, State: 'ENABLED', ScheduleExpression: 'rate(1 day)' };
}

describe('rules on several buses', () => {
  beforeEach(() => {
    const orders = [
      { Rules: [rule('other', 'orders'), rule('nightly', 'orders')], NextToken: 'more' },
      { Rules: [rule('sync', 'orders')] },
    ];
    proxy.on('ListRules', ({ input, refuse }) => {
      expect(input.Limit).toBe(100);
      if (input.EventBusName === 'closed') return refuse('ResourceNotFoundException');
      if (input.EventBusName === 'orders') return jsonReply(orders[input.NextToken ? 1 : 0]);
      return jsonReply({
        Rules: [{ ...rule('nightly', 'default'), ManagedBy: 'x.amazonaws.com' }],
      });
    });
    const targets = [
      { Targets: [{ Id: 'b', Arn: 'x' }], NextToken: 'more' },
      { Targets: [{ Id: 'a', Arn: 'x' }] },
    ];
    proxy.on('ListTargetsByRule', ({ input }) => jsonReply(targets[input.NextToken ? 1 : 0]));
  });

  const capture = async () =>
    answered(await connect({ endpoint: proxy.url }).capture({ stack: 'shop' }, work()));

  it('are those of the stack, each from its own', async () => {
    const { snapshot, unread } = await capture();
    const Targets = [
      { Id: 'a', Arn: 'x' },
      { Id: 'b', Arn: 'x' },
    ];
    expect(snapshot.rules).toEqual([
      { ...rule('nightly', 'default'), ManagedBy: 'x.amazonaws.com', Targets },
      { ...rule('sync', 'orders'), Targets },
    ]);
    // what is deleted is not unread: neither a rule nor a whole bus
    expect([snapshot.complete, unread]).toEqual([true, []]);
    expect(proxy.calls).toMatchObject({
      ListRules: 4,
      ListTargetsByRule: 4,
      ListStackResources: 4,
    });
  });

  it('are those that have a physical id', async () => {
    const { resources } = (await capture()).snapshot.stack;
    expect(Object.values(resources).map(({ physicalId }) => physicalId)).toEqual(PHYSICAL);
  });

  it('go with the parameters as they were resolved, but those that AWS hides', async () => {
    const { parameters } = (await capture()).snapshot.stack;
    expect(parameters).toEqual({ Token: null, Image: 'app:7' });
  });
});
