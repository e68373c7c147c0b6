import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restoreCommand } from '../../server/src/authoring/restore.js';
import { apiJson } from '../../server/src/drift/api-json.js';
import { driftOf, type ResourceDrift } from '../../server/src/drift/drift.js';
import { hashInputs } from '../../server/src/drift/hash-inputs.js';
import { Resolver } from '../../server/src/drift/resolver.js';
import { scopeOf } from '../../server/src/drift/scope.js';
import { isCompared, shapesOf } from '../../server/src/drift/shape.js';
import type { LiveRule, LiveSchedule, Snapshot } from '../../server/src/drift/snapshot.js';
import { joined, partsOf, type Value } from '../../server/src/drift/value.js';
import { wantedBy } from '../../server/src/drift/wanted.js';
import { differenceText, lensText, nextDeployText } from '../../server/src/drift/words.js';
import { adopt } from '../../server/src/rules/drift/adopt.js';
import { isTemplate } from '../../server/src/template/detect.js';
import { resourceOf } from '../../server/src/template/resource.js';
import { parseTemplate, type Template } from '../../server/src/template/template.js';
import { applyEdits } from '../../server/src/template/write.js';
import { edited, templateText, textEdit } from '../template/arbitrary.js';
import { OPTIONS, snapshotOf } from './support.js';

const FIXTURES = new URL('../fixtures/', import.meta.url);
const texts = ['shapes', 'valid'].flatMap(folder =>
  readdirSync(new URL(folder, FIXTURES)).map(
    name => [name, readFileSync(new URL(`${folder}/${name}`, FIXTURES), 'utf8')] as const,
  ),
);

/** A stack that is deployed as a template says, and lives as far as the template can be computed. */
function deployedAs(template: Template): Snapshot {
  const parameters = template.section('Parameters').map(({ block }) => [block.key, 'x'] as const);
  const resources = template.section('Resources').flatMap(({ block }) => {
    const type = resourceOf(block)?.type;
    return type ? [[block.key, { type, physicalId: `id-${block.key}` }] as const] : [];
  });
  const { stack, ...rest } = snapshotOf({});
  const bare: Snapshot = {
    ...rest,
    stack: {
      ...stack,
      template: template.text,
      parameters: Object.fromEntries(parameters),
      resources: Object.fromEntries(resources),
    },
  };
  const resolver = new Resolver(template, scopeOf(bare));
  const live = template.section('Resources').flatMap(({ block }) => {
    const type = resourceOf(block)?.type ?? '';
    if (!isCompared(type)) return [];
    const wanted = wantedBy(block, type, resolver);
    const fields = wanted.kind === 'fields' ? [...wanted.fields] : [];
    const own = fields.flatMap(([key, value]) => {
      const json = apiJson(filled(value), shapesOf(type).get(key));
      return json === undefined ? [] : [[key, json] as const];
    });
    return [[type, { ...Object.fromEntries(own), Name: `id-${block.key}` }] as const];
  });
  const of = <T>(wanted: string) =>
    live.flatMap(([type, one]) => (type === wanted ? [one as unknown as T] : []));
  return {
    ...bare,
    rules: of<LiveRule>('AWS::Events::Rule'),
    schedules: of<LiveSchedule>('AWS::Scheduler::Schedule'),
  };
}

/** A value with a text in place of each that can't be computed. */
function filled(value: Value): Value {
  switch (value.kind) {
    case 'known':
      return value;
    case 'list':
      return { kind: 'list', items: value.items.map(filled) };
    case 'fields': {
      const fields = [...value.fields].map(([key, inner]) => [key, filled(inner)] as const);
      return { kind: 'fields', fields: new Map(fields) };
    }
    default:
      return joined(partsOf(value).map(part => (typeof part === 'string' ? part : 'filled')));
  }
}

