import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lastRun, neverFires, occurrences } from '../../server/src/schedule/occurrences.js';
import { parseSchedule } from '../../server/src/schedule/parse.js';
import type { Parsed, Service } from '../../server/src/schedule/schedule.js';

interface Entry {
  readonly expression: string;
  readonly services: readonly Service[];
  readonly valid: boolean | null;
  readonly from?: string;
  readonly timezone?: string;
  readonly nextRuns: readonly string[] | null;
  readonly neverFires?: true;
}

const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');

const entries: Entry[] = JSON.parse(fixture('schedule-expressions.json'));

const cases = entries.flatMap(entry =>
  entry.services.map(service => ({
    ...entry,
    service,
    parsed: parseSchedule(entry.expression, service),
  })),
);

function nextRuns({ schedule }: Parsed, entry: Entry): string[] {
  if (!schedule) return [];
  const from = Date.parse(entry.from ?? '2000-01-01T00:00:00Z');
  const runs: string[] = [];
  for (const run of occurrences(schedule, { from, zone: entry.timezone ?? 'UTC' })) {
    if (runs.length >= (entry.nextRuns ?? []).length) break;
    runs.push(new Date(run).toISOString().replace('.000Z', 'Z'));
  }
  return runs;
}

describe('the known expressions', () => {
  it.each(cases.filter(entry => entry.valid !== null))(
    '$service $expression: valid is $valid',
    ({ valid, parsed }) => {
      expect(parsed.schedule !== null).toBe(valid);
      expect(parsed.problems.some(problem => problem.severity === 'error')).toBe(!valid);
    },
  );

  it.each(cases.filter(entry => entry.valid === null))(
    '$service $expression: disputed, and never an error',
    ({ parsed }) => {
      expect(parsed.schedule).not.toBeNull();
      expect(parsed.problems.filter(problem => problem.rule !== 'schedule/unsure')).toEqual([]);
    },
  );

  it.each(cases.filter(entry => entry.valid && entry.nextRuns))(
    '$service $expression in $timezone from $from',
    entry => {
      expect(nextRuns(entry.parsed, entry)).toEqual(entry.nextRuns);
      expect(entry.parsed.schedule && neverFires(entry.parsed.schedule) !== null).toBe(
        entry.neverFires === true,
      );
    },
  );
});

const COLUMNS = ['id', 'service', 'expression', 'truth'] as const;

const peers = fixture('expressions-vs-cfn-lint.tsv')
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map(line => {
    const cells = line.split('\t');
    const [id = '', service = '', expression = '""', truth = ''] = COLUMNS.map((_, i) => cells[i]);
    return { id, service: service as Service, expression: JSON.parse(expression) as string, truth };
  });

describe('what a peer gets wrong', () => {
  it.each(peers)('$id $expression is $truth', ({ service, expression, truth }) => {
    const { problems, schedule } = parseSchedule(expression, service);
    if (truth === 'good' || truth === 'good?' || truth === 'lenient') expect(problems).toEqual([]);
    else if (truth === 'never') expect(schedule && isOver(schedule)).toBe(true);
    else expect(problems.length).toBeGreaterThan(0);
  });

  function isOver(schedule: NonNullable<Parsed['schedule']>): boolean {
    const last = lastRun(schedule);
    return neverFires(schedule) !== null || (last !== null && last < Date.UTC(2026, 0, 1));
  }
});
