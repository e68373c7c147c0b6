import type { Node } from '../template/node.js';
import { parseYaml } from '../template/yaml.js';

/** A file that says how Sidekiq's processes are run, or with which environment. */
export interface SettingsFile {
  readonly kind: 'sidekiq' | 'procfile' | 'environment';
  readonly text: string;
  /** Of `sidekiq.yml`; null of the others. */
  readonly root: Node | null;
}

const KINDS: readonly (readonly [RegExp, SettingsFile['kind']])[] = [
  [/(?:^|\/)config\/(?:[\w-]+\/)*sidekiq[\w.-]*\.ya?ml(?:\.erb)?$/, 'sidekiq'],
  [/(?:^|\/)sidekiq\.ya?ml(?:\.erb)?$/, 'sidekiq'],
  [/(?:^|\/)Procfile(?:\.\w+)?$/, 'procfile'],
  [/(?:^|\/)\.env(?:\.\w+)*$/, 'environment'],
  [/(?:^|\/)(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/, 'environment'],
  [
    /(?:^|\/)config\/(?:application|cable|database|deploy|redis|secrets|settings)(?:\.\w+)?\.ya?ml$/,
    'environment',
  ],
];

/** What kind of such a file a path is, by its name; null for any other file. */
export function settingsKind(path: string): SettingsFile['kind'] | null {
  return KINDS.find(([name]) => name.test(path))?.[1] ?? null;
}

export function settingsFile(kind: SettingsFile['kind'], text: string): SettingsFile {
  return { kind, text, root: kind === 'sidekiq' ? parseYaml(withoutErb(text)).root : null };
}

/** Sidekiq runs ERB over it first. What that gives is not known, and takes as many letters here. */
function withoutErb(text: string): string {
  return text.replace(/<%[\s\S]*?%>/g, code => code.replace(/[^\n]/g, ' '));
}

/** How many of a Procfile's process types run Sidekiq. */
export function sidekiqLines({ kind, text }: SettingsFile): number {
  if (kind !== 'procfile') return 0;
  return text.split('\n').filter(line => /^[\w-]+:.*\bsidekiq\b/.test(line)).length;
}
