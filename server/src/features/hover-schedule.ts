import { describeField, describeSchedule, frequency } from '../schedule/describe.js';
import { fieldAt, parseSchedule } from '../schedule/parse.js';
import type { Field, Parsed, Schedule, Service } from '../schedule/schedule.js';
import { get } from '../template/node.js';
import { resourceOf, type ScheduleUse, scheduleOf } from '../template/resource.js';
import type { Template } from '../template/template.js';
import { type KnownValue, knownValues } from '../template/values.js';
import type { Env } from './env.js';
import { knownWindow, type RunWindow, runsMarkdown } from './runs.js';
import type { Said, Spot } from './spot.js';

/** More values than this of one parameter would be no hover but a page. */
const MOST_VALUES = 4;

/** On a schedule: what it means, when it runs next, and its fields one by one. */
export function hoverSchedule({ template, placed, at, path, env }: Spot): Said | null {
  const use = scheduleOf(placed.block);
  if (!use || path.at(-1)?.onKey) return null;
  const { value } = use.expression;
  if (at < value.start || at > value.end) return null;
  const under = path.at(-1)?.node;
  const values = knownValues(value, template);
  const own = values.filter(({ scalar, block }) => !block && scalar === under);
  const shown = (own.length > 0 ? own : values).slice(0, MOST_VALUES);
  const about = { use, template, env, disabled: isDisabled(placed.block, template) };
  const parts = shown.flatMap(known => {
    const words = expressionMarkdown(known, own.length > 0 ? at : null, about);
    return words === null ? [] : shown.length > 1 ? [`\`${known.text}\`\n\n${words}`] : [words];
  });
  const more = own.length > 0 ? 0 : values.length - shown.length;
  if (parts.length === 0) return null;
  if (more > 0) parts.push(`… and ${more} more values`);
  return { markdown: parts.join('\n\n---\n\n'), span: own[0]?.scalar ?? value };
}

interface About {
  readonly use: ScheduleUse;
  readonly template: Template;
  readonly env: Env;
  readonly disabled: boolean;
}

function isDisabled(block: Spot['placed']['block'], template: Template): boolean {
  const state = get(resourceOf(block)?.properties ?? undefined, 'State');
  const values = state ? knownValues(state, template) : [];
  return values.length > 0 && values.every(({ text }) => text === 'DISABLED');
}

function expressionMarkdown(
  { text, scalar }: KnownValue,
  at: number | null,
  { use, template, env, disabled }: About,
): string | null {
  const { service } = use;
  const parsed = parseSchedule(text, service);
  const inText = at !== null && scalar && scalar.textStart >= 0 ? at - scalar.textStart : -1;
  const field = fieldAt(parsed, inText);
  if (!parsed.schedule) return field ? understood(parsed, field) : null;
  const window = knownWindow(use, template);
  return [
    headline(parsed.schedule, service, window, env),
    ...(disabled
      ? ['Disabled (`State: DISABLED`): none of its runs happens until it is enabled.']
      : []),
    runsMarkdown(parsed.schedule, service, window, env),
    ...fieldLines(parsed, field),
  ].join('\n\n');
}

/** Of an expression with faults, the field under the cursor if it is none of them. */
function understood({ problems, service }: Parsed, field: Field): string | null {
  const faulty = problems.some(({ start, end }) => start < field.end && field.start < end);
  return faulty ? null : fieldLine(field, service);
}

function headline(
  schedule: Schedule,
  service: Service,
  { zone }: RunWindow,
  { locale, hour12 }: Env,
): string {
  const words = describeSchedule(schedule, { service, locale, hour12 });
  const often = frequency(schedule);
  const where = schedule.kind === 'rate' ? [] : [zone ?? 'in a time zone that is not known here'];
  return [`**${words}**`, ...where, ...(often ? [often] : [])].join(' · ');
}

/** The field under the cursor comes first. */
function fieldLines({ fields, service }: Parsed, under: Field | undefined): string[] {
  if (fields.length === 0) return [];
  const others = fields.filter(field => field !== under).map(field => fieldLine(field, service));
  const first = under ? [`**${fieldLine(under, service)}**`] : [];
  return [[...first, ...others].join('  \n')];
}

function fieldLine(field: Field, service: Service): string {
  return `\`${field.text}\` ${describeField(field, service)}`;
}
