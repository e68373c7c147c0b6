import { type AwsProxy, jsonReply } from './aws-proxy.js';
import { ACCOUNT } from './shop.js';

/** What a role `Admin` did to a rule in the console three hours ago, as CloudTrail has it; moto has no CloudTrail. */
export function tellOfEdit(proxy: AwsProxy, eventName: string, name: string): void {
  const CloudTrailEvent = JSON.stringify({
    eventName,
    requestParameters: { name },
    eventTime: new Date(Date.now() - 3 * 3_600_000).toISOString(),
    eventSource: 'events.amazonaws.com',
    userIdentity: {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/ann@example.com`,
    },
    sessionCredentialFromConsole: 'true',
  });
  proxy.on('LookupEvents', ({ input }) => {
    const [{ AttributeValue = '' } = {}] = input.LookupAttributes as { AttributeValue: string }[];
    return jsonReply({ Events: AttributeValue === eventName ? [{ CloudTrailEvent }] : [] });
  });
}
