import { subParts } from './names.js';
import { entryOf, get, type Intrinsic, type Node, type Scalar, type Span, walk } from './node.js';
import { perBlock } from './per-block.js';
import { placeOf } from './source-places.js';
import type { Block, PlacedBlock, Template } from './template.js';

/** What a name is looked up among. Resources and parameters share their names. */
export type Family = 'value' | 'condition' | 'mapping';

/** A place that names a resource, parameter, condition or mapping; offsets count in the block. */
export interface Mention extends Span {
  readonly family: Family;
  /** Empty where it is put together at deployment. */
  readonly name: string;
  readonly isDeclaration: boolean;
  /** The span is the name letter for letter; else that of the value in which it stands. */
  readonly exact: boolean;
}

/** The sections that declare the names of a family. */
export const SECTIONS: Readonly<Record<Family, readonly string[]>> = {
  value: ['Resources', 'Parameters'],
  condition: ['Conditions'],
  mapping: ['Mappings'],
};

/** Every place of a block that names something, its own key included. */
export const mentionsOf = perBlock((block): readonly Mention[] => new Reader(block).read());

/** Where a name of a family is declared: nowhere, once, or by mistake more than once. */
export function declarationsOf(template: Template, family: Family, name: string): PlacedBlock[] {
  return SECTIONS[family].flatMap(section =>
    template.section(section).filter(({ block }) => block.key === name),
  );
}

class Reader {
  private readonly mentions: Mention[] = [];

  constructor(private readonly block: Block) {}

  read(): readonly Mention[] {
    const { section, key, value } = this.block;
    this.declaration();
    if (key.startsWith(LOOP)) this.loop(value);
    else this.attributes(value);
    if (section === 'Metadata' && key === 'AWS::CloudFormation::Interface') this.interface(value);
    for (const node of walk(value)) {
      if (node.kind === 'intrinsic') this.intrinsic(node);
      else if (section === 'Conditions') this.name('condition', get(node, 'Condition'));
    }
    return this.mentions;
  }

  private declaration(): void {
    const { section, key, keySpan } = this.block;
    const family = FAMILIES.find(name => SECTIONS[name].includes(section));
    if (family && !key.startsWith(LOOP))
      this.add(family, key, keySpan, this.keyStart(keySpan), true);
  }

  /** What a resource or an output says beside its functions. */
  private attributes(body: Node): void {
    const { section } = this.block;
    if (section !== 'Resources' && section !== 'Outputs') return;
    this.name('condition', get(body, 'Condition'));
    const needed = section === 'Resources' ? get(body, 'DependsOn') : undefined;
    for (const node of needed?.kind === 'list' ? needed.items : [needed]) this.name('value', node);
  }

  /** The bodies that `Fn::ForEach` writes. */
  private loop(node: Node): void {
    const written = node.kind === 'list' ? node.items[2] : undefined;
    if (written?.kind !== 'mapping') return;
    for (const { key, value } of written.entries)
      if (key.startsWith(LOOP)) this.loop(value);
      else this.attributes(value);
  }

  /** How the console groups and labels the parameters. */
  private interface(node: Node): void {
    const groups = get(node, 'ParameterGroups');
    for (const group of groups?.kind === 'list' ? groups.items : []) {
      const names = get(group, 'Parameters');
      for (const name of names?.kind === 'list' ? names.items : []) this.name('value', name);
    }
    const labels = get(node, 'ParameterLabels');
    for (const { key, keySpan } of labels?.kind === 'mapping' ? labels.entries : [])
      this.add('value', key, keySpan, this.keyStart(keySpan));
  }

  private intrinsic({ name, arg }: Intrinsic): void {
    const first = arg.kind === 'list' ? arg.items[0] : arg;
    if (name === 'Ref') this.dotted(arg);
    else if (name === 'Fn::GetAtt') this.dotted(first);
    else if (name === 'Fn::Sub') this.sub(arg);
    else if (name === 'Condition') this.name('condition', arg);
    else if (name === 'Fn::If') this.name('condition', first);
    else if (name === 'Fn::FindInMap') this.name('mapping', first);
  }

  private sub(arg: Node): void {
    const [text, values] = arg.kind === 'list' ? arg.items : [arg];
    if (text?.kind !== 'scalar') return;
    for (const part of subParts(text.text)) {
      if (part.kind !== 'hole' || entryOf(values, part.text)) continue;
      const [name = ''] = part.text.split('.');
      const start = placeOf(text, part.start, part.end - part.start, this.block.text);
      // blanks may stand before the name
      const gap = text.text.slice(part.start, part.end).indexOf(name);
      this.add('value', name, text, start === null ? null : start + gap);
    }
  }

  /** `Queue`, `Queue.Arn`, or `Function.Version` of a transform. */
  private dotted(node: Node | undefined): void {
    this.name('value', node, node?.kind === 'scalar' ? node.text.split('.')[0] : undefined);
  }

  private name(family: Family, node: Node | undefined, name?: string): void {
    if (node?.kind === 'scalar') this.scalar(family, node, name ?? node.text);
    else if (node?.kind === 'intrinsic') this.add(family, '', node, null);
  }

  private scalar(family: Family, node: Scalar, name: string): void {
    this.add(family, name, node, placeOf(node, 0, name.length, this.block.text));
  }

  private add(
    family: Family,
    text: string,
    around: Span,
    start: number | null,
    isDeclaration = false,
  ): void {
    if (text.includes('::')) return;
    const name = text.includes('${') ? '' : text;
    const exact = start !== null && name !== '';
    const span = exact
      ? { start, end: start + name.length }
      : { start: around.start, end: around.end };
    this.mentions.push({ family, name, isDeclaration, exact, ...span });
  }

  /** Where the text of a key begins, inside of its quotes. */
  private keyStart({ start, end }: Span): number {
    return /^["'].*["']$/s.test(this.block.text.slice(start, end)) ? start + 1 : start;
  }
}

const LOOP = 'Fn::ForEach';
const FAMILIES = Object.keys(SECTIONS) as Family[];
