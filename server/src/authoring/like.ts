import { wordsOf } from '../rules/rule/words.js';
import type { Edit } from '../rules/rule.js';
import { writtenIn } from '../template/embedded.js';
import { type Command, inputsOf, overridesIn } from '../template/input.js';
import { entryOf, get, type Mapping, type Scalar, type Span } from '../template/node.js';
import { resourceOf } from '../template/resource.js';
import { targetsOf, textOf } from '../template/targets.js';
import type { PlacedBlock, Template } from '../template/template.js';
import { applyEdits, setPart, setScalar, yamlText } from '../template/write.js';
import { parseYaml } from '../template/yaml.js';
import type { Answers, Refused } from './answers.js';
import { commandWords } from './command.js';
import { commentsOf, removeComment } from './comments.js';
import { addAfter, addFirst, removeEntry, setValue } from './entries.js';
import { type Job, jobsOf, type PlacedJob } from './job.js';
import { ownTexts, Renaming, renamingEdits } from './renaming.js';
import { copiedId } from './target-id.js';

/** A block's text from its key to the end of its value, as it stands in the file. */
export interface Copied {
  readonly text: string;
  readonly notes: readonly string[];
}

/** The text of a job with another's values in every place of its own. */
export function copyOf(source: PlacedJob, answers: Answers, template: Template): Copied | Refused {
  const why = cannotCopy(source, template);
  if (why) return { refused: why };
  const copier = new Copier(source.job, answers, template);
  return copier.copy();
}

/** Why a job is no model for another; null where it is one. */
export function cannotCopy({ job, placed }: PlacedJob, template: Template): string | null {
  if (job.commands.length === 0)
    return `\`${job.id}\` starts no container with a command, so a task has no place in it. Choose a rule that has one.`;
  const commands = new Set(
    job.commands.map(({ words }) => words.map(({ text }) => text).join('\n')),
  );
  const isWhole = job.commands.every(
    ({ words, node }) => words.length > 0 && words.length === node.items.length,
  );
  if (!isWhole)
    return `The command of \`${job.id}\` can’t be found letter for letter. Choose another rule.`;
  if (commands.size > 1)
    return `\`${job.id}\` starts several commands, and which of them is meant can’t be told. Choose a rule that has one.`;
  const { anchors, missingAnchors } =
    template.format === 'json' ? NO_ANCHORS : parseYaml(blockText(placed));
  if (anchors.length > 0 || missingAnchors.length > 0)
    return `\`${job.id}\` has an anchor or alias of YAML (\`&${anchors[0] ?? missingAnchors[0]}\`), which a copy would share or define twice. Choose a rule without one.`;
  return null;
}

const NO_ANCHORS = { anchors: [], missingAnchors: [] };

function blockText({ block }: PlacedBlock): string {
  const start = block.text.lastIndexOf('\n', block.keySpan.start - 1) + 1;
  return block.text.slice(start, block.value.end);
}

class Copier {
  private readonly edits: Edit[] = [];
  private readonly renaming: Renaming;
  private readonly others: readonly Job[];
  private readonly source: string;
  private readonly isJson: boolean;
  /** Of the old job's values. */
  private readonly words: ReadonlySet<string>;

  constructor(
    private readonly job: Job,
    private readonly answers: Answers,
    template: Template,
  ) {
    this.renaming = new Renaming(job, answers);
    this.others = jobsOf(template).flatMap(({ job: other }) => (other === job ? [] : other));
    this.source = job.block.text;
    this.isJson = template.format === 'json';
    this.words = new Set([job.core, job.task, job.id].flatMap(wordsOf));
  }

  copy(): Copied | Refused {
    const { block } = this.job;
    const { keySpan, value } = block;
    const properties = resourceOf(block)?.properties;
    if (!properties) return { refused: `\`${this.job.id}\` has no properties to copy.` };
    this.key(keySpan);
    this.name(properties);
    this.property(properties, 'Description', this.answers.description);
    this.schedule(properties);
    this.targets();
    for (const command of this.job.commands) this.command(command);
    this.otherTexts();
    this.comments();
    const text = applyEdits(this.source.slice(0, value.end), this.edits).slice(keySpan.start);
    return { text: text.replace(/\r?\n$/, ''), notes: this.notes(text) };
  }

