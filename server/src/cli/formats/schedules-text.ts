import { visible } from '../../template/visible.js';
import {
  byFile,
  COLUMNS,
  cellsOf,
  NEXT_RUNS,
  type PlacedSchedule,
  type ScheduleList,
} from '../schedule-list.js';
import { counted, type Paint, WIDTH, wrap } from '../terminal.js';

const GAP = 2;

/** For people: file by file, a table that fits the width of a terminal. */
export function formatSchedulesText(list: ScheduleList, paint: Paint): string {
  const widths = fittingWidths(list.schedules.map(schedule => cellsOf(schedule, list.now)));
  const tables = byFile(list.schedules).map(([file, schedules]) => {
    const head = COLUMNS.map((title, i) => title.padEnd(widths[i] ?? 0)).join(' '.repeat(GAP));
    const body = schedules.map(schedule => rowText(schedule, list.now, widths, paint));
    return [paint('bold', visible(file)), paint('dim', head.trimEnd()), ...body, ''].join('\n');
  });
  return [...tables, `${schedulesSummary(list)}\n`].join('\n');
}

/** `14 schedules in 2 of 4 templates` */
export function schedulesSummary({ files, schedules }: ScheduleList): string {
  const all = counted(files, 'template');
  const resources = new Set(schedules.map(({ file, logicalId }) => `${file}\n${logicalId}`)).size;
  if (resources === 0) return `No schedules in ${all}`;
  const having = new Set(schedules.map(({ file }) => file)).size;
  return `${counted(resources, 'schedule')} in ${files === 1 ? all : `${having} of ${all}`}`;
}

function rowText(
  schedule: PlacedSchedule,
  now: number,
  widths: readonly number[],
  paint: Paint,
): string {
  const cells = cellsOf(schedule, now).map((lines, i) =>
    lines.flatMap(line => cellLines(line, widths[i] ?? WIDTH)),
  );
  const height = Math.max(1, ...cells.map(lines => lines.length));
  return Array.from({ length: height }, (_, at) => {
    const line = cells.map((lines, i) => {
      const text = (lines[at] ?? '').padEnd(widths[i] ?? 0);
      return i === 0 ? paint('bold', text) : text;
    });
    return line.join(' '.repeat(GAP)).trimEnd();
  }).join('\n');
}

/** The widest column gives way first, until all of them fit; the times stay whole. */
function fittingWidths(rows: readonly (readonly string[][])[]): number[] {
  const widths = COLUMNS.map(({ length }, i) =>
    Math.max(length, ...rows.flatMap(row => (row[i] ?? []).map(line => visible(line).length))),
  );
  const all = WIDTH - GAP * (COLUMNS.length - 1);
  for (let sum = total(widths); sum > all; sum--) {
    const widest = Math.max(...widths.filter((_, i) => i !== NEXT_RUNS));
    const at = widths.findLastIndex((width, i) => width === widest && i !== NEXT_RUNS);
    widths[at] = widest - 1;
  }
  return widths;
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0);
}

/** The longest beginning after which a name can be broken: `close_`, `shop-`, `ShipOrders`. */
const JOINT = /^.*(?:[-_:/.](?=.)|[a-z\d](?=[A-Z]))/;

/** Broken between words, and a word that is too long after one of its joints. */
function cellLines(text: string, width: number): string[] {
  return wrap(text, width).flatMap(line => {
    const lines: string[] = [];
    let rest = line;
    while (rest.length > width) {
      const joint = JOINT.exec(rest.slice(0, width + 1))?.[0].length ?? 0;
      const at = joint > width / 3 ? joint : width;
      lines.push(rest.slice(0, at));
      rest = rest.slice(at);
    }
    return [...lines, rest];
  });
}
