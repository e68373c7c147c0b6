import { join, relative, resolve, sep } from 'node:path';
import type { Config } from '../rules/config.js';
import { isTemplate } from '../template/detect.js';
import { MAX_TEMPLATE } from '../template/template.js';
import { git } from './git.js';
import { readSource } from './source.js';

/** A template that is not as it was in a commit. */
export interface ChangedTemplate {
  /** Absolute: where it is now, or was. */
  readonly path: string;
  /** Its text in the commit and on the disk; null where it is no template, or not there. */
  readonly before: string | null;
  readonly after: string | null;
}

/** There is nothing to compare with; the message says why, and what to do. */
export class NoBaseError extends Error {}

/**
 * The commit that a reviewer compares with: where the current branch left `ref`. Of a commit that
 * is behind HEAD that is the commit itself.
 * @throws NoBaseError
 */
export async function baseCommit(folder: string, ref: string): Promise<string> {
  const isRepository = await git(folder, ['rev-parse', '--show-toplevel']).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw new NoBaseError('git is not installed.');
      return false;
    },
  );
  if (!isRepository) throw new NoBaseError('This folder is in no git repository.');
  const commit = await answerOf(folder, [
    ...['rev-parse', '--verify', '--quiet', '--end-of-options'],
    `${ref}^{commit}`,
  ]);
  if (commit === null)
    throw new NoBaseError(
      `There is no commit ${ref} here. In CI fetch it first, e.g. with fetch-depth: 0.`,
    );
  const base = await answerOf(folder, ['merge-base', commit, 'HEAD']);
  if (base === null)
    throw new NoBaseError(
      `HEAD has no commit in common with ${ref}. Where history is cut off, fetch more of it, e.g. with fetch-depth: 0.`,
    );
  return base;
}

/** What one may compare a folder with: the last commit, and the main branch where this one left it. */
export async function usualBases(folder: string): Promise<string[]> {
  const head = await answerOf(folder, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  if (head === null) return [];
  const main = ['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'];
  const named = await answerOf(folder, main);
  for (const ref of new Set([...(named ? [named] : []), ...MAIN_BRANCHES])) {
    const base = await answerOf(folder, ['merge-base', ref, 'HEAD']);
    // this branch itself, and what is not there, is nothing to compare with
    if (base !== null && base !== head) return ['HEAD', ref];
  }
  return ['HEAD'];
}

const MAIN_BRANCHES = ['origin/main', 'origin/master', 'main', 'master'];

/** The pathspecs of what a team counts as its templates; `prefix` leads to the folder of its globs. */
export function pathspecs(
  files: Config['files'],
  prefix: string,
): { readonly include: readonly string[]; readonly exclude: readonly string[] } {
  const glob = (pattern: string) => slashed(join(prefix, pattern));
  return {
    include: files.include.map(pattern => `:(glob)${glob(pattern)}`),
    exclude: files.exclude.map(pattern => `:(exclude,glob)${glob(pattern)}`),
  };
}

/** A path as git writes it. */
export function slashed(path: string): string {
  return path.split(sep).join('/');
}

async function answerOf(folder: string, words: readonly string[]): Promise<string | null> {
  return git(folder, words).then(
    text => text.trim() || null,
    () => null,
  );
}

/** What is compared with a commit. */
export interface Compared {
  /** In the repository; pathspecs are relative to it. */
  readonly folder: string;
  readonly commit: string;
  /** Pathspecs of git. */
  readonly specs: readonly string[];
  /** Texts by their absolute paths that are known better than their files. */
  readonly open: ReadonlyMap<string, string>;
}

/**
 * The templates that differ between a commit and the disk, files that git does not know yet
 * included; a renamed one is compared with itself.
 */
export async function changedTemplates({
  folder,
  commit,
  specs,
  open,
}: Compared): Promise<ChangedTemplate[]> {
  // as `folder` is written, be it by a symbolic link
  const up = (await git(folder, ['rev-parse', '--show-cdup'])).trim();
  const top = resolve(folder, up);
  const listing = ['diff', '--name-status', '-z', '-M', '--no-ext-diff', commit, '--', ...specs];
  const others = [
    'ls-files',
    '--others',
    '--exclude-standard',
    '--full-name',
    '-z',
    '--',
    ...specs,
  ];
  const differing = [
    ...pairsIn(await git(folder, listing)),
    ...namesIn(await git(folder, others)).map(name => ({ old: null, now: name })),
  ];
  const known = new Set(differing.map(({ now }) => now));
  const typed = [...open.keys()]
    .map(path => slashed(relative(top, path)))
    .filter(name => !known.has(name) && !name.startsWith('../'))
    .map(name => ({ old: name, now: name }));
  const pairs = [...differing, ...typed].filter(({ old, now }) =>
    [old, now].some(name => name !== null && TEMPLATE.test(name)),
  );
  const found: ChangedTemplate[] = [];
  for (let at = 0; at < pairs.length; at += AT_ONCE)
    found.push(
      ...(await Promise.all(
        pairs.slice(at, at + AT_ONCE).map(pair => readPair(top, commit, pair, open)),
      )),
    );
  return found.filter(({ before, after }) => before !== after);
}

/** Processes that run at once. */
const AT_ONCE = 8;

const TEMPLATE = /\.(?:ya?ml|json|template)$/i;

interface Pair {
  /** Relative to the top of the repository. */
  readonly old: string | null;
  readonly now: string | null;
}

/** `M\0a.yml\0D\0b.yml\0R087\0c.yml\0d.yml\0` */
function pairsIn(listing: string): Pair[] {
  const words = listing.split('\0').values();
  const pairs: Pair[] = [];
  for (const status of words) {
    const old: string | undefined = words.next().value;
    if (!old) break;
    if (/^[RC]/.test(status)) {
      const now: string | undefined = words.next().value;
      pairs.push({ old: status.startsWith('R') ? old : null, now: now ?? null });
    } else if (status === 'A') pairs.push({ old: null, now: old });
    else pairs.push({ old, now: status === 'D' ? null : old });
  }
  return pairs;
}

function namesIn(listing: string): string[] {
  return listing.split('\0').filter(Boolean);
}

async function readPair(
  top: string,
  commit: string,
  { old, now }: Pair,
  open: ReadonlyMap<string, string>,
): Promise<ChangedTemplate> {
  const path = join(top, now ?? old ?? '');
  const shown =
    old === null
      ? null
      : await git(top, ['cat-file', 'blob', `${commit}:${old}`]).catch(() => null);
  const typed = open.get(path);
  const source = now === null || typed !== undefined ? null : await readSource(path);
  return {
    path,
    before: templateText(shown),
    after: source?.kind === 'template' ? source.text : templateText(typed ?? null),
  };
}

function templateText(text: string | null): string | null {
  const plain = text?.replace(/^\uFEFF/, '') ?? '';
  return plain.length <= MAX_TEMPLATE && isTemplate(plain) ? plain : null;
}