  private key({ start, end }: Span): void {
    const quote = /^["']/.exec(this.source.slice(start, end))?.[0] ?? '';
    this.add({ start, end, newText: quote + this.answers.logicalId + quote });
  }

  /** Of `${Stage}-ship-orders` the hole stays, where the new name has none of its own. */
  private name(properties: Mapping): void {
    const { name } = this.answers;
    const entry = entryOf(properties, 'Name');
    const text = textOf(entry?.value);
    const hasHoles = name.includes('${');
    const part = entry && text?.isSub && !hasHoles ? this.corePart(text.scalar, name) : null;
    if (part) this.add(part);
    else if (entry && hasHoles && !text?.isSub)
      this.add(
        setValue(entry, this.isJson ? `{ "Fn::Sub": ${JSON.stringify(name)} }` : `!Sub '${name}'`),
      );
    else if (entry && text?.isSub && !hasHoles) this.add(setValue(entry, this.text(name)));
    else this.property(properties, 'Name', name);
  }

  private corePart(scalar: Scalar, name: string): Edit | null {
    const { core, block } = this.job;
    const start = scalar.text.indexOf(core);
    return core === ''
      ? null
      : setPart(scalar, { start, end: start + core.length, text: name }, block.text);
  }

  private property(properties: Mapping, key: string, value: string): void {
    const entry = entryOf(properties, key);
    const text = textOf(entry?.value);
    const { source } = this;
    if (entry && text && (!text.isSub || key === 'Name'))
      this.add(setScalar(text.scalar, value, source, this.job.block.value));
    else if (entry) this.add(setValue(entry, this.text(value)));
    else if (value !== '') {
      const written = { key: this.isJson ? JSON.stringify(key) : key, text: this.text(value) };
      const name = key === 'Description' ? entryOf(properties, 'Name') : undefined;
      const edit = name
        ? addAfter(properties, name, written, source)
        : addFirst(properties, written, source);
      if (edit) this.add(edit);
    }
  }

  /** The dates between which the old one ran are its own. */
  private schedule(properties: Mapping): void {
    const expression = entryOf(properties, 'ScheduleExpression');
    this.property(properties, 'ScheduleExpression', this.answers.schedule);
    if (!expression || this.job.kind === 'rule') return;
    for (const key of ['StartDate', 'EndDate']) {
      const entry = entryOf(properties, key);
      if (entry) this.add(removeEntry(properties, entry, this.source));
    }
    const key = 'ScheduleExpressionTimezone';
    const { timezone } = this.answers;
    const written = { key: this.isJson ? `"${key}"` : key, text: this.text(timezone ?? 'UTC') };
    if (entryOf(properties, key)) this.property(properties, key, timezone ?? 'UTC');
    else if (timezone) this.add(addAfter(properties, expression, written, this.source));
  }

  private targets(): void {
    const { job, others, answers, renaming } = this;
    const targets = targetsOf(job.block);
    const scope = { job, others, answers, renaming, isOnly: targets.length === 1 };
    for (const { node } of targets) {
      const text = textOf(get(node, 'Id'));
      if (!text || text.isSub) continue;
      const id = copiedId(text.scalar.text, scope);
      this.add(setScalar(text.scalar, id, this.source, job.block.value));
    }
  }

  /** Only the words that differ are touched. */
  private command({ words, input }: Command): void {
    const old = words.map(({ text }) => text);
    const wanted = commandWords(this.answers.task, old);
    let same = 0;
    while (same < old.length - 1 && same < wanted.length - 1 && old[same] === wanted[same]) same++;
    const [first, last] = [words[same], words.at(-1)];
    if (!first || !last) return;
    const [one, two] = [words[0], words[1]];
    const between = one && two ? this.source.slice(one.end, two.start) : ',';
    const json = (word: string) => {
      const text = input.isSub ? word.replaceAll('${', '${!') : word;
      return writtenIn(input.scalar.style, JSON.stringify(text));
    };
    const newText = wanted.slice(same).map(json).join(between);
    this.add({ start: first.start, end: last.end, newText });
  }

  /** Tags, log names and whatever else speaks of the old job, unless a sibling says the same. */
  private otherTexts(): void {
    const { block, commands } = this.job;
    const shared = new Set(this.others.flatMap(other => textsOf(other)));
    const overrides = inputsOf(block).flatMap(({ json }) => overridesIn(json?.root));
    const kept = [
      ...commands.map(({ node }) => node),
      ...overrides.flatMap(override => get(override, 'name') ?? []),
    ];
    for (const text of ownTexts(block.value)) {
      if (shared.has(text.scalar.text)) continue;
      for (const edit of renamingEdits(text, this.renaming, block))
        if (!kept.some(span => span.start < edit.end && edit.start < span.end)) this.add(edit);
    }
  }

  /** A comment stays where it speaks of no job in particular: another rule has it as well. */
  private comments(): void {
    const { block } = this.job;
    const comments = commentsOf(block);
    if (comments.length === 0) return;
    const shared = new Set(this.others.flatMap(other => commentsOf(other.block).map(c => c.text)));
    for (const comment of comments) {
      const speaks =
        wordsOf(comment.text).some(word => word.length > 3 && this.words.has(word)) ||
        /cronwright-disable|\d|cron|daily|night|week|month|hour/i.test(comment.text);
      const line = this.source.lastIndexOf('\n', comment.start) + 1;
      const changed = this.edits.some(edit => edit.start >= line && edit.start < comment.start);
      const stays =
        !speaks &&
        (comment.alone || !changed) &&
        (shared.has(comment.text) || this.others.length === 0);
      if (!stays) this.add(removeComment(block, comment));
    }
  }

  /** What of the old job is still there, because it names something elsewhere. */
  private notes(text: string): string[] {
    const { core, task, id } = this.job;
    const now = [this.answers.name, this.answers.task, this.answers.logicalId].join('\n');
    const values = [core, task, id].filter(value => wordsOf(value).length > 1);
    const left = [...new Set(values)].filter(value => text.includes(value) && !now.includes(value));
    const isOff = /^\s*"?State"?: *["']?DISABLED/m.test(text);
    return [
      ...(isOff ? [`It is DISABLED, as \`${id}\` is, so it does not run yet.`] : []),
      ...left.map(
        value =>
          `It still uses what is called \`${value}\`: see whether the new rule needs one of its own.`,
      ),
    ];
  }

  private text(value: string): string {
    return this.isJson ? JSON.stringify(value) : yamlText(value);
  }

  /** Of two edits in one place the first is the better informed one. */
  private add(edit: Edit): void {
    const overlaps = this.edits.some(
      ({ start, end }) => edit.start < end && start < edit.end && edit.end > edit.start,
    );
    if (!overlaps) this.edits.push(edit);
  }
}

const texts = new WeakMap<Job, readonly string[]>();

function textsOf(job: Job): readonly string[] {
  let known = texts.get(job);
  if (!known) {
    known = [...ownTexts(job.block.value)].map(({ scalar }) => scalar.text);
    texts.set(job, known);
  }
  return known;
}
