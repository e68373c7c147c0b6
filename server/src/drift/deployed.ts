import { type Block, parseTemplate, type Template } from '../template/template.js';
import type { Comparison } from './compare.js';
import { LiveIndex } from './live-index.js';
import { normalizedFields } from './normalize.js';
import { Resolver } from './resolver.js';
import { own, type Scope, scopeOf } from './scope.js';
import { type ComparedType, shapesOf } from './shape.js';
import type { LiveRule, LiveSchedule, Snapshot } from './snapshot.js';
import { type Fields, fieldOf, fromJson, type Json, textOf, type Unknown } from './value.js';
import { compareWith, wantedBy } from './wanted.js';

/** A rule or schedule of the deployed stack, as a snapshot has it. */
export type Deployed =
  /** The stack has none. */
  | { readonly kind: 'none' }
  /** The stack has one that is not there any more. */
  | { readonly kind: 'gone'; readonly physicalId: string }
  | { readonly kind: 'unknown'; readonly physicalId: string | null; readonly reason: string }
  | Live;

export interface Live {
  readonly kind: 'live';
  readonly physicalId: string;
  readonly live: LiveRule | LiveSchedule;
  /** As the API has it. */
  readonly fields: Fields;
  /** In the deployed template; undefined where that does not have it. */
  readonly block: Block | undefined;
  /** What the deployed template wants. */
  readonly wanted: Fields | Unknown;
  readonly comparison: Comparison;
}

/** A snapshot with its template read; what is found out about it is kept. */
export class DeployedStack {
  readonly scope: Scope;
  readonly template: Template;
  private readonly resolver: Resolver;
  private readonly index: LiveIndex;
  private readonly found = new Map<string, Deployed>();

  /** `like` is a template that has blocks in common with the deployed one: they are not parsed again. */
  constructor(
    private readonly snapshot: Snapshot,
    like: Template,
  ) {
    this.scope = scopeOf(snapshot);
    this.template = parseTemplate(snapshot.stack.template, like);
    this.resolver = new Resolver(this.template, this.scope);
    this.index = new LiveIndex(snapshot);
  }

  find(logicalId: string, type: ComparedType): Deployed {
    const key = `${type} ${logicalId}`;
    let found = this.found.get(key);
    if (!found) {
      found = this.look(logicalId, type);
      this.found.set(key, found);
    }
    return found;
  }

  private look(logicalId: string, type: ComparedType): Deployed {
    const resource = own(this.snapshot.stack.resources, logicalId);
    if (resource?.type !== type)
      return this.snapshot.complete ? { kind: 'none' } : notKnown(null, INCOMPLETE);
    const { physicalId } = resource;
    const block = this.template.find('Resources', logicalId)?.block;
    const wanted = wantedBy(block, type, this.resolver);
    const live = this.index.find(type, physicalId, field => homeOf(wanted, field));
    if (typeof live === 'string') return notKnown(physicalId, live);
    if (!live)
      return this.snapshot.complete
        ? { kind: 'gone', physicalId }
        : notKnown(physicalId, INCOMPLETE);
    if (live.ManagedBy !== undefined)
      return notKnown(physicalId, `${live.ManagedBy} made it and keeps it`);
    const fields = fieldsOf(live, type);
    const comparison = compareWith(wanted, fields, type, input => input);
    return { kind: 'live', physicalId, live, fields, block, wanted, comparison };
  }
}

const INCOMPLETE = 'the snapshot is not complete, and it is not in it';

function notKnown(physicalId: string | null, reason: string): Deployed {
  return { kind: 'unknown', physicalId, reason };
}

/** What is live as a template's value would be. */
function fieldsOf(live: LiveRule | LiveSchedule, type: ComparedType): Fields {
  const value = fromJson(live as unknown as Json, 'texts');
  const fields: Fields = value.kind === 'fields' ? value : { kind: 'fields', fields: new Map() };
  return normalizedFields(fields, shapesOf(type));
}

/** The bus or group that a template wants; null where that is not known. */
function homeOf(wanted: Fields | Unknown, field: string): string | null {
  if (wanted.kind === 'unknown') return null;
  const value = fieldOf(wanted, field);
  return value ? (textOf(value) ?? null) : 'default';
}
