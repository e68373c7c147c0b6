import {
  CallNode,
  ConstantPathNode,
  ConstantReadNode,
  HashNode,
  LocalVariableReadNode,
  type Node,
} from '@ruby/prism/src/nodes.js';
import { constantOf, descendants } from '../../ruby/literals.js';
import type { ParsedRuby } from '../../ruby/parser.js';
import { factsIn } from '../../ruby/sidekiq/read.js';
import type { Edit } from '../../rules/rule.js';
import { expressionOf } from './address.js';
import type { Answers } from './answers.js';
import {
  type Configure,
  configuresIn,
  entryValue,
  onlyWrite,
  type Pairs,
  pairsOf,
  readsOf,
  redisIn,
  type Side,
  type Source,
  textOf,
} from './initializer.js';
import { MARK, SWITCH } from './marks.js';
import type { Refused } from './migration.js';
import { bottomRegion, topRegion } from './regions.js';
import { SourceEdits } from './source-edits.js';

/** The edits that start a migration in the file that configures Sidekiq; offsets count in its text. */
export interface Started {
  readonly edits: readonly Edit[];
  /** The file's `ssl_params`, as it is written, where it means the same elsewhere. */
  readonly sslParams: string | null;
  readonly notes: readonly string[];
}

/** Never throws; what can't be moved safely is refused, and says what to change first. */
export function startInitializer(
  text: string,
  parsed: ParsedRuby,
  answers: Answers,
): Started | Refused {
  if (text.includes(MARK)) return { refused: 'its migration is under way by now.' };
  if (parsed.hasErrors || !parsed.root)
    return { refused: 'Ruby can’t read it. Correct it, and start again.' };
  return new Starting({ text, parsed, root: parsed.root }, answers).run();
}

class Starting {
  private readonly edits: SourceEdits;
  private readonly notes: string[] = [];
  private readonly old: string;
  private readonly next: string;
  /** What goes to the end of the file and stays there. */
  private readonly blocks: string[] = [];
  private sslParams: string | null = null;

  constructor(
    private readonly source: Source,
    private readonly answers: Answers,
  ) {
    this.old = expressionOf(answers.old);
    this.next = expressionOf(answers.new);
    this.edits = new SourceEdits(source);
  }

  run(): Started | Refused {
    const configures = configuresIn(this.source);
    for (const side of ['server', 'client'] as const) {
      const refused = this.switchSide(
        side,
        configures.filter(one => one.side === side),
      );
      if (refused !== null) return { refused };
    }
    this.guardPeriodic(this.addRegions(configures));
    this.noteDefault();
    return { edits: this.edits.all, sslParams: this.sslParams, notes: this.notes };
  }

  /** Gives the reason where it can't be done. */
  private switchSide(side: Side, configures: readonly Configure[]): string | null {
    const assigned = configures.flatMap(configure =>
      redisIn(configure).map(value => ({ configure, value })),
    );
    const [only, more] = assigned;
    if (more) return `configure_${side} sets its Redis in ${assigned.length} places. ${ONCE}`;
    if (only) return this.switchValue(side, only.configure, only.value);
    const url = side === 'server' ? this.choice(this.next) : this.next;
    const [configure] = configures;
    const inside = configure && this.firstInBlock(configure);
    if (inside)
      this.edits.insert(inside.at, `${inside.head}.redis = { url: ${url} }${this.edits.eol}`);
    else
      this.blocks.push(
        `Sidekiq.configure_${side} do |config|\n  config.redis = { url: ${url} }\nend\n`,
      );
    return null;
  }

  private switchValue(side: Side, configure: Configure, value: Node): string | null {
    const pairs = pairsOf(value);
    if (pairs) return this.switchHash(side, configure, value, pairs);
    if (value instanceof CallNode && constantOf(value.receiver) === 'ConnectionPool')
      return `configure_${side} sets its Redis to a ConnectionPool, which Sidekiq 7 refuses and whose address can’t be changed in place. Write it as a hash first, e.g. \`config.redis = { url: … }\`.`;
    if (value instanceof LocalVariableReadNode) {
      const write = this.writeOf(configure, value.name);
      const own = write && pairsOf(write.value);
      if (own) return this.switchVariable(side, value, write.value, own);
    }
    const written = textOf(this.source, value);
    const whole = isPlain(value) ? written : `(${written})`;
    const merged = (url: string) => `${whole}.merge(url: ${url})`;
    this.edits.replace(value, merged(side === 'server' ? this.choice(this.next) : this.next));
    this.notes.push(
      `\`${written}\` in configure_${side} has to be a Hash: its address is merged in.`,
    );
    return null;
  }

  private switchHash(side: Side, configure: Configure, hash: Node, pairs: Pairs): string | null {
    const refused = this.refuseHash(pairs);
    if (refused !== null) return refused;
    this.keepSslParams(pairs);
    const url = entryValue(pairs, 'url');
    if (!url) {
      this.addUrl(hash, pairs, side === 'server' ? this.choice(this.next) : this.next);
      return null;
    }
    const kept = this.keptUrl(configure, url);
    if (side === 'server') this.edits.replace(url, this.choice(kept));
    else if (kept === this.next) this.edits.replace(url, kept);
    return null;
  }

  /**
   * A local variable that holds the URL and nothing else is read from it keeps doing so, with the new address; else
   * the address itself is written where it stood.
   */
  private keptUrl(configure: Configure, url: Node): string {
    if (!(url instanceof LocalVariableReadNode)) return this.next;
    const write = this.writeOf(configure, url.name);
    if (!write || !this.isOnlyRedis(url.name)) return this.next;
    this.edits.replaceOnce(write.value, this.next);
    return url.name;
  }

