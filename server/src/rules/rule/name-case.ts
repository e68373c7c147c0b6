import { type Group, grouped } from '../../template/grouped.js';
import type { Span } from '../../template/node.js';
import { perBlock } from '../../template/per-block.js';
import { isDynamic } from '../../template/values.js';
import { type Finding, NAME_CASES, type NameCase, type Rule } from '../rule.js';
import { propertyOf } from './job.js';
import { inCase, wordsOf } from './words.js';

export const nameCase: Rule = {
  id: 'rule/name-case',
  severity: 'warning',
  title: 'A name that is not written as the others are',
  why: 'Names that are all written one way can be guessed, searched and sorted. The way is that of `names` in `cronwright.yml`, or else the one that at least four names and four in five of a file have. The fix is never applied unasked: Name is create-only, so that a new one replaces the rule, and whatever names it elsewhere (alarms, permissions, dashboards) has to follow.',
  source:
    'A convention of the team. That a change of Name replaces the rule is documented for AWS::Events::Rule and AWS::Scheduler::Schedule.',
  bad: {
    template: `Resources:
${['ship-orders', 'expire-carts', 'send-invoices', 'prune-images', 'sweep_sessions'].map(ruleNamed).join('')}`,
  },
  good: {
    template: `Resources:
${['ship-orders', 'expire-carts', 'send-invoices', 'prune-images', 'sweep-sessions'].map(ruleNamed).join('')}`,
  },
  *template(template, { config }) {
    const styles = [...byStyle(template).all];
    const wanted = config.names ? agreed(config.names) : usual(styles);
    if (!wanted) return;
    for (const style of styles)
      if (!follows(style, wanted.nameCase))
        for (const { block, offset } of style.blocksIn(template)) {
          const name = literalName(block);
          if (name) yield finding(name, offset, wanted);
        }
  },
};

function ruleNamed(name: string): string {
  const id = inCase(wordsOf(name), 'PascalCase');
  return `  ${id}Rule:
    Type: AWS::Events::Rule
    Properties:
      Name: ${name}
      ScheduleExpression: rate(1 day)
      State: ENABLED
      Targets: [{ Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }]
`;
}

interface Named extends Span {
  readonly text: string;
  /** Where the text stands letter for letter, or null. */
  readonly verbatim: Span | null;
  /** The ways of writing it that it follows: one word follows several. */
  readonly cases: readonly NameCase[];
  readonly isOneWord: boolean;
}

/** All that matters to the others is how a name is written, and of that there are few kinds. */
const byStyle = grouped(block => {
  const name = literalName(block);
  return name ? [[...name.cases, name.isOneWord].join(' ')] : [];
});

const literalName = perBlock((block): Named | null => {
  const node = propertyOf(block, 'Name');
  if (node?.kind !== 'scalar' || node.text === '' || isDynamic(node.text)) return null;
  const { text, start, end, textStart } = node;
  return {
    text,
    start,
    end,
    verbatim: textStart < 0 ? null : { start: textStart, end: textStart + text.length },
    cases: NAME_CASES.filter(nameCase => PATTERNS[nameCase].test(text)),
    isOneWord: wordsOf(text).length < 2,
  };
});

const PATTERNS: Readonly<Record<NameCase, RegExp>> = {
  snake_case: /^[a-z0-9]+(?:_[a-z0-9]+)*$/,
  'kebab-case': /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
  camelCase: /^[a-z][A-Za-z0-9]*$/,
  PascalCase: /^[A-Z][A-Za-z0-9]*$/,
};

interface Wanted {
  readonly nameCase: NameCase;
  /** Whose wish it is. */
  readonly words: string;
}

function agreed(nameCase: NameCase): Wanted {
  return { nameCase, words: `\`names\` in cronwright.yml asks for ${nameCase}` };
}

const FEWEST = 4;
const CLEAR = 0.8;

/** The way that most names go which show one; null where that is not clear. */
function usual(styles: readonly Group[]): Wanted | null {
  const telling = styles.filter(({ first }) => first && !literalName(first)?.isOneWord);
  const all = sizeOf(telling);
  for (const nameCase of NAME_CASES) {
    const count = sizeOf(telling.filter(style => follows(style, nameCase)));
    if (count >= FEWEST && count >= CLEAR * all)
      return { nameCase, words: `${count} of ${all} names here are in ${nameCase}` };
  }
  return null;
}

function sizeOf(styles: readonly Group[]): number {
  return styles.reduce((sum, { size }) => sum + size, 0);
}

function follows({ first }: Group, nameCase: NameCase): boolean {
  return first !== undefined && literalName(first)?.cases.includes(nameCase) === true;
}

function finding(name: Named, offset: number, { nameCase, words }: Wanted): Finding {
  const better = inCase(wordsOf(name.text), nameCase);
  const span = name.verbatim ?? name;
  const placed = { start: offset + span.start, end: offset + span.end };
  const edit = { ...placed, newText: better };
  return {
    ...placed,
    message: `${words}, and \`${name.text}\` is not: who looks for it by its name misses it. Write \`${better}\`; that replaces the rule.`,
    ...(name.verbatim && {
      fixes: [{ title: `Write \`${better}\``, edits: [edit], safe: false }],
    }),
  };
}
