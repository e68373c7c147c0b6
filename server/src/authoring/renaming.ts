import { capital, inCase, wordsOf } from '../rules/rule/words.js';
import type { Edit } from '../rules/rule.js';
import { subParts } from '../template/names.js';
import type { Node, Scalar } from '../template/node.js';
import type { Block } from '../template/template.js';
import { setPart } from '../template/write.js';
import type { Answers } from './answers.js';
import { taskName } from './command.js';
import { coreOf, type Job } from './job.js';

/** What is said in the place of a job's old values: each in every way that people write it. */
export class Renaming {
  private readonly words = new Map<string, string>();
  private readonly pattern: RegExp | null;

  constructor(job: Job, answers: Answers) {
    const core = coreOf(answers.name);
    const task = taskName(answers.task);
    this.add(job.id, answers.logicalId);
    this.add(
      job.name.includes('${') ? '' : job.name,
      answers.name.includes('${') ? core : answers.name,
    );
    this.add(job.core, core);
    this.add(job.task, task);
    this.add(job.task.replaceAll(':', '/'), task.replaceAll(':', '/'));
    this.addCases(wordsOf(job.core), wordsOf(core));
    this.addCases(wordsOf(job.task), wordsOf(task));
    this.addCases(withoutKind(job.id), withoutKind(answers.logicalId));
    const old = [...this.words.keys()].sort((a, b) => b.length - a.length);
    this.pattern =
      old.length === 0
        ? null
        : new RegExp(
            `(?<![\\p{L}\\p{N}])(?:${old.map(escaped).join('|')})(?![\\p{L}\\p{N}])`,
            'gu',
          );
  }

  /** The parts of a text that speak of the old job, and what to say instead. */
  *parts(text: string): Generator<{ start: number; end: number; text: string }> {
    if (!this.pattern) return;
    for (const { 0: old, index } of text.matchAll(this.pattern)) {
      const by = this.words.get(old) ?? old;
      if (by !== old) yield { start: index, end: index + old.length, text: by };
    }
  }

  renamed(text: string): string {
    return this.pattern ? text.replace(this.pattern, old => this.words.get(old) ?? old) : text;
  }

  private add(old: string, by: string): void {
    if (old !== '' && by !== '' && !this.words.has(old)) this.words.set(old, by);
  }

  private addCases(old: readonly string[], by: readonly string[]): void {
    if (old.length === 0 || by.length === 0) return;
    const sentence = (words: readonly string[]) => words.join(' ');
    const styles = [
      (words: readonly string[]) => inCase(words, 'kebab-case'),
      (words: readonly string[]) => inCase(words, 'snake_case'),
      (words: readonly string[]) => inCase(words, 'snake_case').toUpperCase(),
      (words: readonly string[]) => inCase(words, 'PascalCase'),
      (words: readonly string[]) => inCase(words, 'camelCase'),
      sentence,
      (words: readonly string[]) => capital(sentence(words)),
    ];
    for (const style of styles) this.add(style(old), style(by));
  }
}

const KINDS = new Set(['rule', 'schedule', 'event', 'events', 'scheduled']);

function withoutKind(id: string): string[] {
  return wordsOf(id).filter(word => !KINDS.has(word));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** Keys under which something that is there already is named. */
const REFERENCES =
  /Arns?$|^(?:Type|DependsOn|Condition|Subnets|SecurityGroups|EventBusName|GroupName|CapacityProviderStrategy|ScheduleExpression|ScheduleExpressionTimezone)$/;

/** Functions whose argument names something that is there already. */
const LOOKUPS = new Set(['Ref', 'Condition', 'Fn::GetAtt', 'Fn::ImportValue', 'Fn::FindInMap']);

/** The texts of a block that say something of their own, rather than name what is elsewhere. */
export function* ownTexts(
  node: Node,
  isSub = false,
): Generator<{ scalar: Scalar; isSub: boolean }> {
  switch (node.kind) {
    case 'scalar':
      if (typeof node.value === 'string') yield { scalar: node, isSub };
      return;
    case 'list':
      for (const item of node.items) yield* ownTexts(item);
      return;
    case 'mapping':
      for (const { key, value } of node.entries) if (!REFERENCES.test(key)) yield* ownTexts(value);
      return;
    case 'intrinsic': {
      if (LOOKUPS.has(node.name)) return;
      const items = node.arg.kind === 'list' ? node.arg.items : [node.arg];
      for (const [i, item] of items.entries())
        if (!(node.name === 'Fn::If' && i === 0))
          yield* ownTexts(item, node.name === 'Fn::Sub' && i === 0);
    }
  }
}

/** The edits that rename a job in a text of its block; holes stay as they are. */
export function renamingEdits(
  { scalar, isSub }: { readonly scalar: Scalar; readonly isSub: boolean },
  renaming: Renaming,
  { text: source }: Block,
): Edit[] {
  const { text } = scalar;
  const pieces = isSub
    ? subParts(text).filter(({ kind }) => kind === 'text')
    : [{ start: 0, end: text.length }];
  return pieces.flatMap(piece =>
    [...renaming.parts(text.slice(piece.start, piece.end))].flatMap(part => {
      const placed = { ...part, start: part.start + piece.start, end: part.end + piece.start };
      return setPart(scalar, placed, source) ?? [];
    }),
  );
}
