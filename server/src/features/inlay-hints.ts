import { describeSchedule } from '../schedule/describe.js';
import { neverFires, occurrences } from '../schedule/occurrences.js';
import { parseSchedule } from '../schedule/parse.js';
import type { Schedule } from '../schedule/schedule.js';
import type { Span } from '../template/node.js';
import { type ScheduleUse, scheduleOf } from '../template/resource.js';
import type { PlacedBlock, Template } from '../template/template.js';
import { type KnownValue, knownValues } from '../template/values.js';
import type { Env } from './env.js';
import { knownWindow } from './runs.js';
import { dayAndTime, zoneTitle } from './times.js';

export type InlayHints = 'off' | 'words' | 'wordsAndNextRun';

export interface InlayHint {
  /** The end of a line: what is typed on the line is before it and does not move. */
  readonly offset: number;
  readonly text: string;
}

/** The schedules of a part of the template in words, each at the end of its line. */
export function inlayHints(
  template: Template,
  range: Span,
  style: InlayHints,
  env: Env,
): InlayHint[] {
  if (style === 'off') return [];
  const hints = new Map<number, InlayHint>();
  for (const placed of template.blocks) {
    const use = scheduleOf(placed.block);
    if (!use || !touches(use.expression.value, placed, range)) continue;
    for (const [end, text] of shownValues(use, template, placed)) {
      const { schedule } = parseSchedule(text, use.service);
      const offset = lineEnd(template.text, end);
      // of two on a line neither could be told from the other
      if (!schedule || hints.has(offset)) continue;
      const next = style === 'wordsAndNextRun' ? nextRun(schedule, use, template, env) : '';
      hints.set(offset, { offset, text: wordsOf(schedule, use, template, env) + next });
    }
  }
  return [...hints.values()];
}

/** Where expressions end in the file, with their texts: those written here, else the one known. */
function shownValues(
  { expression: { value } }: ScheduleUse,
  template: Template,
  { offset }: PlacedBlock,
): [end: number, text: string][] {
  const values = knownValues(value, template);
  const here = (known: KnownValue) => !known.block && known.scalar;
  const written = values.flatMap(known => {
    const scalar = here(known);
    return scalar ? [[scalar.end + offset, known.text] as [number, string]] : [];
  });
  if (written.length > 0) return written;
  const [only] = values;
  return only && values.length === 1 ? [[value.end + offset, only.text]] : [];
}

function wordsOf(
  schedule: Schedule,
  use: ScheduleUse,
  template: Template,
  { locale, hour12 }: Env,
): string {
  const { zone } = knownWindow(use, template);
  const words = describeSchedule(schedule, { service: use.service, locale, hour12 });
  return schedule.kind === 'rate' || zone === null ? words : `${words} (${zoneTitle(zone)})`;
}

function nextRun(schedule: Schedule, use: ScheduleUse, template: Template, env: Env): string {
  const { zone, ...bounds } = knownWindow(use, template);
  if (zone === null || neverFires(schedule)) return '';
  const [next] = occurrences(schedule, { ...bounds, zone, from: env.now });
  return next === undefined
    ? ''
    : ` · next ${dayAndTime(next, env.zone, env.now, env)} ${zoneTitle(env.zone)}`;
}

function touches({ start, end }: Span, { offset }: PlacedBlock, range: Span): boolean {
  return start + offset <= range.end && range.start <= end + offset;
}

function lineEnd(text: string, offset: number): number {
  const at = offset + text.slice(offset).search(/\r?\n|$/);
  // a block scalar ends where the next line begins
  return offset > 0 && text[offset - 1] === '\n'
    ? offset - (text[offset - 2] === '\r' ? 2 : 1)
    : at;
}
