import type { Difference } from '../../review/differences.js';
import type { Review, RuleChange, Source } from '../../review/review.js';
import type { Timing } from '../../review/timing.js';
import { valueText } from '../../review/value.js';
import type { RuleVersion } from '../../review/version.js';
import { isLiteral } from '../../template/names.js';
import { isoText } from './iso.js';

/** For programs: a contract, whose `version` changes with what a reader can rely on. */
export function formatReviewJson(review: Review): string {
  const { source, now, verdict, checks, changes, notKnown, problems } = review;
  const report = {
    version: 1,
    verdict,
    source: sourceJson(source),
    now: isoText(now),
    checks: checks.map(({ id, level, title, evidence }) => ({ id, level, title, evidence })),
    changes: changes.map(changeJson),
    problems,
    notKnown,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function sourceJson(source: Source) {
  if (source.kind === 'git') {
    const { kind, base, commit, templates } = source;
    return { kind, base, commit, templates };
  }
  const { kind, name, stack, template } = source;
  return { kind, name, stack, template };
}

function changeJson(change: RuleChange) {
  const { file, line, logicalId, service, action, before, after, differences } = change;
  const { replacement, imports } = change;
  return {
    file,
    line,
    logicalId,
    service,
    action,
    before: before && versionJson(before),
    after: after && versionJson(after),
    differences: differences.map(differenceJson),
    replacement,
    imports,
  };
}

function versionJson({ name, state, timing, targets }: RuleVersion) {
  return { name, state, ...timingJson(timing), targets };
}

function timingJson({ expression, words, zone, frequency, perDay, next, idle }: Timing) {
  return {
    expression,
    description: words,
    timezone: zone,
    frequency,
    runsPerDay: perDay,
    next: next.map(isoText),
    idle,
  };
}

function differenceJson({ path, before, after, causes }: Difference) {
  const text = (value: Difference['before']) => value && valueText(value);
  const known = [before, after].every(value => value === null || isLiteral(value.name));
  return { path, before: text(before), after: text(after), known, causes };
}
