import { dayAndTime, zoneTitle } from '../features/times.js';
import type { Manner } from './manner.js';
import type { RuleChange } from './review.js';
import { idleText, runsText } from './timing-text.js';
import type { RuleVersion } from './version.js';
import { code } from './words.js';

/** What is told of a rule before and after, in lines; none where it was or is not there. */
export interface Row {
  readonly label: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The rows that people read of a change; code is in backticks. */
export function rowsOf(change: RuleChange, manner: Manner): Row[] {
  const row = (label: string, lines: (version: RuleVersion) => readonly string[]): Row => ({
    label,
    before: change.before ? lines(change.before) : [],
    after: change.after ? lines(change.after) : [],
  });
  const rows = [
    row('Name', ({ name }) => (name === null ? [] : [code(name)])),
    row('When', whenLines),
    row('Runs', ({ timing }) => [runsText(timing)].filter(Boolean)),
    row('State', ({ state }) => [state ?? 'not known']),
    ...zonesOf(change, manner).map(zone =>
      row(`Next runs (${zoneTitle(zone)})`, ({ timing }) => nextLines(timing, zone, manner)),
    ),
    ...targetIds(change).map(id => row(`Target ${code(id)}`, version => targetLines(version, id))),
  ];
  return rows.filter(({ before, after }) => before.length + after.length > 0);
}

function whenLines({ timing: { words, expression, idle } }: RuleVersion): string[] {
  const lines = [words ?? idleText(idle ?? 'not-known')];
  return expression === null ? lines : [...lines, code(expression)];
}

function nextLines({ next, idle }: RuleVersion['timing'], zone: string, manner: Manner): string[] {
  if (next.length === 0) return idle === null ? [] : [idleText(idle)];
  return next.map(run => dayAndTime(run, zone, manner.now, manner));
}

/** UTC, the schedule's own, and those that the reader wants. */
function zonesOf({ before, after }: RuleChange, { zones }: Manner): string[] {
  const timings = [before, after].flatMap(version => version?.timing ?? []);
  if (timings.every(({ next }) => next.length === 0)) return ['UTC'];
  return [...new Set(['UTC', ...timings.flatMap(({ zone }) => zone ?? []), ...zones])];
}

function targetIds({ before, after }: RuleChange): string[] {
  const targets = [after, before].flatMap(version => version?.targets ?? []);
  return [...new Set(targets.map(({ id }) => id))];
}

function targetLines({ targets }: RuleVersion, id: string): string[] {
  const target = targets.find(one => one.id === id);
  if (!target) return [];
  const { arn, commands } = target;
  return [arn === null ? 'no Arn' : code(arn), ...commands.map(code)];
}
