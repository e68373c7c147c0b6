import { ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import type { LiveRule, LiveTarget } from '../../drift/snapshot.js';
import { isRefusal } from './failure.js';
import type { Pace } from './pace.js';
import type { RuleName } from './physical.js';
import { plain } from './plain.js';
import type { Session } from './session.js';

/** The most that the API gives at a time. */
const PAGE = 100;

/** All rules of a bus, of which there are none where it is gone. ListRules says all that DescribeRule does. */
export async function listRules(
  session: Session,
  bus: string,
  signal: AbortSignal,
): Promise<readonly LiveRule[]> {
  const pages = await session
    .pages('events:ListRules', signal, (NextToken, options) =>
      session.events.send(
        new ListRulesCommand({ EventBusName: bus, Limit: PAGE, NextToken }),
        options,
      ),
    )
    .catch(error => {
      if (isRefusal(error, 'ResourceNotFoundException')) return [];
      throw error;
    });
  return plain<readonly LiveRule[]>(pages.flatMap(page => page.Rules ?? []));
}

/** A rule's targets by their ids; null where it was deleted since it was listed. */
export async function listTargets(
  session: Session,
  { bus, name }: RuleName,
  pace: Pace,
  signal: AbortSignal,
): Promise<readonly LiveTarget[] | null> {
  const pages = await session
    .pages('events:ListTargetsByRule', signal, async (NextToken, options) => {
      await pace.turn(signal);
      return session.events.send(
        new ListTargetsByRuleCommand({ Rule: name, EventBusName: bus, NextToken }),
        options,
      );
    })
    .catch(error => {
      if (isRefusal(error, 'ResourceNotFoundException')) return null;
      throw error;
    });
  if (!pages) return null;
  const targets = plain<LiveTarget[]>(pages.flatMap(page => page.Targets ?? []));
  return targets.sort((a, b) => (a.Id < b.Id ? -1 : 1));
}
