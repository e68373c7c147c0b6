import { importsOf } from '../template/exports.js';
import { isLiteral, type Name, type NamePart, nameText } from '../template/names.js';
import { defaultsOf } from '../template/parameters.js';
import { perBlock } from '../template/per-block.js';
import type { Template } from '../template/template.js';
import type { KnownExport } from '../workspace/workspace.js';
import type { Env } from './env.js';
import { fileName } from './places.js';

/** An export's name as the importing file would write it. */
export interface Written {
  readonly name: Name;
  /** Some hole has no parameter here that stands for it: what it is called is a guess. */
  readonly guessed: boolean;
}

/**
 * How a file writes the names that others export. `${AWS::StackName}-VpcId` there is
 * `${NetworkStack}-VpcId` here: which parameter stands for which stack is shown by the imports that
 * the file has already, by a parameter's default, and else by the parameters' names.
 */
export class ExportNames {
  /** How often the file imports from an exporter already. */
  private readonly uses = new Map<string, number>();
  /** What stands here for a hole of an exporter; undefined for nothing. */
  private readonly holes = new Map<string, string | undefined>();
  /** Some import here shows what a parameter stands for. */
  private shown = false;
  /** The texts that parameters stand for, as far as known. */
  private readonly values: Map<string, string>;
  private readonly prefixes = new Set<string>();
  private readonly parameters: readonly string[];

  constructor(template: Template, env: Env) {
    this.parameters = template.section('Parameters').map(({ block }) => block.key);
    this.values = defaultsOf(template);
    for (const name of importedNames(template)) this.learn(name, env);
  }

  private learn(name: Name, { workspace, uri }: Env): void {
    this.prefixes.add(prefixOf(name));
    for (const known of workspace.exportsOf(name)) {
      if (isOwn(known, uri) || !this.align(known, name)) continue;
      const exporter = exporterOf(known);
      this.uses.set(exporter, (this.uses.get(exporter) ?? 0) + 1);
    }
  }

  /** Whether the names have one shape; if so, what holes stand for each other is kept. */
  private align(known: KnownExport, name: Name): boolean {
    if (isLiteral(known.name)) return this.alignText(nameText(known.name), name);
    if (known.name.length !== name.length) return false;
    const pairs = name.map((ours, i) => [known.name[i], ours] as const);
    const alike = ([theirs, ours]: (typeof pairs)[number]) =>
      theirs?.kind === ours.kind && (theirs.kind === 'hole' || textOf(theirs) === textOf(ours));
    if (!pairs.every(alike)) return false;
    for (const [theirs, ours] of pairs)
      if (theirs?.kind === 'hole' && ours.kind === 'hole') {
        this.holes.set(`${exporterOf(known)}\n${theirs.name}`, ours.name);
        this.shown = true;
      }
    return true;
  }

  /** `net-live-VpcId` imported as `${Network}-VpcId` tells that Network is `net-live`. */
  private alignText(text: string, name: Name): boolean {
    const [hole, rest] = name;
    if (isLiteral(name)) return true;
    if (name.length !== 2 || hole?.kind !== 'hole' || rest?.kind !== 'text') return false;
    if (!this.values.has(hole.name)) this.values.set(hole.name, text.slice(0, -rest.text.length));
    return this.values.get(hole.name) === text.slice(0, -rest.text.length);
  }

  /** `hole` is the one that is typed at the name's start already; it is kept. */
  write(known: KnownExport, hole: string | undefined): Written {
    if (isLiteral(known.name)) return { name: this.shortened(known, hole), guessed: false };
    let guessed = false;
    const name = known.name.map((part, i): NamePart => {
      if (part.kind === 'text') return part;
      const ours = (i === 0 ? hole : undefined) ?? this.parameterFor(known, part.name);
      guessed ||= ours === undefined;
      return { kind: 'hole', name: ours ?? guessName(known, part.name) };
    });
    return { name, guessed };
  }

  /** A text whose beginning is what the typed parameter stands for, written with it. */
  private shortened({ name, from }: KnownExport, hole: string | undefined): Name {
    if (hole === undefined) return name;
    // most stacks begin their exports with their own name
    const value = this.values.get(hole) ?? (from.kind === 'recorded' ? from.stack : '');
    const text = nameText(name);
    if (value === '' || !text.startsWith(value)) return name;
    return [
      { kind: 'hole', name: hole },
      { kind: 'text', text: text.slice(value.length) },
    ];
  }

  private parameterFor(known: KnownExport, hole: string): string | undefined {
    const key = `${exporterOf(known)}\n${hole}`;
    if (!this.holes.has(key)) this.holes.set(key, this.guessParameter(known, hole));
    return this.holes.get(key);
  }

  private guessParameter(known: KnownExport, hole: string): string | undefined {
    if (hole !== 'AWS::StackName')
      return hole.startsWith('AWS::') || this.parameters.includes(hole) ? hole : undefined;
    const word = wordOf(fileName(exporterOf(known)));
    const named = this.parameters.find(name => word !== '' && wordOf(name) === word);
    const stacks = this.parameters.filter(name => /stack/i.test(name));
    return named ?? (stacks.length === 1 && !this.shown ? stacks[0] : undefined);
  }

  /** Smaller is nearer: 0 for an exporter in use here, 1 for names that begin alike, 2 for others. */
  rank(known: KnownExport, written: Name): number {
    if (this.uses.has(exporterOf(known))) return 0;
    return this.prefixes.has(prefixOf(written)) ? 1 : 2;
  }
}

/** Whether the file itself exports it: a stack can't import from itself. */
export function isOwn({ from }: KnownExport, uri: string): boolean {
  return from.kind === 'template' && from.uri === uri;
}

/** Each name that a file imports, once. */
function importedNames(template: Template): Iterable<Name> {
  const names = new Map<string, Name>();
  for (const { block } of template.blocks)
    for (const [text, name] of namesOf(block)) names.set(text, name);
  return names.values();
}

const namesOf = perBlock(block =>
  importsOf(block).flatMap(({ name }) =>
    // one of holes alone can be any
    name?.some(part => part.kind === 'text') ? [[nameText(name), name] as const] : [],
  ),
);

/** The template or the recorded stack. */
function exporterOf({ from }: KnownExport): string {
  return from.kind === 'template' ? from.uri : `${from.uri}\n${from.stack}`;
}

/** `network.yml`, `NetworkStack` and `ParentNetworkStackName` speak of the same. */
function wordOf(name: string): string {
  return name
    .replace(/\.\w+$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^parent/, '')
    .replace(/(?:stack|template|stackname|name)$/, '')
    .replace(/stack$/, '');
}

/** `network-vpc.yml` is probably somebody's `NetworkVpcStack`. */
function guessName(known: KnownExport, hole: string): string {
  if (hole !== 'AWS::StackName') return hole;
  const words =
    fileName(exporterOf(known))
      .replace(/\.\w+$/, '')
      .match(/[a-z0-9]+/gi) ?? [];
  return `${words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('')}Stack`;
}

/** What a name begins with: a hole, or the text up to its first `-`, `:`, `/` or `.`. */
function prefixOf([first]: Name): string {
  if (!first) return '';
  return first.kind === 'hole' ? `\${${first.name}}` : (/^[^-:/.]*/.exec(first.text)?.[0] ?? '');
}

function textOf(part: NamePart): string {
  return part.kind === 'text' ? part.text : '';
}
