import {
  byLevel,
  type Check,
  type CheckId,
  type Level,
  type RuleChange,
  worst,
} from '../review.js';
import { code } from '../words.js';

/** Something that there is to say; but for a `pass` it keeps the check from passing. */
export interface Remark {
  readonly level: Level;
  readonly text: string;
}

/** More than these are counted: a checklist is to be read. */
const MOST = 20;

/** A line of the checklist; the worst remark decides, and stands first. */
export function check(id: CheckId, remarks: readonly Remark[]): Check {
  const sorted = [...remarks].sort((a, b) => byLevel(b.level, a.level));
  const shown = sorted.slice(0, MOST).map(({ text }) => text);
  const left = sorted.length - shown.length;
  const { title, clean } = WORDS[id];
  return {
    id,
    level: worst(remarks.map(({ level }) => level)),
    title,
    evidence: [
      ...(shown.length > 0 ? shown : [clean]),
      ...(left > 0 ? [`And ${left} more like these.`] : []),
    ],
  };
}

/** What each check is about, and what is so where there is nothing to say. */
const WORDS: Readonly<Record<CheckId, { readonly title: string; readonly clean: string }>> = {
  ready: {
    title: 'Ready',
    clean: 'The change set can be executed, is whole and less than a day old.',
  },
  held: { title: 'As written', clean: 'It does what the template says, and nothing else.' },
  removal: { title: 'Removed', clean: 'No rule and no schedule is removed.' },
  replacement: { title: 'Replaced', clean: 'No rule and no schedule is replaced.' },
  schedule: { title: 'When it runs', clean: 'Everything runs when it ran.' },
  state: { title: 'Switched', clean: 'Nothing is switched on or off.' },
  targets: { title: 'What it starts', clean: 'Each target starts what it started.' },
  imports: { title: 'Imports', clean: 'No rule imports anything else than before.' },
  exports: { title: 'Exports', clean: 'No export that is imported here changes.' },
  others: { title: 'Other resources', clean: 'Nothing else is removed or replaced.' },
  known: { title: 'Not known', clean: 'Every value that changes is known.' },
  drift: { title: 'Console edits', clean: 'No rule was edited outside of CloudFormation.' },
  problems: { title: 'New problems', clean: 'No problem is new.' },
};

export function note(text: string): Remark {
  return { level: 'pass', text };
}

export function look(text: string): Remark {
  return { level: 'look', text };
}

export function stop(text: string): Remark {
  return { level: 'stop', text };
}

/** How a sentence names a rule. */
export function nameOf({ logicalId }: RuleChange): string {
  return code(logicalId);
}
