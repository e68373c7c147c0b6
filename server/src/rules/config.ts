import { closest, distance } from 'fastest-levenshtein';
import { isTimeZone, suggestTimeZone } from '../schedule/zones.js';
import { type Entry, get, isEmpty, type Node, type Scalar, type Span } from '../template/node.js';
import { parseYaml } from '../template/yaml.js';
import { RULES } from './all.js';
import { type Agreement, NAME_CASES, type NameCase, type Severity } from './rule.js';

/** What a team agrees on: `cronwright.yml` at the root of the workspace. */
export interface Config extends Agreement {
  /** The severity of a rule by its id, where it is not the rule's own. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Globs relative to the file; `include` empty means every template. */
  readonly files: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  readonly exports: readonly RecordedList[];
  /** The team's template for new rules, a path relative to the file; null for none. */
  readonly ruleTemplate: string | null;
  /** The ECS cluster that a rule is tried on, by its name or ARN; null for the rule's own. */
  readonly testCluster: string | null;
  /** IANA time zones shown beside UTC. */
  readonly zones: readonly string[];
  /** The rake tasks of an application that is not in the workspace: names, or `ns:*`. */
  readonly tasks: readonly string[];
}

/** A file that `aws cloudformation list-exports` printed, by a path relative to `cronwright.yml`. */
export interface RecordedList extends Span {
  readonly file: string;
  /** Nothing else is exported in that account and Region: an import of anything else is an error. */
  readonly complete: boolean;
}

export interface ConfigProblem extends Span {
  readonly message: string;
}

export const CONFIG_FILE = 'cronwright.yml';

export const DEFAULT_CONFIG: Config = {
  rules: {},
  files: { include: [], exclude: [] },
  exports: [],
  zones: [],
  ruleTemplate: null,
  testCluster: null,
  tasks: [],
  names: null,
  mostAtOnce: null,
};

export const SEVERITIES = ['error', 'warning', 'info', 'hint', 'off'] as const;

/** Reads `cronwright.yml`; never throws. What has a problem is left out of the configuration. */
export function parseConfig(text: string): { config: Config; problems: readonly ConfigProblem[] } {
  const { root, problems } = parseYaml(text);
  const reader = new ConfigReader();
  const config = root && !isEmpty(root) ? reader.config(root) : DEFAULT_CONFIG;
  return { config, problems: [...problems, ...reader.problems] };
}

const KEYS = [
  'rules',
  'files',
  'exports',
  'zones',
  'tasks',
  'names',
  'mostAtOnce',
  'ruleTemplate',
  'testCluster',
];

class ConfigReader {
  readonly problems: ConfigProblem[] = [];

  config(root: Node): Config {
    this.knownKeys(root, 'cronwright.yml', KEYS);
    const files = get(root, 'files');
    if (files) this.knownKeys(files, '`files`', ['include', 'exclude']);
    return {
      rules: Object.fromEntries(this.rules(get(root, 'rules'))),
      files: {
        include: this.texts(get(files, 'include'), '`files.include`'),
        exclude: this.texts(get(files, 'exclude'), '`files.exclude`'),
      },
      exports: this.exports(get(root, 'exports')),
      zones: this.zones(get(root, 'zones')),
      ruleTemplate: this.text(
        get(root, 'ruleTemplate'),
        '`ruleTemplate` is the path of a file, e.g. `ruleTemplate: rule.yml`.',
      ),
      testCluster: this.text(
        get(root, 'testCluster'),
        '`testCluster` is the name or the ARN of an ECS cluster, e.g. `testCluster: shop-test`.',
      ),
      tasks: this.texts(get(root, 'tasks'), '`tasks`'),
      names: this.names(get(root, 'names')),
      mostAtOnce: this.mostAtOnce(get(root, 'mostAtOnce')),
    };
  }

  private rules(node: Node | undefined): (readonly [string, Severity | 'off'])[] {
    if (!node || isEmpty(node)) return [];
    const ids = RULES.map(rule => rule.id);
    return this.knownKeys(node, '`rules`', ids).flatMap(({ key, value }) => {
      const severity = SEVERITIES.find(name => value.kind === 'scalar' && value.text === name);
      if (severity) return [[key, severity] as const];
      this.problem(value, `A rule is one of ${listed(SEVERITIES)}.`);
      return [];
    });
  }

