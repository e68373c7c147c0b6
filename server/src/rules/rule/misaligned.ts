import { grouped } from '../../template/grouped.js';
import type { Block, PlacedBlock, Template } from '../../template/template.js';
import type { Finding, Rule } from '../rule.js';
import { jobOf, nounOf } from './job.js';
import { type JobValue, jobValuesOf, type ValueKind, workerWords } from './job-values.js';
import { share } from './words.js';

export const misaligned: Rule = {
  id: 'rule/misaligned',
  severity: 'warning',
  title: 'A value left from the rule that was copied',
  why: 'A new rule is often a copy of another in which name, target id, description, command and logical id are to be swapped. One that was forgotten deploys without a word: the wrong job runs, or whoever reads the console looks for the wrong one. It is told only where the value is another rule’s and fits that one, and does not fit what at least two other values of this rule agree on.',
  source: 'A comparison with the other rules of the template.',
  bad: { template: twoRules('rake orders:ship') },
  good: { template: twoRules('rake payments:refund') },
  *template(template, { uri }) {
    for (const { kind, jobs } of sharedValues(template))
      for (const suspect of jobs) {
        const source = jobs.find(
          job => job !== suspect && leftIn(suspect.block, job.block).includes(kind),
        );
        if (source) yield* findings(kind, suspect, source, uri);
      }
  },
};

/** The rules and schedules by those of their values that can be told from others. */
const byValue = grouped(block => {
  if (!jobOf(block)) return [];
  const telling = [...jobValuesOf(block).values()].filter(({ words }) => words.size > 0);
  return telling.map(({ key }) => key);
});

function twoRules(second: string): string {
  const rule = (id: string, name: string, command: string) => `  ${id}:
    Type: AWS::Events::Rule
    Properties:
      Name: ${name}
      ScheduleExpression: ${id.startsWith('Ship') ? 'cron(0 3 * * ? *)' : 'cron(0 5 * * ? *)'}
      State: ENABLED
      Targets:
        - Id: ${name}
          Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/main
          RoleArn: arn:aws:iam::123456789012:role/events
          EcsParameters:
            TaskDefinitionArn: arn:aws:ecs:eu-west-1:123456789012:task-definition/app
          Input: '{"containerOverrides":[{"name":"app","command":${JSON.stringify(command.split(' '))}}]}'
`;
  return `Resources:
${rule('ShipOrdersRule', 'ship_orders', 'rake orders:ship')}${rule('RefundPaymentsRule', 'refund_payments', second)}`;
}

/** What more rules have in common is not left from a copy, but common. */
const MOST_SHARING = 3;

interface Shared {
  readonly kind: ValueKind;
  /** In the order of the file. */
  readonly jobs: readonly PlacedBlock[];
}

/** The values that two rules have, or three: one may have it from the other. */
function sharedValues(template: Template): Shared[] {
  return byValue(template).repeated.flatMap(group => {
    if (group.size > MOST_SHARING || !group.first) return [];
    const value = [...jobValuesOf(group.first).values()].find(({ key }) => key === group.key);
    return value ? [{ kind: value.kind, jobs: group.blocksIn(template) }] : [];
  });
}

const compared = new WeakMap<Block, WeakMap<Block, readonly ValueKind[]>>();

/** The values of a rule that look as if they were left when it was copied from the other. */
function leftIn(suspect: Block, source: Block): readonly ValueKind[] {
  const ofSuspect = compared.get(suspect) ?? new WeakMap<Block, readonly ValueKind[]>();
  compared.set(suspect, ofSuspect);
  let known = ofSuspect.get(source);
  if (!known) {
    const [words, others] = [workerWords(suspect), workerWords(source)];
    const common = new Set([...words].filter(word => others.has(word)));
    known = compare(jobValuesOf(suspect), jobValuesOf(source), common);
    ofSuspect.set(source, known);
  }
  return known;
}

type Values = ReadonlyMap<ValueKind, JobValue>;

/** Words that the two have in common by what does their work tell nothing of a value. */
function compare(suspect: Values, source: Values, common: ReadonlySet<string>): ValueKind[] {
  return [...suspect.values()].flatMap(value => {
    const original = source.get(value.kind);
    if (original?.key !== value.key) return [];
    const left = [...value.words].filter(word => original.words.has(word) && !common.has(word));
    const [here, there] = [
      ownWords(value.kind, suspect, source),
      ownWords(value.kind, source, suspect),
    ];
    const fits = (words: readonly string[][]) => share(left, words.flat());
    return agree(here) && fits(there) && !fits(here) ? [value.kind] : [];
  });
}

/** By the values that were swapped, the words of each that the other rule has not in its place. */
function ownWords(left: ValueKind, values: Values, others: Values): string[][] {
  return [...values.values()].flatMap(({ kind, text, words }) => {
    const other = others.get(kind);
    if (kind === left || !other || other.text === text) return [];
    return [[...words].filter(word => !other.words.has(word))];
  });
}

/** Whether two of the values speak of the same job. */
function agree(values: readonly string[][]): boolean {
  return values.some((words, i) => values.slice(i + 1).some(others => share(words, others)));
}

function* findings(
  kind: ValueKind,
  suspect: PlacedBlock,
  source: PlacedBlock,
  uri: string,
): Generator<Finding> {
  const left = jobValuesOf(suspect.block).get(kind);
  const original = jobValuesOf(source.block).get(kind);
  if (!left || !original) return;
  yield {
    start: suspect.offset + left.start,
    end: suspect.offset + left.end,
    message: message(left, suspect, source),
    related: {
      start: source.offset + original.start,
      end: source.offset + original.end,
      uri,
      message: `\`${source.block.key}\` has it too, and there it fits`,
    },
  };
}

function message(left: JobValue, suspect: PlacedBlock, source: PlacedBlock): string {
  const placeOf = ({ block, offset }: PlacedBlock) => offset + block.keySpan.start;
  const where = placeOf(source) < placeOf(suspect) ? 'above' : 'below';
  const noun = nounOf(jobOf(suspect.block) ?? { service: 'rule' });
  const own = ownValue(left.kind, jobValuesOf(suspect.block), jobValuesOf(source.block));
  const subject = own ? `This ${noun} ${SAYING[own.kind](quoted(own))}` : `This ${noun}`;
  const what = left.kind === 'id' ? 'Id' : left.kind;
  return `${subject} but ${SAYING[left.kind](quoted(left))}, like \`${source.block.key}\` ${where}. Was the ${what} left from a copy?`;
}

const SUBJECTS = ['name', 'logical id', 'command', 'id', 'description'] as const;

/** The first of the values by which the rule itself says what it is. */
function ownValue(left: ValueKind, suspect: Values, source: Values): JobValue | undefined {
  const own = SUBJECTS.find(
    kind =>
      kind !== left && suspect.has(kind) && suspect.get(kind)?.text !== source.get(kind)?.text,
  );
  return own && suspect.get(own);
}

const SAYING: Readonly<Record<ValueKind, (text: string) => string>> = {
  name: text => `is called ${text}`,
  command: text => `runs ${text}`,
  id: text => `has the target ${text}`,
  description: text => `is described as ${text}`,
  'logical id': text => `is ${text}`,
};

const LONGEST = 60;

function quoted({ text }: JobValue): string {
  return `\`${text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text}\``;
}
