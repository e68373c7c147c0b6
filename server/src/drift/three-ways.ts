import { moved, type Span } from '../template/node.js';
import type { PlacedBlock } from '../template/template.js';
import type { Comparison, Found } from './compare.js';
import { locate } from './locate.js';
import { isWithin, overlap, type Path, pathText } from './path.js';
import { type ComparedType, IDENTITY } from './shape.js';
import {
  canonical,
  type Fields,
  fieldOf,
  type Json,
  shown,
  textOf,
  type Unknown,
} from './value.js';

/** A property in which live, the deployed template and this file are not one. */
export interface Difference {
  /**
   * `drift`: live is not as deployed. `adopted`: neither, but it is as this file says. `pending`: live
   * is as deployed, and this file says something else.
   */
  readonly kind: 'drift' | 'adopted' | 'pending';
  /** In the API's names: `ScheduleExpression`, `Targets[t3].Input.a`. */
  readonly path: string;
  readonly steps: Path;
  /** What was deployed, or if it is pending what this file says; undefined is absent, `…` not known. */
  readonly template: Json | undefined;
  readonly live: Json | undefined;
  /** What this file says. */
  readonly local: Json | undefined;
  /** The template leaves it out, and `template` is the default. */
  readonly isDefault: boolean;
  /** The value in the file, or what it would stand in: an entry's key, or the logical id. */
  readonly span: Span;
}

export interface Judgement {
  readonly status: 'in-sync' | 'drift' | 'adopted' | 'unknown';
  readonly differences: readonly Difference[];
  readonly pending: readonly Difference[];
  readonly notCompared: number;
  readonly reasons: readonly string[];
}

/** One resource, seen three ways. */
export interface Sides {
  readonly placed: PlacedBlock;
  readonly type: ComparedType;
  readonly live: Fields;
  /** What this file wants. */
  readonly here: Fields | Unknown;
  /** What was deployed against live. */
  readonly deployed: Comparison;
  /** What this file wants against live. */
  readonly local: Comparison;
  readonly ignored: readonly { readonly property: string; readonly reason: string }[];
}

/**
 * Live that is not as deployed is drift, unless this file says the same; live that is as deployed
 * and not as this file says is yet to be deployed.
 */
export function judge(sides: Sides): Judgement {
  const nothing = sides.deployed.gaps.find(({ path }) => path.length === 0);
  if (nothing) return { ...NOTHING, status: 'unknown', reasons: [nothing.reason] };
  const isIgnored = (path: string) =>
    sides.ignored.some(({ property }) => isWithin(path, property));
  const deployed = sides.deployed.found.map(placedAt).filter(({ at }) => !isIgnored(at));
  const local = sides.local.found.map(placedAt).filter(({ at }) => !isIgnored(at));
  const unsure = sides.local.gaps.map(({ path }) => pathText(path));
  const gaps = sides.deployed.gaps
    .map(({ path, reason }) => ({ at: pathText(path), reason }))
    .filter(({ at }) => !isIgnored(at));
  const isTaken = (at: string) =>
    deployed.some(other => overlap(at, other.at)) || gaps.some(other => overlap(at, other.at));
  const differences = deployed.map(found => {
    const isSure = !unsure.some(at => overlap(at, found.at));
    const differs = local.find(({ at }) => overlap(at, found.at));
    const kind = isSure && !differs ? 'adopted' : 'drift';
    const here = differs?.at === found.at ? differs.wanted : found.wanted;
    return difference(kind, found, kind === 'adopted' ? found.live : here, sides);
  });
  const pending = [...identityOf(sides), ...local.filter(({ at }) => !isTaken(at))];
  return {
    status: differences.some(({ kind }) => kind === 'drift')
      ? 'drift'
      : differences.length > 0
        ? 'adopted'
        : 'in-sync',
    differences,
    pending: pending.map(found => difference('pending', found, found.wanted, sides)),
    notCompared: gaps.length,
    reasons: [...gaps.map(({ at, reason }) => `${at}: ${reason}`), ...ignoredReasons(sides)],
  };
}

/** What would be a difference, had the team not said that it knows. */
function ignoredReasons({ deployed, ignored }: Sides): string[] {
  const paths = deployed.found.map(({ path }) => pathText(path));
  return ignored
    .filter(({ property }) => paths.some(path => isWithin(path, property)))
    .map(({ property, reason }) => `${property} is ignored: ${reason}`);
}

const NOTHING = { differences: [], pending: [], notCompared: 0 };

interface Placed extends Found {
  readonly at: string;
}

function placedAt(found: Found): Placed {
  return { ...found, at: pathText(found.path) };
}

function difference(
  kind: Difference['kind'],
  { at, path, wanted, live, isDefault }: Placed,
  local: Found['wanted'],
  { placed, type }: Sides,
): Difference {
  const { span } = locate(placed.block, type, path);
  return {
    kind,
    path: at,
    steps: path,
    template: wanted && shown(wanted),
    live: live && shown(live),
    local: local && shown(local),
    isDefault,
    span: moved(span, placed.offset),
  };
}

/** A name that this file gives and live has not: the next deploy makes another resource. */
function identityOf({ type, here, live }: Sides): Placed[] {
  return IDENTITY[type].flatMap(name => {
    const wanted = fieldOf(here.kind === 'fields' ? here : undefined, name);
    const found = fieldOf(live, name);
    const isOther =
      wanted && textOf(wanted) !== undefined && textOf(wanted) !== (textOf(found) ?? 'default');
    return isOther ? [{ at: name, path: [name], wanted, live: found, isDefault: false }] : [];
  });
}

/** Whether this file says something else than what was deployed. */
export function isEditedHere({ template, local }: Difference): boolean {
  if (template === undefined || local === undefined) return template !== local;
  return canonical(template) !== canonical(local);
}
