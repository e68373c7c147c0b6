import { parseConfig } from '../../rules/config.js';
import type { Edit, MigrationState } from '../../rules/rule.js';
import { get, isEmpty } from '../../template/node.js';
import { applyEdits, yamlText } from '../../template/write.js';
import { parseYaml } from '../../template/yaml.js';
import type { Answers } from './answers.js';
import { END_MARK, MARK, regionsIn } from './marks.js';

/** `cronwright.yml` with the entry of a migration; null where it has to be written by hand. */
export function withMigration(text: string | null, answers: Answers): string | null {
  const before = text ?? '';
  const { root, problems } = parseYaml(before);
  if (problems.length > 0) return null;
  if (!root || isEmpty(root)) return `${before}${lines(answers, '')}`;
  if (root.kind !== 'mapping' || root.flow) return null;
  const sidekiq = root.entries.find(({ key }) => key === 'sidekiq');
  if (!sidekiq) {
    const eol = eolOf(before);
    return before.endsWith('\n')
      ? before + own(lines(answers, ''), eol)
      : `${before}${eol}${own(lines(answers, ''), eol).slice(0, -eol.length)}`;
  }
  const [first] = sidekiq.value.kind === 'mapping' ? sidekiq.value.entries : [];
  if (!first || sidekiq.value.kind !== 'mapping' || sidekiq.value.flow) return null;
  if (get(sidekiq.value, 'migration')) return null;
  const at = before.lastIndexOf('\n', first.keySpan.start - 1) + 1;
  const indent = before.slice(at, first.keySpan.start);
  return before.slice(0, at) + own(lines(answers, indent), eolOf(before)) + before.slice(at);
}

/** The entry as it stands below a key with the given indentation, or at the root with none. */
function lines(answers: Answers, indent: string): string {
  const isRoot = indent === '';
  const deep = isRoot ? '  ' : indent;
  const names = ({ name }: Answers['old']) => yamlText(name, true);
  return [
    `${indent}${MARK}: Sidekiq's move to another Redis`,
    ...(isRoot ? ['sidekiq:', `${deep}processes: ${answers.processes}`] : []),
    `${deep}migration:`,
    `${deep}  state: underway`,
    `${deep}  old: [${names(answers.old)}]`,
    `${deep}  new: [${names(answers.new)}]`,
    `${indent}${END_MARK}`,
    '',
  ].join('\n');
}

/**
 * `cronwright.yml` when a migration is finished. `done` keeps the entry, so that what still names the old Redis is
 * found; without it the file is as it was before. Null where nothing of it is left.
 */
export function withoutMigration(text: string, done: boolean): string | null {
  if (done) {
    const [from, to]: MigrationState[] = ['underway', 'done'];
    return text.replace(new RegExp(`^(\\s+state: )${from}(?=\\s*$)`, 'm'), `$1${to}`);
  }
  const rest = applyEdits(
    text,
    regionsIn(text).map(region => withLineBefore(text, region)),
  );
  return rest.trim() === '' ? null : rest;
}

/** What names the old Redis, as `cronwright.yml` has it. */
export function oldNames(text: string): readonly string[] {
  return parseConfig(text).config.sidekiq.migration?.old ?? [];
}

/** A region at the end of a file that ends without an end of line has brought the one before it. */
function withLineBefore(text: string, region: Edit): Edit {
  if (text[region.end - 1] === '\n') return region;
  const before = /\r?\n$/.exec(text.slice(0, region.start))?.[0] ?? '';
  return { ...region, start: region.start - before.length };
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function own(text: string, eol: string): string {
  return text.replaceAll('\n', eol);
}
