import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChangeSet } from '../../server/src/review/change-set.js';
import { reviewChangeSet } from '../../server/src/review/change-set-review.js';
import { reviewMarkdown } from '../../server/src/review/markdown.js';
import type { Review } from '../../server/src/review/review.js';
import { isTemplate } from '../../server/src/template/detect.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { MANNER, page, properties, reviewed, told } from './support.js';

const root = resolve(import.meta.dirname, '../..');

function templatesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.(?:ya?ml|json|template)$/.test(entry.name))
    .filter(entry => !entry.parentPath.includes('node_modules'))
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .filter(isTemplate);
}

const { CRONWRIGHT_CORPUS } = process.env;
const TEXTS = [
  ...templatesIn(join(root, 'test/fixtures/valid')),
  ...templatesIn(join(root, 'test/fixtures/shapes')),
  ...templatesIn(join(root, 'examples')),
  ...(CRONWRIGHT_CORPUS ? templatesIn(CRONWRIGHT_CORPUS) : []),
];

const anyText = fc.constantFrom(...TEXTS);

/** A template with a piece of it taken out, as while it is typed. */
const brokenText = fc.tuple(anyText, fc.nat(), fc.nat(200)).map(([text, at, length]) => {
  const start = at % Math.max(text.length, 1);
  return text.slice(0, start) + text.slice(start + length);
});

const differencesIn = ({ changes }: Review) =>
  changes.flatMap(({ logicalId, differences }) =>
    differences.map(({ path, before, after }) => ({
      at: `${logicalId} ${path}`,
      before: before?.name ?? null,
      after: after?.name ?? null,
    })),
  );

const byPlace = (a: { at: string }, b: { at: string }) => (a.at < b.at ? -1 : 1);

describe('for any template', () => {
  it('has some to go by', () => expect(TEXTS.length).toBeGreaterThan(60));

  it('a review with itself has nothing to say', () => {
    for (const text of TEXTS) {
      const { changes, verdict, problems } = reviewed(text, text);
      expect([changes, verdict, problems]).toEqual([[], 'pass', []]);
    }
  });

  it('what is added one way is removed the other way', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        const there = reviewed(one, other);
        const back = reviewed(other, one);
        const ids = (review: Review, action: string) =>
          review.changes
            .filter(change => change.action === action)
            .map(({ logicalId }) => logicalId)
            .sort();
        expect(ids(there, 'added')).toEqual(ids(back, 'removed'));
        expect(ids(there, 'removed')).toEqual(ids(back, 'added'));
        expect(ids(there, 'changed')).toEqual(ids(back, 'changed'));
        const turned = differencesIn(back).map(({ at, before, after }) => ({
          at,
          before: after,
          after: before,
        }));
        expect(differencesIn(there).sort(byPlace)).toEqual(turned.sort(byPlace));
      }),
      { numRuns: 150 },
    );
  });

  it('nothing throws, and the report is made', () => {
    const anything = fc.oneof(anyText, brokenText, fc.string());
    fc.assert(
      fc.property(anything, anything, (before, after) => {
        expect(reviewMarkdown(reviewed(before, after), MANNER)).toContain('Review of schedules');
      }),
      { numRuns: 150 },
    );
  });

  it('one changed letter of a rule is found', () => {
    const rule = `Resources:
  A:
    Type: AWS::Events::Rule
    Properties:
      Name: a-rule
      Description: 'Ships all orders'
      ScheduleExpression: cron(0 3 * * ? *)
      State: ENABLED
      Targets:
        - Id: jobs
          Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/live
          RoleArn: arn:aws:iam::123456789012:role/events
          Input: '{"containerOverrides":[{"name":"app","command":["rake","ship"]}]}'
          EcsParameters:
            TaskDefinitionArn: arn:aws:ecs:eu-west-1:123456789012:task-definition/app
`;
    const values = [...rule.matchAll(/: (?=\S)(.*)$/gm)].slice(1).flatMap(match => {
      const start = match.index + 2;
      return Array.from({ length: match[1]?.length ?? 0 }, (_, i) => start + i);
    });
    fc.assert(
      fc.property(fc.constantFrom(...values), at => {
        fc.pre(/[a-z0-9]/i.test(rule[at] ?? ''));
        const changed = `${rule.slice(0, at)}${rule[at] === 'x' ? 'y' : 'x'}${rule.slice(at + 1)}`;
        expect(reviewed(rule, changed).changes.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('for any change set', () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const change = fc
    .record({
      id: fc.constantFrom('A', 'B', 'Nightly'),
      type: fc.constantFrom('AWS::Events::Rule', 'AWS::Scheduler::Schedule', 'AWS::SQS::Queue'),
      action: fc.constantFrom('Add', 'Modify', 'Remove', 'Dynamic', 'Import'),
      before: fc.oneof(fc.constant(properties()), fc.object({ maxDepth: 3 })),
      after: fc.oneof(fc.constant(properties()), fc.object({ maxDepth: 3 })),
    })
    .map(parts => told(parts as Parameters<typeof told>[0]));

  it('nothing throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(change, value)),
        fc.dictionary(
          fc.constantFrom('Status', 'ExecutionStatus', 'CreationTime', 'Parameters', 'StackId'),
          value,
        ),
        anyText,
        (changes, more, text) => {
          const changeSet = parseChangeSet(page(changes as object[], more));
          if (!changeSet) return;
          const local = { file: 'a.yml', template: parseTemplate(text), written: [] };
          const review = reviewChangeSet(changeSet, [local], MANNER);
          expect(reviewMarkdown(review, MANNER)).toContain('Review of schedules');
        },
      ),
      { numRuns: 200 },
    );
  });
});
