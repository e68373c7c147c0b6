import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

interface Rules {
  readonly folder: string;
  readonly rules: Ignore;
}

/** The `.gitignore` files of a repository, of which a deeper one has the last word. */
export class GitIgnore {
  private readonly top: string;
  private readonly known = new Map<string, readonly Rules[]>();

  /**
   * The files above `folder` count as far as its repository goes, unless they leave out `folder`
   * itself: then it was asked for in spite of them.
   */
  constructor(folder: string) {
    this.top = repositoryOf(folder) ?? folder;
    for (let path = folder; path !== this.top; path = dirname(path))
      if (this.ignores(path, true)) {
        this.top = folder;
        this.known.clear();
        return;
      }
  }

  /** Whether a path is left out by itself; what is in a folder that is left out is not asked. */
  ignores(path: string, isFolder: boolean): boolean {
    for (const { folder, rules } of this.rulesIn(dirname(path))) {
      const name = relative(folder, path).split(sep).join('/');
      const { ignored, unignored } = rules.test(isFolder ? `${name}/` : name);
      if (ignored || unignored) return ignored;
    }
    return false;
  }

  /** The deepest first. */
  private rulesIn(folder: string): readonly Rules[] {
    let rules = this.known.get(folder);
    if (!rules) {
      const parent = dirname(folder);
      const above = folder === this.top || folder === parent ? [] : this.rulesIn(parent);
      const text = readIfThere(join(folder, '.gitignore'));
      rules = text === null ? above : [{ folder, rules: ignore().add(text) }, ...above];
      this.known.set(folder, rules);
    }
    return rules;
  }
}

/** The folder with the `.git` that a folder belongs to. */
export function repositoryOf(folder: string): string | null {
  for (let path = folder; ; path = dirname(path)) {
    if (existsSync(join(path, '.git'))) return path;
    if (path === dirname(path)) return null;
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
