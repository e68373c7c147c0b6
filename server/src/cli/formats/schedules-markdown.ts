import { byFile, COLUMNS, cellsOf, type ScheduleList } from '../schedule-list.js';
import { code, escaped } from './markdown.js';
import { schedulesSummary } from './schedules-text.js';

/** For a pull request or a wiki: a table for each file. */
export function formatSchedulesMarkdown(list: ScheduleList): string {
  const tables = byFile(list.schedules).map(([file, schedules]) => {
    const rows = schedules.map(schedule =>
      cellsOf(schedule, list.now).map((lines, column) => lines.map(cell => styled(cell, column))),
    );
    const lines = [COLUMNS.map(title => [title]), COLUMNS.map(() => ['---']), ...rows].map(
      cells => `| ${cells.map(cell => cell.join('<br>')).join(' | ')} |`,
    );
    return `### ${escaped(file)}\n\n${lines.join('\n')}\n`;
  });
  return [...tables, `${schedulesSummary(list)}\n`].join('\n');
}

/** Names, targets and commands are code: what looks like Markdown in them is none. */
function styled(text: string, column: number): string {
  return column === 1 || column === 2 ? escaped(text) : code(text);
}
