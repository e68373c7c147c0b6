import { distance } from 'fastest-levenshtein';
import { type Entry, entryOf, type Mapping } from '../../template/node.js';
import { resourceOf } from '../../template/resource.js';
import type { Block } from '../../template/template.js';
import { mayBeAbsent } from '../../template/values.js';
import type { Finding, Fix, Rule } from '../rule.js';
import { overTexts, type TextFinding } from '../schedule/texts.js';
import { indirectJobs, jobOf, propertyOf } from './job.js';

const overStates = overTexts(
  block => propertyOf(block, 'State'),
  (text, block) => judge(text, jobOf(block)?.service ?? 'rule'),
  indirectJobs,
);

export const state: Rule = {
  id: 'rule/state',
  severity: 'error',
  title: 'A state that EventBridge refuses, or none',
  why: 'State is `ENABLED` or `DISABLED`, in capitals; with another value the deployment fails. A rule without State is enabled when it is made. But if somebody disables it in the console, the next deploy finds nothing to compare that with: drift detection looks only at what the template says. So a missing State is a hint.',
  source:
    'The resource schemas of AWS::Events::Rule (`ENABLED`, `DISABLED`, `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`) and AWS::Scheduler::Schedule (`ENABLED`, `DISABLED`); the CloudFormation user guide: drift is found only in properties that the template sets.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      State: Enabled
      Targets: [{ Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }]
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      State: ENABLED
      Targets: [{ Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }]
`,
  },
  *block(block) {
    yield* overStates.block(block);
    const { body, properties } = resourceOf(block) ?? {};
    if (jobOf(block)?.service === 'rule' && properties && !body?.open)
      yield* missing(properties, block);
  },
  *template(template, context) {
    // a condition may compare the parameter with what it is now
    for (const finding of overStates.template(template, context))
      yield { ...finding, ...(finding.fixes && { fixes: finding.fixes.map(unsafe) }) };
  },
};

function unsafe(fix: Fix): Fix {
  return { ...fix, safe: false };
}

const OF_RULES = ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'];
const OF_SCHEDULES = OF_RULES.slice(0, 2);

function* judge(text: string, service: 'rule' | 'scheduler'): Generator<TextFinding> {
  if ((service === 'rule' ? OF_RULES : OF_SCHEDULES).includes(text)) return;
  const meant = meantBy(text);
  const what = text === '' ? 'An empty text' : `\`${text}\``;
  yield {
    start: 0,
    end: text.length,
    message: `${what} is no state, and the deployment fails. ${meant ? `Write \`${meant}\`.` : 'Write `ENABLED` or `DISABLED`, in capitals.'}`,
    ...(meant && { fix: meant }),
  };
}

function meantBy(text: string): string | null {
  if (/^(?:true|yes|on|enabled?|active)$/i.test(text)) return 'ENABLED';
  return /^(?:false|no|off|disabled?|inactive)$/i.test(text) ? 'DISABLED' : null;
}

function* missing(properties: Mapping, block: Block): Generator<Finding> {
  const schedule = entryOf(properties, 'ScheduleExpression');
  if (!schedule || mayBeAbsent(schedule.value)) return;
  // one that is misspelt is rule/unknown-property's to mend
  if (properties.open || properties.entries.some(({ key }) => isState(key))) return;
  const edit = insertion(schedule, properties, block.text);
  yield {
    ...block.keySpan,
    severity: 'hint',
    message: `\`${block.key}\` has no State. Disabled in the console, it stays so: no deploy and no drift detection sees it. Write \`State: ENABLED\`.`,
    ...(edit && { fixes: [{ title: 'Write `State: ENABLED`', edits: [edit], safe: true }] }),
  };
}

function isState(key: string): boolean {
  return distance(key.toLowerCase(), 'state') <= 2;
}

/** The new entry behind the schedule, as the file is written; null where no place is sure. */
function insertion({ keySpan, value }: Entry, { flow }: Mapping, text: string) {
  const lineStart = text.lastIndexOf('\n', keySpan.start - 1) + 1;
  const before = text.slice(lineStart, keySpan.start);
  const ownLine = /^[ \t]*$/.test(before);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  if (flow) {
    if (value.kind === 'scalar' && isCut(value.text)) return null;
    const quote = text[keySpan.start] === '"' ? '"' : '';
    const entry = `${quote}State${quote}: ${quote}ENABLED${quote}`;
    return at(value.end, `,${ownLine ? eol + before : ' '}${entry}`);
  }
  if (!ownLine) return null;
  const lineEnd = text[value.end - 1] === '\n' ? value.end - 1 : text.indexOf('\n', value.end);
  return lineEnd < 0
    ? at(text.length, `${eol}${before}State: ENABLED`)
    : at(lineEnd + 1, `${before}State: ENABLED${eol}`);
}

/** A comma in a flow mapping ends a value, also one inside of brackets. */
function isCut(text: string): boolean {
  return text.lastIndexOf('(') > text.lastIndexOf(')');
}

function at(offset: number, newText: string) {
  return { start: offset, end: offset, newText };
}
