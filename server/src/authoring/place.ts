import type { PlacedBlock, Template } from '../template/template.js';
import type { Answers } from './answers.js';
import type { Spot } from './insert.js';
import { jobsOf, type PlacedJob } from './job.js';

/**
 * Where a new rule goes: by its name or logical id where the file's are sorted so, else after the
 * last of its kind, else after the last resource.
 */
export function spotFor(template: Template, answers: Answers): Spot {
  const section = 'Resources';
  const jobs = jobsOf(template);
  const own = jobs.filter(({ job }) => job.kind === answers.kind);
  const sorted = sortedSpot(own, answers);
  if (sorted) return { section, ...sorted };
  const last = own.at(-1) ?? jobs.at(-1);
  return { section, after: last?.placed ?? template.section(section).at(-1) };
}

const FEWEST = 3;

function sortedSpot(
  jobs: readonly PlacedJob[],
  answers: Answers,
): { after: PlacedBlock } | { before: PlacedBlock } | null {
  if (jobs.length < FEWEST) return null;
  const keys: readonly [(job: PlacedJob) => string, string][] = [
    [({ job }) => job.id, answers.logicalId],
    [({ job }) => job.core, answers.name],
  ];
  for (const [keyOf, key] of keys)
    for (const form of [(text: string) => text, (text: string) => text.toLowerCase()]) {
      const names = jobs.map(job => form(keyOf(job)));
      if (!names.every((name, i) => name !== '' && (i === 0 || (names[i - 1] ?? '') < name)))
        continue;
      const next = names.findIndex(name => name > form(key));
      const [before, after] = [jobs[0], next < 0 ? jobs.at(-1) : jobs[next - 1]];
      if (after) return { after: after.placed };
      if (before) return { before: before.placed };
    }
  return null;
}