/** Everything that can be said and done; gives what was found. */
function everything(local: Template, snapshot: Snapshot): readonly ResourceDrift[] {
  const drift = driftOf(local, snapshot, { ...OPTIONS, hash: text => `#${text.length}` });
  for (const resource of drift) {
    expect(lensText(resource).length).toBeLessThanOrEqual(80);
    nextDeployText(resource);
    for (const difference of [...resource.differences, ...resource.pending]) {
      expect(differenceText(resource, difference)).toMatch(/\.$/);
      restoreCommand(resource, difference, { region: 'eu-west-1', profile: null });
      const fix = adopt(local, resource, difference);
      if (fix) parseTemplate(applyEdits(local.text, fix.edits));
      const { start, end } = difference.span;
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThan(start);
      expect(end).toBeLessThanOrEqual(local.text.length);
    }
  }
  return drift;
}

function expectNoAlarm(text: string): void {
  const template = parseTemplate(text);
  const snapshot = deployedAs(template);
  for (const one of [snapshot, hashInputs(snapshot, input => `#${input}`)])
    for (const { status, differences } of everything(template, one)) {
      expect(differences).toEqual([]);
      expect(['in-sync', 'unknown']).toContain(status);
    }
}

describe('any template', () => {
  it.each(texts)('%s is in sync with what it says', (_, text) => expectNoAlarm(text));

  it('is compared without a fault, as it is typed and against what is live of others', () => {
    const one = fc.constantFrom(...texts.map(([, text]) => text));
    fc.assert(
      fc.property(one, one, textEdit, templateText, (text, other, edit, odd) => {
        const deployed = parseTemplate(text);
        const snapshot = deployedAs(deployed);
        everything(parseTemplate(edited(text, edit)), snapshot);
        everything(deployed, { ...snapshot, ...deployedAs(parseTemplate(other)) });
        everything(parseTemplate(odd), hashInputs(deployedAs(parseTemplate(odd)), String));
        const stack = { ...snapshot.stack, template: edited(text, edit) };
        everything(deployed, { ...snapshot, stack });
      }),
      { numRuns: 150 },
    );
  });

  it('is compared while it is typed as it would be from scratch', () => {
    const one = fc.constantFrom(...texts.map(([, text]) => text));
    const edits = fc.array(textEdit, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(one, edits, (text, edits) => {
        let template = parseTemplate(text);
        const snapshot = deployedAs(template);
        for (const edit of edits) {
          const other = edited(template.text, edit);
          template = parseTemplate(other, template);
          const anew = driftOf(parseTemplate(other), { ...snapshot }, { ...OPTIONS });
          expect(driftOf(template, snapshot, OPTIONS)).toEqual(anew);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is held against anything that a service may answer', () => {
    const one = fc.constantFrom(...texts.map(([, text]) => text));
    fc.assert(
      fc.property(one, fc.string(), fc.jsonValue(), fc.jsonValue(), (text, key, value, other) => {
        const template = parseTemplate(text);
        const snapshot = deployedAs(template);
        const changed = { [key]: value, Targets: value, Target: value, State: other };
        const targets = {
          Targets: [{ Id: 'jobs', EcsParameters: value, Input: JSON.stringify(other) }],
        };
        for (const change of [changed, targets])
          everything(template, {
            ...snapshot,
            rules: snapshot.rules.map(rule => ({ ...rule, ...change }) as unknown as LiveRule),
            schedules: snapshot.schedules.map(schedule => ({ ...schedule, ...change })),
          });
      }),
      { numRuns: 150 },
    );
  });
});

const corpus = process.env.CRONWRIGHT_CORPUS;

/** The real templates: set CRONWRIGHT_CORPUS to a folder of some. */
describe.runIf(corpus)('the corpus', () => {
  const folder = corpus ?? '';
  const found = corpus
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map(name => join(folder, name))
        .filter(path => statSync(path).isFile())
        .map(path => [path, readFileSync(path, 'utf8')] as const)
        .filter(([, text]) => isTemplate(text))
    : [];

  it.each(found)('%s is in sync with what it says', (_, text) => expectNoAlarm(text));
});
