import { nameText } from '../template/names.js';
import { resourceOf } from '../template/resource.js';
import { type Piece, piecesOfSub, type Scope } from './pieces.js';
import { type ShellPart, shellWord } from './shell.js';

/** The shell variables for what a template does not tell, and how each gets its value. */
export class Variables {
  /** By what they stand for, in the order in which they can be set. */
  private readonly known = new Map<string, { name: string; value: string }>();

  private readonly taken = new Set<string>();

  constructor(private readonly around: Scope) {}

  /** `NAME=…`, each on what stands before it alone. */
  get assignments(): string[] {
    return [...this.known.values()].map(({ name, value }) => `${name}=${value}`);
  }

  /** The parts of a word; where nothing is known, a variable named after the property. */
  parts(pieces: readonly Piece[] | null, property: string): ShellPart[] {
    if (!pieces) return [this.unknown(property)];
    const isWhole = pieces.length === 1;
    return pieces.map(piece => (piece.kind === 'text' ? piece : this.partOf(piece, isWhole)));
  }

  private partOf(piece: Exclude<Piece, { kind: 'text' }>, isWhole: boolean): ShellPart {
    if (piece.kind === 'import') return this.imported(nameText(piece.name));
    const { id, attribute } = piece;
    if (attribute === '') return id.startsWith('AWS::') ? this.pseudo(id) : this.named(id);
    const type = this.typeOf(id);
    // where a cluster is asked for, its name does as well as its ARN
    const isCluster = isWhole && type === 'AWS::ECS::Cluster' && attribute === 'Arn';
    if (isCluster || (type && PHYSICAL.get(type) === attribute)) return this.named(id);
    return this.asked(`${id}.${attribute}`, `the ${attribute} of ${id}`);
  }

  private imported(name: string): ShellPart {
    return this.set(`import ${name}`, name, () => {
      const inName = piecesOfSub(name, undefined, this.around);
      const parts = this.parts(inName, 'export name').map(part =>
        'text' in part ? { text: part.text.replace(/['\\]/g, '\\$&') } : part,
      );
      const query = [{ text: "Exports[?Name=='" }, ...parts, { text: "'].Value" }];
      return outputOf('list-exports', '--query', shellWord(query));
    });
  }

  /** A parameter or a resource of the stack. */
  private named(id: string): ShellPart {
    return this.set(id, id, name => {
      if (!/^\w+$/.test(id)) return mustBeSet(name, `the value of ${id}`);
      const stack = this.stackName();
      if (this.typeOf(id) !== undefined)
        return outputOf(
          'describe-stack-resource',
          ...['--stack-name', shellWord([stack]), '--logical-resource-id', id],
          ...['--query', 'StackResourceDetail.PhysicalResourceId'],
        );
      const query = `Stacks[0].Parameters[?ParameterKey=='${id}'].ParameterValue`;
      return outputOf(
        'describe-stacks',
        ...['--stack-name', shellWord([stack]), '--query', shellWord([{ text: query }])],
      );
    });
  }

  private pseudo(id: string): ShellPart {
    switch (id) {
      case 'AWS::StackName':
        return this.stackName();
      case 'AWS::AccountId':
        return this.set(
          id,
          'ACCOUNT_ID',
          () => '$(aws sts get-caller-identity --query Account --output text)',
        );
      case 'AWS::Partition':
        return this.set(
          id,
          'PARTITION',
          () => '$(aws sts get-caller-identity --query Arn --output text | cut -d: -f2)',
        );
      case 'AWS::Region':
        return this.set(id, 'REGION', () => `"\${AWS_REGION:-$(aws configure get region)}"`);
      default:
        return this.asked(id, `the value of ${id}`);
    }
  }

  private stackName(): ShellPart {
    return this.asked('STACK_NAME', 'the name of the stack');
  }

  /** What the user has to say. */
  private asked(what: string, words: string): ShellPart {
    return this.set(what, what, name => mustBeSet(name, words));
  }

  /** One for each place: two of a property need not be the same. */
  private unknown(property: string): ShellPart {
    const key = `${property} ${this.known.size}`;
    return this.set(key, property, name => mustBeSet(name, `the value of ${property}`));
  }

  private set(key: string, words: string, valueFor: (name: string) => string): ShellPart {
    let found = this.known.get(key);
    if (!found) {
      const name = this.nameFor(words);
      const value = valueFor(name);
      found = { name, value };
      this.known.set(key, found);
    }
    return { variable: found.name };
  }

  /** A name that no other has, and that neither the shell nor the AWS CLI takes for its own. */
  private nameFor(words: string): string {
    const plain = words
      .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
      .replace(/[^A-Za-z\d]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .toUpperCase();
    const base = !plain || /^\d/.test(plain) || OWN.test(plain) ? `THE_${plain || 'VALUE'}` : plain;
    let name = base;
    for (let i = 2; this.taken.has(name); i++) name = `${base}_${i}`;
    this.taken.add(name);
    return name;
  }

  private typeOf(id: string): string | undefined {
    const placed = this.around.template.find('Resources', id);
    return placed && (resourceOf(placed.block)?.type ?? '');
  }
}

/** The attributes that are a resource's physical id. */
const PHYSICAL: ReadonlyMap<string, string> = new Map([
  ['AWS::EC2::SecurityGroup', 'GroupId'],
  ['AWS::EC2::Subnet', 'SubnetId'],
  ['AWS::ECS::TaskDefinition', 'TaskDefinitionArn'],
]);

/** Variables by which shells, loaders and the AWS CLI are steered. */
const OWN =
  /^(?:AWS|LC|LD|DYLD|BASH|ZSH)_|^(?:PATH|HOME|IFS|PWD|OLDPWD|SHELL|USER|LOGNAME|U?E?U?ID|GID|EGID|PPID|LANG|TERM|ENV|PS\d|OPT\w*|RANDOM|SECONDS|LINENO|HOST|HOSTNAME|TMPDIR|EDITOR|PAGER|MAIL|CDPATH|FPATH|MANPATH|ARGV|STATUS|PYTHON\w*|HTTPS?_PROXY|NO_PROXY)$/;

function outputOf(command: string, ...args: readonly string[]): string {
  return `$(aws cloudformation ${command} ${args.join(' ')} --output text)`;
}

/** The shell stops with these words where it is not set. */
function mustBeSet(name: string, words: string): string {
  return `"\${${name}:?set it to ${words.replace(/[^\w .:-]+/g, ' ').trim()}}"`;
}
