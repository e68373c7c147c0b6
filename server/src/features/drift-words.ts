import type { Difference, ResourceDrift } from '../drift/drift.js';
import type { Snapshot } from '../drift/snapshot.js';
import { nextDeployText } from '../drift/words.js';
import { describeSchedule } from '../schedule/describe.js';
import { parseSchedule } from '../schedule/parse.js';
import type { Service } from '../schedule/schedule.js';
import { changeText } from './change-text.js';
import type { Env } from './env.js';
import type { Inquiry } from './inquiry.js';
import { momentText } from './times.js';

type Manner = Pick<Env, 'now' | 'locale' | 'hour12'>;

/** What is to be known of a resource that was held against what is live, as Markdown. */
export function driftMarkdown(
  drift: ResourceDrift,
  snapshot: Snapshot,
  env: Manner & Pick<Env, 'inquiry'>,
): string {
  const { inquiry, ...manner } = env;
  const { differences, pending, reasons, notCompared } = drift;
  const tables = [
    ...tableOf(
      differences.filter(({ kind }) => kind === 'drift'),
      'Deployed template',
      drift,
      manner,
    ),
    ...titled(
      'Live already, and not yet deployed',
      differences.filter(({ kind }) => kind === 'adopted'),
      drift,
      manner,
    ),
    ...titled('Waits for the next deploy', pending, drift, manner),
  ];
  const next = nextDeployText(drift);
  const unknown =
    notCompared > 0
      ? [
          `Not compared: ${notCompared} ${notCompared === 1 ? 'value' : 'values'} (${reasons.join('; ')}).`,
        ]
      : reasons;
  return [
    `**${HEADS[drift.status]}** · ${asOf(snapshot, manner)}`,
    ...tables,
    ...(next ? [next] : []),
    ...unknown,
    ...answersOf(inquiry(drift.logicalId), manner),
  ].join('\n\n');
}

function answersOf({ who, firing }: Inquiry, manner: Manner): string[] {
  const change = typeof who === 'object' && who ? `Last change: ${changeText(who, manner)}.` : who;
  return [change, firing].filter(answer => answer !== null);
}

const HEADS: Readonly<Record<ResourceDrift['status'], string>> = {
  drift: 'Changed outside CloudFormation',
  deleted: 'Deleted in AWS',
  'not-deployed': 'Not deployed yet',
  adopted: 'Live as this file says, not as it was deployed',
  unknown: 'Not compared',
  'in-sync': 'Live as deployed',
};

function asOf({ capturedAt, stack, account, region }: Snapshot, manner: Manner): string {
  const when = momentText(capturedAt, manner.now, manner);
  return `${stack.name} in ${account}, ${region}, as of ${when}`;
}

function titled(
  title: string,
  differences: readonly Difference[],
  drift: ResourceDrift,
  manner: Manner,
): string[] {
  const table = tableOf(differences, 'Template', drift, manner);
  return table.length > 0 ? [`${title}:`, ...table] : [];
}

function tableOf(
  differences: readonly Difference[],
  side: string,
  drift: ResourceDrift,
  manner: Manner,
): string[] {
  if (differences.length === 0) return [];
  const service = drift.type === 'AWS::Events::Rule' ? 'rule' : 'scheduler';
  const rows = differences.map(({ path, template, live }) => {
    const cells = [template, live].map(value => cellOf(value, path, service, manner));
    return `| ${path} | ${cells.join(' | ')} |`;
  });
  return [[`| | ${side} | Live |`, '|---|---|---|', ...rows].join('\n')];
}

const LONGEST = 120;

function cellOf(value: unknown, path: string, service: Service, manner: Manner): string {
  if (value === undefined || value === null) return 'absent';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  const shown = `\`\` ${short.replace(/\s+/g, ' ').replaceAll('`', 'ˋ').replaceAll('|', '\\|')} \`\``;
  const words = path === 'ScheduleExpression' ? wordsOf(text, service, manner) : null;
  return words ? `${shown}<br>${words}` : shown;
}

function wordsOf(text: string, service: Service, { locale, hour12 }: Manner): string | null {
  const { schedule } = parseSchedule(text, service);
  const words = schedule && describeSchedule(schedule, { service, locale, hour12 });
  // the zone of a schedule is a property of its own
  return words && service === 'rule' && schedule.kind === 'cron' ? `${words} (UTC)` : words;
}