  private exports(node: Node | undefined): RecordedList[] {
    return this.items(node, '`exports`').flatMap(item => {
      this.knownKeys(item, 'An entry of `exports`', ['file', 'complete']);
      const file = get(item, 'file');
      const complete = get(item, 'complete');
      if (file?.kind !== 'scalar' || typeof file.value !== 'string') {
        this.problem(item, 'An entry of `exports` needs `file`, e.g. `- file: exports.json`.');
        return [];
      }
      if (complete && typeof (complete as Partial<Scalar>).value !== 'boolean')
        this.problem(complete, '`complete` is `true` or `false`.');
      const { text, start, end } = file;
      return [{ file: text, complete: (complete as Partial<Scalar>)?.value === true, start, end }];
    });
  }

  private zones(node: Node | undefined): string[] {
    return this.scalars(node, '`zones`').flatMap(zone => {
      if (isTimeZone(zone.text)) return [zone.text];
      const near = suggestTimeZone(zone.text);
      const advice = near
        ? `Did you mean \`${near}\`?`
        : 'Write an IANA name such as `Europe/Berlin`.';
      this.problem(zone, `There is no time zone \`${zone.text}\`. ${advice}`);
      return [];
    });
  }

  private names(node: Node | undefined): NameCase | null {
    if (!node || isEmpty(node)) return null;
    const known = NAME_CASES.find(name => node.kind === 'scalar' && node.text === name);
    if (!known) this.problem(node, `\`names\` is one of ${listed(NAME_CASES)}.`);
    return known ?? null;
  }

  private mostAtOnce(node: Node | undefined): number | null {
    if (!node || isEmpty(node)) return null;
    const count = node.kind === 'scalar' ? node.value : null;
    if (typeof count === 'number' && Number.isInteger(count) && count >= 1) return count;
    this.problem(node, '`mostAtOnce` is a whole number from 1 on, e.g. `mostAtOnce: 5`.');
    return null;
  }

  private text(node: Node | undefined, message: string): string | null {
    if (!node || isEmpty(node)) return null;
    if (node.kind === 'scalar' && typeof node.value === 'string') return node.value;
    this.problem(node, message);
    return null;
  }

  private texts(node: Node | undefined, name: string): string[] {
    return this.scalars(node, name).map(({ text }) => text);
  }

  private scalars(node: Node | undefined, name: string): Scalar[] {
    return this.items(node, name).flatMap(item => {
      if (item.kind === 'scalar' && typeof item.value === 'string') return [item];
      this.problem(item, `${name} is a list of texts.`);
      return [];
    });
  }

  private items(node: Node | undefined, name: string): readonly Node[] {
    if (!node || isEmpty(node)) return [];
    if (node.kind === 'list') return node.items;
    this.problem(node, `${name} is a list: write each entry after a \`- \` on a line of its own.`);
    return [];
  }

  private knownKeys(node: Node, name: string, keys: readonly string[]): readonly Entry[] {
    if (node.kind !== 'mapping') {
      this.problem(node, `${name} is a mapping, e.g. \`${keys[0]}: …\`.`);
      return [];
    }
    return node.entries.filter(({ key, keySpan }) => {
      if (keys.includes(key)) return true;
      const near = closest(key, [...keys]);
      const hint =
        distance(key, near) <= Math.max(2, key.length / 3)
          ? `Did you mean \`${near}\`?`
          : keys.length < 5
            ? `It has ${listed(keys)}.`
            : 'The list is in the documentation.';
      this.problem(keySpan, `${name} has no \`${key}\`. ${hint}`);
      return false;
    });
  }

  private problem({ start, end }: Span, message: string): void {
    this.problems.push({ start, end: Math.max(end, start + 1), message });
  }
}

function listed(names: readonly string[]): string {
  return names.map(name => `\`${name}\``).join(', ');
}