  /** Whether a variable is read for Sidekiq's Redis alone. */
  private isOnlyRedis(name: string): boolean {
    const { root } = this.source;
    const inRedis = configuresIn(this.source)
      .flatMap(redisIn)
      .reduce((count, value) => count + readsOf(value, name), 0);
    return inRedis === readsOf(root, name);
  }

  /** `redis = { url: … }`, which both blocks may use. */
  private switchVariable(side: Side, read: Node, hash: Node, pairs: Pairs): string | null {
    const refused = this.refuseHash(pairs);
    if (refused !== null) return refused;
    this.keepSslParams(pairs);
    const url = entryValue(pairs, 'url');
    if (url) this.edits.replaceOnce(url, this.next);
    else this.addUrl(hash, pairs, this.next);
    const name = textOf(this.source, read);
    if (side === 'server')
      this.edits.replace(read, `${SWITCH} ? ${name}.merge(url: ${this.old}) : ${name}`);
    return null;
  }

  private refuseHash(pairs: Pairs): string | null {
    const by = BY_PARTS.find(key => entryValue(pairs, key));
    if (by && !entryValue(pairs, 'url'))
      return `it names the server by \`${by}:\`, which can’t be switched. Write it as one address first, \`url: …\`.`;
    if (entryValue(pairs, 'namespace'))
      return 'its `namespace:` is before every key, and Sidekiq 7 has none any more. Do without it first; the mover reads the plain names.';
    return null;
  }

  private keepSslParams(pairs: Pairs): void {
    const value = entryValue(pairs, 'ssl_params');
    if (!value || this.sslParams !== null) return;
    const isFree = [...descendants(value)].every(
      node =>
        !(node instanceof LocalVariableReadNode) &&
        !(node instanceof CallNode && node.receiver === null),
    );
    if (isFree) this.sslParams = textOf(this.source, value);
    else
      this.notes.push(
        `\`ssl_params\` is made in the initializer; the scripts and EnqueueToNew need it too.`,
      );
  }

  private addUrl(hash: Node, pairs: Pairs, url: string): void {
    const last = pairs.at(-1);
    const added = `url: ${url}`;
    if (last) this.edits.insertOnce(this.edits.span(last).end, `, ${added}`);
    else if (hash instanceof HashNode)
      this.edits.insertOnce(this.edits.span(hash).start + 1, ` ${added} `);
  }

  private writeOf({ block }: Configure, name: string) {
    return onlyWrite(block, name) ?? onlyWrite(this.source.root, name);
  }

  /** What a draining process takes, and what all others do. */
  private choice(others: string): string {
    return `${SWITCH} ? ${this.old} : ${others}`;
  }

  /** What the old address was where its variable is not set, the new one is not: it might lead nowhere. */
  private noteDefault(): void {
    const { old, new: next } = this.answers;
    const given = new RegExp(
      `ENV(?:\\.fetch\\(\\s*["']${old.name}["']\\s*,|\\[["']${old.name}["']\\]\\s*\\|\\|)`,
    );
    if (old.kind === 'env' && given.test(this.source.text))
      this.notes.push(
        `\`${old.name}\` had a default, and \`${this.next}\` has none: set ${next.name} in development and in tests too.`,
      );
  }

  /** A process that drains registers no periodic jobs. `from` is where it is known whether it does. */
  private guardPeriodic(from: number): void {
    const { text, root, parsed } = this.source;
    for (const { api, isGuarded, whole, start } of factsIn(text, root, parsed).periodic) {
      if (isGuarded || (api === 'sidekiq-cron' && this.answers.cron !== null)) continue;
      if (start >= from) this.edits.insert(whole.end, ` unless ${SWITCH}`);
    }
  }

  /** Where the first line of a block that stands on lines of its own goes. */
  private firstInBlock({ block, parameter }: Configure) {
    const { text, parsed } = this.source;
    if (parameter === null || !textOf(this.source, block).includes('\n')) return null;
    const { end } = parsed.span((block.parameters ?? block).location);
    const indent =
      /^[ \t]*/.exec(text.slice(this.edits.lineStart(this.edits.span(block).start)))?.[0] ?? '';
    return { at: this.edits.lineEnd(end), head: `${indent}  ${parameter}` };
  }

  /** Gives where the first of them is put. */
  private addRegions(configures: readonly Configure[]): number {
    const first = this.source.root.statements.body.find(statement => {
      const { start, end } = this.edits.span(statement);
      return configures.some(({ call }) => {
        const { start: at } = this.edits.span(call);
        return start <= at && at < end;
      });
    });
    const bottom = [...this.blocks, bottomRegion(this.answers, this.sslParams)].join('\n');
    const top = topRegion(this.answers);
    if (first) {
      const line = this.edits.lineStart(this.edits.span(first).start);
      const own = this.edits.own(`${top}\n`);
      this.edits.insert(this.edits.aboveComments(line), own);
    }
    this.edits.append(this.edits.codeEnd, first ? bottom : `${top}\n${bottom}`);
    return first ? this.edits.span(first).start : this.source.text.length;
  }
}

const ONCE = 'Write it once, with its address in one expression, and start again.';

/** Ways to say where a server is that are no single address. */
const BY_PARTS = ['host', 'port', 'path', 'sentinels', 'nodes', 'cluster'];

/** Whether a method can be called on an expression without parentheses around it. */
function isPlain(node: Node): boolean {
  if (node instanceof CallNode)
    return /^\w+[!?]?$/.test(node.name) && (node.closingLoc !== null || !node.arguments_);
  return (
    node instanceof LocalVariableReadNode ||
    node instanceof ConstantReadNode ||
    node instanceof ConstantPathNode
  );
}
