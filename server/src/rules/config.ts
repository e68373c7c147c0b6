import type { Ignored } from '../drift/drift.js';
import { isTimeZone, suggestTimeZone } from '../schedule/zones.js';
import { get, isEmpty, type Node, type Scalar, type Span } from '../template/node.js';
import { parseYaml } from '../template/yaml.js';
import { RULES } from './all.js';
import { ConfigNodes, type ConfigProblem, listed } from './config-nodes.js';
import {
  type Agreement,
  MIGRATION_STATES,
  type Migration,
  NAME_CASES,
  type NameCase,
  type Severity,
  type SidekiqAgreement,
} from './rule.js';

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
  /** The stacks that templates are deployed as; of several that a file belongs to the first. */
  readonly stacks: readonly StackEntry[];
  /** Differences from what is live that the team knows of. */
  readonly ignored: readonly Ignored[];
}

/** A stack, and the templates it is made from; its span is that of `snapshot`, else of the entry. */
export interface StackEntry extends Span {
  /** Globs relative to the file. */
  readonly files: readonly string[];
  readonly stack: string;
  /** Twelve digits. */
  readonly account: string | null;
  readonly region: string | null;
  /** A profile of the AWS configuration of whoever asks. */
  readonly profile: string | null;
  /** What `cronwright snapshot` recorded, a path relative to the file. */
  readonly snapshot: string | null;
}

/** A file that `aws cloudformation list-exports` printed, by a path relative to `cronwright.yml`. */
export interface RecordedList extends Span {
  readonly file: string;
  /** Nothing else is exported in that account and Region: an import of anything else is an error. */
  readonly complete: boolean;
}

export type { Ignored } from '../drift/drift.js';
export type { ConfigProblem } from './config-nodes.js';

export const CONFIG_FILE = 'cronwright.yml';

export const DEFAULT_CONFIG: Config = {
  rules: {},
  files: { include: [], exclude: [] },
  exports: [],
  zones: [],
  ruleTemplate: null,
  testCluster: null,
  tasks: [],
  stacks: [],
  ignored: [],
  names: null,
  mostAtOnce: null,
  sidekiq: { processes: null, migration: null },
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
  'sidekiq',
  'stacks',
  'drift',
];

const STACK_EXAMPLE: Readonly<Record<string, string>> = {
  files: '[stacks/*.yml]',
  stack: 'shop-schedules',
  account: "'123456789012'",
  region: 'eu-west-1',
  profile: 'shop',
  snapshot: 'live.json',
};
const STACK_KEYS = Object.keys(STACK_EXAMPLE);

class ConfigReader extends ConfigNodes {
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
      mostAtOnce: this.count(get(root, 'mostAtOnce'), 'mostAtOnce', 5),
      sidekiq: this.sidekiq(get(root, 'sidekiq')),
      stacks: this.stacks(get(root, 'stacks')),
      ignored: this.ignored(get(root, 'drift')),
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

  private stacks(node: Node | undefined): StackEntry[] {
    return this.items(node, '`stacks`').flatMap(item => {
      this.knownKeys(item, 'An entry of `stacks`', STACK_KEYS);
      const text = (key: string) =>
        this.text(get(item, key), `\`${key}\` is a text, e.g. \`${key}: ${STACK_EXAMPLE[key]}\`.`);
      const files = this.texts(get(item, 'files'), '`stacks.files`');
      const stack = text('stack');
      if (files.length === 0 || stack === null) {
        this.problem(item, 'An entry of `stacks` needs `files`, a list of globs, and `stack`.');
        return [];
      }
      const account = this.account(get(item, 'account'));
      const { start, end } = get(item, 'snapshot') ?? item;
      const [region, profile, snapshot] = [text('region'), text('profile'), text('snapshot')];
      return [{ files, stack, account, region, profile, snapshot, start, end }];
    });
  }

  /** Also where a reader of YAML takes it for a number. */
  private account(node: Node | undefined): string | null {
    if (!node || isEmpty(node)) return null;
    if (node.kind === 'scalar' && /^\d{12}$/.test(node.text)) return node.text;
    this.problem(node, "`account` is the twelve digits of an account, e.g. `'123456789012'`.");
    return null;
  }

  private ignored(drift: Node | undefined): Ignored[] {
    if (!drift || isEmpty(drift)) return [];
    this.knownKeys(drift, '`drift`', ['ignore']);
    return this.items(get(drift, 'ignore'), '`drift.ignore`').flatMap(item => {
      this.knownKeys(item, 'An entry of `drift.ignore`', ['resource', 'property', 'reason']);
      const text = (key: string) => this.text(get(item, key), `\`${key}\` is a text.`);
      const [resource, property, reason] = [text('resource'), text('property'), text('reason')];
      if (resource && property && reason) return [{ resource, property, reason }];
      this.problem(
        item,
        'An entry of `drift.ignore` needs `resource`, a logical id, `property`, e.g. `State`, and `reason`: whoever reads it later must know why.',
      );
      return [];
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

  private count(node: Node | undefined, name: string, example: number): number | null {
    if (!node || isEmpty(node)) return null;
    const count = node.kind === 'scalar' ? node.value : null;
    if (typeof count === 'number' && Number.isInteger(count) && count >= 1) return count;
    this.problem(node, `\`${name}\` is a whole number from 1 on, e.g. \`${name}: ${example}\`.`);
    return null;
  }

  private sidekiq(node: Node | undefined): SidekiqAgreement {
    if (!node || isEmpty(node)) return DEFAULT_CONFIG.sidekiq;
    this.knownKeys(node, '`sidekiq`', ['processes', 'migration']);
    return {
      processes: this.count(get(node, 'processes'), 'processes', 4),
      migration: this.migration(get(node, 'migration')),
    };
  }

  private migration(node: Node | undefined): Migration | null {
    if (!node || isEmpty(node)) return null;
    this.knownKeys(node, '`sidekiq.migration`', ['state', 'old', 'new']);
    const written = get(node, 'state');
    const state = MIGRATION_STATES.find(
      name => written?.kind === 'scalar' && written.text === name,
    );
    if (!state) this.problem(written ?? node, `\`state\` is one of ${listed(MIGRATION_STATES)}.`);
    const names = (key: string) => this.texts(get(node, key), `\`sidekiq.migration.${key}\``);
    const [old, next] = [names('old'), names('new')];
    return state ? { state, old, new: next } : null;
  }
}
