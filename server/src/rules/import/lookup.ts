import { fillHoles, isLiteral, type Name, nameText } from '../../template/names.js';
import { defaultsOf } from '../../template/parameters.js';
import type { Template } from '../../template/template.js';
import type { Workspace } from '../../workspace/workspace.js';
import type { Severity } from '../rule.js';
import { ExportIndex, fileName, HOLE, shapeOf } from './export-index.js';

/** What is known of a name that is imported: somebody exports it, nobody does, or nothing. */
export type Verdict = 'known' | 'silent' | Missing;

export interface Missing {
  readonly severity: Severity;
  readonly message: string;
  /** The names that may have been meant, as this side would write them. */
  readonly meant: readonly string[];
}

/** Answers for the imports of one template, while neither the index nor its parameters change. */
export interface Lookup {
  /** `beside` are the other names that the same block imports. */
  verdict(name: Name, beside: readonly Name[]): Verdict;
}

/** One state of the workspace, as far as answers hang on it. */
interface Generation {
  readonly revision: number;
  readonly size: number;
  readonly index: ExportIndex;
  readonly byUri: Map<string, { readonly defaults: string; readonly lookup: Lookup }>;
}

const generations = new WeakMap<Workspace, Generation>();

/** The same object for as long as its answers stay the same. */
export function lookupFor(template: Template, uri: string, workspace: Workspace): Lookup {
  const generation = generationOf(workspace);
  const values = defaultsOf(template);
  const defaults = [...values].map(([key, value]) => `${key}=${value}`).join('\n');
  let known = generation.byUri.get(uri);
  if (known?.defaults !== defaults) {
    known = { defaults, lookup: new TemplateLookup(generation.index, uri, values) };
    generation.byUri.set(uri, known);
  }
  return known.lookup;
}

function generationOf(workspace: Workspace): Generation {
  const { revision, size } = workspace;
  let known = generations.get(workspace);
  if (known?.revision !== revision || known.size !== size) {
    known = { revision, size, index: new ExportIndex(workspace), byUri: new Map() };
    generations.set(workspace, known);
  }
  return known;
}

class TemplateLookup implements Lookup {
  private readonly verdicts = new Map<string, Verdict>();

  constructor(
    private readonly index: ExportIndex,
    private readonly uri: string,
    private readonly defaults: ReadonlyMap<string, string>,
  ) {}

  verdict(name: Name, beside: readonly Name[]): Verdict {
    const text = nameText(name);
    let known = this.verdicts.get(text);
    if (!known) {
      known = this.find(name, text);
      this.verdicts.set(text, known);
    }
    return known === 'silent' ? this.byNeighbours(name, beside) : known;
  }

  /** What the name by itself tells. */
  private find(name: Name, text: string): Verdict {
    const { workspace } = this.index;
    if (workspace.exportsOf(name).length > 0) return 'known';
    if (!workspace.settled) return 'silent';
    const complete = workspace.recorded.find(list => list.complete);
    const severity = complete ? 'error' : 'warning';
    const meant = this.meant(name);
    if (meant.length > 0) {
      const question = `Did you mean ${meant.map(other => `\`${other}\``).join(' or ')}?`;
      return { severity, message: this.say(text, question), meant };
    }
    if (complete) {
      const why = `\`${fileName(complete.uri)}\` is complete, so the deployment stops here.`;
      return { severity, message: this.say(text, why), meant };
    }
    return this.byRecordedStack(name, text);
  }

  private byRecordedStack(name: Name, text: string): Verdict {
    const filled = this.filled(name);
    const found = isLiteral(filled) && this.index.recordedBeside(nameText(filled));
    if (!found) return 'silent';
    const why = `\`${found.stack}\` exports ${found.count} others in \`${fileName(found.uri)}\`, not this. Check the name.`;
    return { severity: 'warning', message: this.say(text, why), meant: [] };
  }

  /** Where one exporter has all the other names that begin with the same hole, it is meant here. */
  private byNeighbours(name: Name, beside: readonly Name[]): Verdict {
    const [first] = name;
    if (first?.kind !== 'hole' || name.length < 2 || !this.index.workspace.settled) return 'silent';
    const others = new Map(
      beside
        .filter(other => other[0]?.kind === 'hole' && other[0].name === first.name)
        .map(other => [nameText(other), other]),
    );
    const exporter = this.index.commonExporter([...others.values()]);
    if (!exporter) return 'silent';
    const hole = `\`\${${first.name}}\``;
    const why = `\`${exporter.label}\` exports the other ${exporter.count} names here that begin with ${hole}, not this. Check the name.`;
    return { severity: 'warning', message: this.say(nameText(name), why), meant: [] };
  }

  private say(text: string, rest: string): string {
    return `No stack exports \`${text}\` (looked in ${this.index.places}). ${rest}`;
  }

  private filled(name: Name): Name {
    return fillHoles(name, hole => this.defaults.get(hole));
  }

  /** The exports that the name can be a slip of, as this side would write them. */
  private meant(name: Name): string[] {
    const own = this.index.near(shapeOf(name), this.uri).map(near => withHoles(near, name));
    const filled = this.filled(name);
    const literal =
      isLiteral(filled) && !isLiteral(name) ? this.index.near(shapeOf(filled), this.uri) : [];
    const all = new Set([...own, ...literal.map(near => this.withHole(near, name))]);
    return [...all].slice(0, MOST_MEANT);
  }

  /** A literal name with its beginning given by the same parameter, where the default fits. */
  private withHole(literal: string, [first]: Name): string {
    const value = first?.kind === 'hole' ? this.defaults.get(first.name) : undefined;
    if (first?.kind !== 'hole' || value === undefined || !literal.startsWith(value)) return literal;
    return `\${${first.name}}${literal.slice(value.length)}`;
  }
}

/** More would not help to choose. */
const MOST_MEANT = 3;

function withHoles(shape: string, name: Name): string {
  const holes = name.flatMap(part => (part.kind === 'hole' ? [part.name] : []));
  return shape.replaceAll(HOLE, () => `\${${holes.shift() ?? ''}}`);
}
