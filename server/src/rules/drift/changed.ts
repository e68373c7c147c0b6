import { driftOf } from '../../drift/drift.js';
import { differenceText, nextDeployText, timeText } from '../../drift/words.js';
import type { Rule } from '../rule.js';
import { adopt } from './adopt.js';
import { example } from './example.js';

export const changed: Rule = {
  id: 'drift/changed',
  severity: 'warning',
  title: 'A property that was changed outside CloudFormation',
  why: 'CloudFormation compares a template with the one before, never with what is live. So a change that somebody made in the console is not seen: it stays until a deploy that changes the same rule overwrites it, at a moment that nobody expects. What is compared is the deployed template with its parameters against a snapshot (`stacks` in `cronwright.yml`); an edit that is not deployed yet is no drift, and what can’t be computed is not compared.',
  source:
    'Documented: ListRules, ListTargetsByRule and GetSchedule tell what is live; UpdateStack works on the differences between templates; PutRule and UpdateSchedule replace what was there.',
  bad: example('cron(0 6 * * ? *)'),
  good: example('cron(0 5 * * ? *)'),
  *template(template, { live }) {
    if (!live) return;
    for (const resource of driftOf(template, live.snapshot, live))
      for (const difference of resource.differences) {
        if (difference.kind !== 'drift') continue;
        const said = differenceText(resource, difference);
        const next = nextDeployText(resource);
        const fix = adopt(template, resource, difference);
        yield {
          ...difference.span,
          message: `Live differs from the template (${timeText(live.snapshot)}): ${said}${next ? ` ${next}` : ''}`,
          ...(fix && { fixes: [fix] }),
        };
      }
  },
};
