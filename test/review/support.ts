import { type ChangeSet, parseChangeSet } from '../../server/src/review/change-set.js';
import { reviewChangeSet } from '../../server/src/review/change-set-review.js';
import type { ComparedTemplate } from '../../server/src/review/compared.js';
import type { LocalTemplate } from '../../server/src/review/held.js';
import type { Manner } from '../../server/src/review/manner.js';
import type { CheckId, Level, Review } from '../../server/src/review/review.js';
import { reviewTemplates } from '../../server/src/review/templates.js';
import { DEFAULT_CONFIG } from '../../server/src/rules/config.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { factsOf } from '../../server/src/workspace/facts.js';
import { Workspace } from '../../server/src/workspace/workspace.js';

/** Tuesday, 24 November 2026, 12:00 UTC. */
export const NOW = Date.UTC(2026, 10, 24, 12);

export const MANNER: Manner = {
  now: NOW,
  zones: ['America/Los_Angeles'],
  locale: 'en',
  hour12: false,
};

/** A template before and after; null is no file. */
export type Texts = readonly [before: string | null, after: string | null];

/** Reviews templates by the names of their files; the same text twice is one that is around. */
export function reviewOf(files: Readonly<Record<string, Texts>>): Review {
  const workspace = new Workspace();
  const templates = Object.entries(files).map(([file, [before, after]]): ComparedTemplate => {
    const uri = `file:///team/${file}`;
    const parsed = (text: string | null) => (text === null ? null : parseTemplate(text));
    const current = parsed(after);
    if (current) workspace.setFile(uri, factsOf(current.blocks));
    return { uri, file, before: parsed(before), after: current };
  });
  return reviewTemplates(
    {
      templates: templates.filter(({ before, after }) => before?.text !== after?.text),
      workspace,
      config: DEFAULT_CONFIG,
      fileOf: uri => uri.replace('file:///team/', ''),
    },
    { kind: 'git', base: 'main', commit: '0123456789abcdef', templates: templates.length },
    MANNER,
  );
}

/** Reviews one template, `schedules.yml`. */
export function reviewed(before: string | null, after: string | null): Review {
  return reviewOf({ 'schedules.yml': [before, after] });
}

export function levelOf({ checks }: Review, id: CheckId): Level | undefined {
  return checks.find(check => check.id === id)?.level;
}

/** All that a check says, in one text. */
export function evidenceOf({ checks }: Review, id: CheckId): string {
  return checks.find(check => check.id === id)?.evidence.join('\n') ?? '';
}

export interface RuleText {
  readonly id?: string;
  /** Lines below Properties, without their indentation. */
  readonly lines?: readonly string[];
  readonly name?: string;
  readonly expression?: string;
  readonly state?: string;
  /** Lines of the target beside its Id, without their indentation. */
  readonly target?: readonly string[];
}

/** A rule in YAML, that which is named by `Nightly` unless something else is said. */
export function rule({
  id = 'Nightly',
  name = 'shop-nightly',
  expression = 'cron(0 3 * * ? *)',
  state = 'ENABLED',
  target = ['Arn: arn:aws:sqs:eu-west-1:123456789012:jobs'],
  lines = [],
}: RuleText = {}): string {
  return [
    `  ${id}:`,
    '    Type: AWS::Events::Rule',
    '    Properties:',
    ...(name ? [`      Name: ${name}`] : []),
    `      ScheduleExpression: ${expression}`,
    ...(state ? [`      State: ${state}`] : []),
    ...lines.map(line => `      ${line}`),
    '      Targets:',
    '        - Id: jobs',
    ...target.map(line => `          ${line}`),
    '',
  ].join('\n');
}

export function resources(...texts: readonly string[]): string {
  return `Resources:\n${texts.join('')}`;
}

/** What the API reference says that a resource change holds, of a rule. */
export interface Told {
  readonly id?: string;
  readonly type?: string;
  readonly action?: 'Add' | 'Modify' | 'Remove' | 'Import' | 'Dynamic';
  readonly before?: object | null;
  readonly after?: object | null;
  readonly details?: readonly object[];
  /** More members of the ResourceChange. */
  readonly more?: object;
}

export function told({
  id = 'Nightly',
  type = 'AWS::Events::Rule',
  action = 'Modify',
  before = null,
  after = null,
  details = [],
  more = {},
}: Told): object {
  return {
    Type: 'Resource',
    ResourceChange: {
      Action: action,
      LogicalResourceId: id,
      ResourceType: type,
      Scope: ['Properties'],
      Details: details,
      ...(before && { BeforeContext: JSON.stringify({ Properties: before }) }),
      ...(after && { AfterContext: JSON.stringify({ Properties: after }) }),
      ...more,
    },
  };
}

/** The detail of a property; `more` are members beside its Target. */
export function detail(path: string, before: string, after: string, more: object = {}): object {
  const [, name = ''] = path.split('/').filter(Boolean);
  return {
    Target: {
      Attribute: 'Properties',
      Name: name,
      RequiresRecreation: 'Never',
      Path: path,
      BeforeValue: before,
      AfterValue: after,
      AttributeChangeType: 'Modify',
    },
    Evaluation: 'Static',
    ChangeSource: 'DirectModification',
    ...more,
  };
}

/** The properties of the rule that `rule()` writes, as CloudFormation has them. */
export function properties(more: object = {}): object {
  return {
    Name: 'shop-nightly',
    ScheduleExpression: 'cron(0 3 * * ? *)',
    State: 'ENABLED',
    Targets: [{ Id: 'jobs', Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }],
    ...more,
  };
}

/** A page of DescribeChangeSet. */
export function page(changes: readonly object[], more: object = {}): object {
  return {
    ChangeSetName: 'deploy-42',
    ChangeSetId:
      'arn:aws:cloudformation:eu-west-1:123456789012:changeSet/deploy-42/6f5b2f0e-0000-4000-8000-000000000000',
    StackId:
      'arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/1e2d3c4b-0000-4000-8000-000000000000',
    StackName: 'shop',
    CreationTime: '2026-11-24T11:30:00.000000+00:00',
    ExecutionStatus: 'AVAILABLE',
    Status: 'CREATE_COMPLETE',
    Changes: changes,
    IncludeNestedStacks: false,
    ...more,
  };
}

export function changeSetOf(json: unknown): ChangeSet {
  const changeSet = parseChangeSet(json);
  if (!changeSet) throw new Error('this is no change set');
  return changeSet;
}

/** Reviews a change set against templates by the names of their files. */
export function reviewedSet(
  json: unknown,
  files: Readonly<Record<string, string>> = {},
  written: LocalTemplate['written'] = null,
): Review {
  const templates = Object.entries(files).map(([file, text]) => ({
    file,
    template: parseTemplate(text),
    written,
  }));
  return reviewChangeSet(changeSetOf(json), templates, MANNER);
}
