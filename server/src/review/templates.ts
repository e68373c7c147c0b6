import type { Scope } from '../authoring/pieces.js';
import type { Config } from '../rules/config.js';
import type { Template } from '../template/template.js';
import { factsOf } from '../workspace/facts.js';
import { Workspace } from '../workspace/workspace.js';
import { exportsCheck } from './checks/exports.js';
import { importsCheck } from './checks/imports.js';
import { knownCheck } from './checks/known.js';
import { problemsCheck } from './checks/problems.js';
import { removalCheck } from './checks/removal.js';
import { replacementCheck } from './checks/replacement.js';
import { scheduleCheck } from './checks/schedule.js';
import { stateCheck } from './checks/state.js';
import { targetsCheck } from './checks/targets.js';
import type { ComparedTemplate } from './compared.js';
import type { Manner } from './manner.js';
import { newProblems } from './problems.js';
import { type NewProblem, type Review, type Source, worst } from './review.js';
import { revisionsBetween } from './revisions.js';
import { ruleChanges } from './rule-changes.js';
import { unreadChanges } from './unread.js';

export interface Comparison {
  /** Those that differ. */
  readonly templates: readonly ComparedTemplate[];
  /** All templates as they are now. */
  readonly workspace: Workspace;
  readonly config: Config;
  /** How the reader would write the template at a URI. */
  fileOf(uri: string): string;
}

/** Reviews what changed between two versions of templates. */
export function reviewTemplates(comparison: Comparison, source: Source, manner: Manner): Review {
  const { templates } = comparison;
  const changes = templates.flatMap(({ file, before, after }) =>
    ruleChanges({ before: scopeOf(before), after: scopeOf(after), file }, manner),
  );
  const revisions = templates.flatMap(({ before, after }) =>
    before && after ? revisionsBetween(ownScope(before), ownScope(after)) : [],
  );
  const problems = problemsOf(comparison, manner.now);
  const exporting = templates.map(({ uri, file, before, after }) => ({
    uri,
    file,
    before: before?.blocks ?? [],
    after: after?.blocks ?? [],
  }));
  const checks = [
    removalCheck(changes),
    replacementCheck(changes),
    scheduleCheck(changes),
    stateCheck(changes),
    targetsCheck(changes, revisions),
    importsCheck(changes),
    exportsCheck(exporting, comparison.workspace, uri => comparison.fileOf(uri)),
    knownCheck(changes),
    problemsCheck(problems),
  ];
  const notKnown = [...templates.flatMap(unreadChanges), ...ASSUMED];
  const verdict = worst(checks.map(({ level }) => level));
  return { source, now: manner.now, changes, checks, verdict, notKnown, problems };
}

const ASSUMED = [
  'Parameters have their defaults here; a stack may give them other values.',
  'Console edits are not shown: what is live was not asked.',
];

function problemsOf(comparison: Comparison, now: number): NewProblem[] {
  const { templates, workspace, config } = comparison;
  const before = workspace.withFiles(
    new Map(templates.map(({ uri, before: old }) => [uri, old && factsOf(old.blocks)])),
  );
  return templates.flatMap(({ uri, file, before: old, after: current }) =>
    current
      ? newProblems(
          old && { template: old, workspace: before },
          { template: current, workspace },
          { uri, file, now, config },
        )
      : [],
  );
}

function scopeOf(template: Template | null): Scope | null {
  return template && ownScope(template);
}

/** Imports stay names, since it is the names that one reviews. */
function ownScope(template: Template): Scope {
  return { template, workspace: new Workspace() };
}
