import type { Scope } from '../authoring/pieces.js';
import { importsOf } from '../template/exports.js';
import { nameText } from '../template/names.js';
import { parseTemplate } from '../template/template.js';
import { Workspace } from '../workspace/workspace.js';
import { Causes } from './causes.js';
import { differencesBetween } from './differences.js';
import { lineAt } from './lines.js';
import type { Manner } from './manner.js';
import { replacementOf } from './replacement.js';
import type { ImportChange, RuleChange } from './review.js';
import { type PlacedRule, rulesOf, versionOf } from './version.js';

/** Two versions of one stack's template; null is none at all. */
export interface Versions {
  readonly before: Scope | null;
  readonly after: Scope | null;
  /** As the reader would write it; null where there is no file. */
  readonly file: string | null;
}

/** What becomes of each rule and schedule that is not as it was. */
export function ruleChanges(versions: Versions, manner: Manner): RuleChange[] {
  return comparedRules(versions, manner).filter(
    ({ action, differences, imports: { added, removed } }) =>
      action !== 'changed' || differences.length + added.length + removed.length > 0,
  );
}

/** The same of each, also where nothing differs; those that are there come first, in their order. */
export function comparedRules(versions: Versions, manner: Manner): RuleChange[] {
  const before = versions.before ?? nothing();
  const after = versions.after ?? nothing();
  const [old, now] = [rulesOf(before.template), rulesOf(after.template)];
  const differ = new Comparison(before, after, versions.file, manner);
  const ids = new Set([...now.keys(), ...old.keys()]);
  return [...ids].flatMap(id => differ.of(id, old.get(id), now.get(id)));
}

function nothing(): Scope {
  return { template: parseTemplate(''), workspace: new Workspace() };
}

class Comparison {
  private readonly causes: Causes;

  constructor(
    private readonly before: Scope,
    private readonly after: Scope,
    private readonly file: string | null,
    private readonly manner: Manner,
  ) {
    this.causes = new Causes(before.template, after.template);
  }

  of(logicalId: string, old: PlacedRule | undefined, now: PlacedRule | undefined): RuleChange[] {
    if (old && now && old.service === now.service) return [this.changed(logicalId, old, now)];
    // another type under the same id is another resource
    return [
      ...(now ? [this.single(logicalId, 'added', now)] : []),
      ...(old ? [this.single(logicalId, 'removed', old)] : []),
    ];
  }

  private single(logicalId: string, action: 'added' | 'removed', rule: PlacedRule): RuleChange {
    const isAdded = action === 'added';
    const version = versionOf(rule, isAdded ? this.after : this.before, this.manner);
    return {
      ...this.place(logicalId, rule.service, isAdded ? rule : undefined),
      action,
      before: isAdded ? null : version,
      after: isAdded ? version : null,
      differences: [],
      replacement: null,
      imports: isAdded ? importChange(undefined, rule) : importChange(rule, undefined),
    };
  }

  private changed(logicalId: string, old: PlacedRule, now: PlacedRule): RuleChange {
    const before = versionOf(old, this.before, this.manner);
    const after = versionOf(now, this.after, this.manner);
    const differences = differencesBetween(before.properties, after.properties);
    return {
      ...this.place(logicalId, now.service, now),
      action: 'changed',
      before,
      after,
      differences: differences.map(difference => this.causes.explained(difference)),
      replacement: replacementOf(now.service, before, after, differences),
      imports: importChange(old, now),
    };
  }

  private place(logicalId: string, service: PlacedRule['service'], now: PlacedRule | undefined) {
    const { file } = this;
    if (file === null || !now) return { logicalId, service, file, line: null };
    const { block, offset } = now.placed;
    return {
      logicalId,
      service,
      file,
      line: lineAt(this.after.template.text, offset + block.keySpan.start),
    };
  }
}

function importChange(old: PlacedRule | undefined, now: PlacedRule | undefined): ImportChange {
  const [before, after] = [importNames(old), importNames(now)];
  return {
    added: after.filter(name => !before.includes(name)),
    removed: before.filter(name => !after.includes(name)),
  };
}

function importNames(rule: PlacedRule | undefined): string[] {
  const imports = rule ? importsOf(rule.placed.block) : [];
  return [...new Set(imports.flatMap(({ name }) => (name ? nameText(name) : [])))];
}
