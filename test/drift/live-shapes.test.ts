import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deployedRule, deployedSchedule, driftIn } from './support.js';

const FOLDER = new URL('../fixtures/live/', import.meta.url);

/** A template, and what the API answers of its resource by its documentation. */
interface Shape {
  readonly source: string;
  readonly template: string;
  readonly live: Readonly<Record<string, unknown>>;
  /** The paths that differ, sorted. */
  readonly differences: readonly string[];
}

const shapes = readdirSync(FOLDER).map(name => {
  const shape = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Shape;
  return [name.replace('.json', ''), shape] as const;
});

describe('what the API answers', () => {
  it.each(shapes)('%s', (name, { template, live, differences }) => {
    const deployed = name.startsWith('rule') ? deployedRule : deployedSchedule;
    const drift = driftIn(template, deployed(template, live));
    expect(drift.differences.map(({ path }) => path).sort()).toEqual(differences);
    expect(drift).toMatchObject({
      status: differences.length > 0 ? 'drift' : 'in-sync',
      pending: [],
      notCompared: 0,
      reasons: [],
    });
  });
});
