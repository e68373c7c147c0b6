import { arnOf } from '../../template/arn.js';
import { type Input, inputsOf } from '../../template/input.js';
import {
  childrenOf,
  entryOf,
  get,
  isIntrinsic,
  type List,
  type Mapping,
  type Node,
  type Span,
} from '../../template/node.js';
import { type Target, targetsOf } from '../../template/targets.js';
import type { Block } from '../../template/template.js';
import type { SyntaxProblem } from '../../template/yaml.js';
import type { Finding, Fix, Rule } from '../rule.js';
import { isEcs } from './ecs-targets.js';
import { asJson, asText } from './written.js';

export const inputJson: Rule = {
  id: 'target/input-json',
  severity: 'error',
  title: 'An Input that is not JSON',
  why: 'A target gets its Input as a text that holds JSON. EventBridge refuses a rule whose Input is something else, and CloudFormation refuses a YAML mapping where it wants a text. Scheduler takes any text, but ECS, Lambda, Step Functions, event buses and calls of the AWS API want JSON in it, so there it is a warning.',
  source:
    'Documented: the Input of a rule is valid JSON text, and so is that of a schedule for Lambda, Step Functions and event buses. The deployment error of a rule is measured.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: nightly
          Arn: arn:aws:lambda:us-east-1:123456789012:function:nightly
          Input: '{"mode": "full",}'
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: nightly
          Arn: arn:aws:lambda:us-east-1:123456789012:function:nightly
          Input: '{"mode": "full"}'
`,
  },
  *block(block) {
    for (const { node } of targetsOf(block)) {
      const input = entryOf(node, 'Input');
      if (input) yield* collectionsIn(input.value, block);
    }
    for (const input of inputsOf(block)) {
      const [first] = problemsOf(input);
      if (first && wantsJson(input.target) && !isContext(first, input, block))
        yield faultAt(first, input, block);
    }
  },
};

function* collectionsIn(node: Node, block: Block): Generator<Finding> {
  if (isIntrinsic(node, 'Fn::If'))
    for (const branch of childrenOf(node.arg).slice(1)) yield* collectionsIn(branch, block);
  if (node.kind !== 'list' && (node.kind !== 'mapping' || node.open)) return;
  const what = node.kind === 'list' ? 'a list' : 'a mapping';
  yield {
    ...firstLine(node, block),
    message: `Input is a text that holds JSON, and this is ${what}, which CloudFormation refuses. Write the JSON in quotes, e.g. \`Input: '{"key": "value"}'\`.`,
    ...fixOf(node, block),
  };
}

function fixOf(node: List | Mapping, block: Block): { fixes?: Fix[] } {
  const written = block.text.slice(node.start, node.end);
  const json = asJson(node);
  // a comment would be lost; lines below the key would have to be joined with it
  if (json === null || written.includes('#') || !node.flow) return {};
  const edits = [{ start: node.start, end: node.end, newText: JSON.stringify(json) }];
  return { fixes: [{ title: 'Write the JSON as a text', edits, safe: false }] };
}

function firstLine({ start, end }: Span, { text }: Block): Span {
  const line = text.slice(start, end).search(/[ \t]*\r?\n/);
  return { start, end: line < 0 ? end : start + line };
}

/** What stands twice is read; JSON forbids it to nobody. */
function problemsOf({ scalar, json }: Input): SyntaxProblem[] {
  if (scalar.text.trim() === '') return [];
  return (json?.problems ?? []).filter(({ code }) => code !== 'duplicate-key');
}

const JSON_SERVICES: ReadonlySet<string> = new Set(['lambda', 'states', 'events', 'scheduler']);

function wantsJson(target: Target): boolean {
  const service = arnOf(get(target.node, 'Arn'))?.service ?? '';
  return target.service === 'rule' || isEcs(target) || JSON_SERVICES.has(service);
}

/** Scheduler puts a number or a time there before anybody reads the text. */
function isContext({ start }: SyntaxProblem, { target }: Input, { text }: Block): boolean {
  return target.service === 'scheduler' && text.startsWith('<aws.scheduler.', start);
}

function faultAt(problem: SyntaxProblem, input: Input, block: Block): Finding {
  const isRule = input.target.service === 'rule';
  const why = isRule
    ? 'The Input of a rule is JSON, and EventBridge refuses it otherwise.'
    : 'Scheduler takes any text, but this target wants JSON.';
  const severity = isRule ? 'error' : 'warning';
  if (isPlainText(input.scalar.text)) {
    const { start, end } = input.scalar;
    const json = JSON.stringify(input.scalar.text);
    const message = `This is a plain text, not JSON. ${why} A text of JSON has double quotes of its own: \`${shortened(json)}\`.`;
    return { ...firstLine({ start, end }, block), severity, message, ...quotingFix(input, json) };
  }
  const { start, end } = problem;
  // what is missing at the end is told at the letter before
  const span = end > start ? { start, end } : { start: start - 1, end: start };
  return { ...span, severity, message: `${wordsFor(problem, input, block)} ${why}` };
}

function isPlainText(text: string): boolean {
  return !/^\s*(?:[{["'\d$-]|(?:true|false|null)\b)/.test(text) && !/[{}[\]"]/.test(text);
}

function quotingFix({ scalar, isSub }: Input, json: string): { fixes?: Fix[] } {
  if (scalar.style === 'block' || isSub || json.length > 80) return {};
  const newText = asText(scalar.style, json);
  const edits = [{ start: scalar.start, end: scalar.end, newText }];
  return { fixes: [{ title: `Write \`${newText}\``, edits, safe: false }] };
}

function wordsFor(problem: SyntaxProblem, { json }: Input, { text }: Block): string {
  const isAtEnd = problem.end <= problem.start;
  const rest = isAtEnd ? '' : text.slice(problem.start);
  const key = /^[A-Za-z_]\w*(?=['\s]*:)/.exec(rest)?.[0];
  if (key) return `Keys of JSON stand in double quotes: \`"${key}"\`.`;
  if (rest.startsWith("'")) return 'JSON has no single quotes. Write `"` in place of `\'`.';
  if (/^\/[/*]/.test(rest)) return 'JSON has no comments. Remove this one.';
  const [constant] = /^(?:True|False|None)\b/.exec(rest) ?? [];
  if (constant) return `JSON writes \`${CONSTANTS[constant]}\` for \`${constant}\`.`;
  if (!isAtEnd && json?.root && json.root.end <= problem.start)
    return 'The JSON has ended before this. Remove what follows, or a bracket too many.';
  return problem.message;
}

const CONSTANTS: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' };

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 38)}…"` : text;
}
