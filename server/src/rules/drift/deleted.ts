import { driftOf } from '../../drift/drift.js';
import { nextDeployText, timeText } from '../../drift/words.js';
import type { Rule } from '../rule.js';
import { example } from './example.js';

export const deleted: Rule = {
  id: 'drift/deleted',
  severity: 'warning',
  title: 'A rule or schedule that was deleted outside CloudFormation',
  why: 'The stack still has it, and so has the template: nothing but what is live says that it does not run any more. A deploy that leaves it as it is does not bring it back. It is said only of a snapshot that is complete.',
  source:
    'Documented: ListStackResources tells what the stack has made, ListRules and GetSchedule what is there; UpdateStack works on the differences between templates.',
  bad: example(null),
  good: example('cron(0 5 * * ? *)'),
  *template(template, { live }) {
    if (!live) return;
    for (const resource of driftOf(template, live.snapshot, live))
      if (resource.status === 'deleted')
        yield {
          ...resource.span,
          message: `\`${resource.logicalId}\` was deleted in AWS (\`${resource.physicalId}\`, ${timeText(live.snapshot)}), so it doesn’t run. ${nextDeployText(resource)} Take it out of the template, deploy that and put it back, or leave it out for good.`,
        };
  },
};
