import { isObject, type JsonValue, textIn } from './json-paths.js';

/** What CloudFormation would do, as DescribeChangeSet tells with IncludePropertyValues. */
export interface ChangeSet {
  /** Empty where it is not told. */
  readonly name: string;
  readonly stack: string;
  /** `arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/…`; empty where it is not told. */
  readonly stackId: string;
  readonly status: string | null;
  readonly statusReason: string;
  readonly executionStatus: string | null;
  /** Epoch milliseconds. */
  readonly createdAt: number | null;
  /** No page is missing. */
  readonly isWhole: boolean;
  /** It compares with what is live. */
  readonly isDriftAware: boolean;
  /** The values of the stack's parameters; null where AWS hides them. */
  readonly parameters: ReadonlyMap<string, string | null>;
  readonly changes: readonly ResourceChange[];
}

export interface ResourceChange {
  readonly logicalId: string;
  readonly type: string;
  /** `Add`, `Modify`, `Remove`, `Import`, `Dynamic`. */
  readonly action: string;
  /** `True`, `False`, `Conditional`; null where nothing is said. */
  readonly replacement: string | null;
  /** `Retain`, `Delete`, `ReplaceAndRetain`, …; empty where nothing is said. */
  readonly policyAction: string;
  /** `MODIFIED`, `DELETED`, `IN_SYNC`, …; empty where nothing is said. */
  readonly driftStatus: string;
  /** Of a nested stack the ARN of its own change set; empty where it has none. */
  readonly nested: string;
  /** The resource with its properties; null where it is not told, or not in full. */
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly details: readonly ChangeDetail[];
}

export type JsonObject = { readonly [key: string]: JsonValue };

/** Why a property changes; one property may have several. */
export interface ChangeDetail {
  /** `/Properties/Targets/0/Input`; empty for what is no property. */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  /** `parameter When`, `resource Role`; empty where the template itself changed. */
  readonly cause: string;
  /** What is live and what was deployed, where the two are not the same. */
  readonly drift: { readonly live: string; readonly deployed: string } | null;
}

/**
 * Reads what `aws cloudformation describe-change-set --include-property-values` prints, or a list
 * of such pages. Null where it is neither; what is missing or strange in it is as if not told.
 */
export function parseChangeSet(json: unknown): ChangeSet | null {
  const pages = (Array.isArray(json) ? json : [json]).filter(isObject);
  const [first] = pages;
  if (!first || !pages.some(page => Array.isArray(page.Changes) || textIn(page, 'Status')))
    return null;
  const text = (key: string) => textIn(first, key) ?? '';
  return {
    name: text('ChangeSetName'),
    stack: text('StackName'),
    stackId: text('StackId'),
    status: text('Status') || null,
    statusReason: text('StatusReason'),
    executionStatus: text('ExecutionStatus') || null,
    createdAt: timeOf(first.CreationTime),
    isWhole: isWhole(pages),
    isDriftAware: text('DeploymentMode') === 'REVERT_DRIFT',
    parameters: new Map(objectsIn(first.Parameters).flatMap(parameter)),
    changes: pages.flatMap(page => objectsIn(page.Changes)).flatMap(resourceChange),
  };
}

/** Each page but the last names the next one. */
function isWhole(pages: readonly JsonObject[]): boolean {
  const open = pages.filter(page => textIn(page, 'NextToken')).length;
  return open === pages.length - 1 && !textIn(pages.at(-1), 'NextToken');
}

/** ISO 8601, or seconds as the service itself counts. */
function timeOf(value: JsonValue | undefined): number | null {
  if (typeof value === 'number') return value * 1000;
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

function parameter(item: JsonObject): (readonly [string, string | null])[] {
  const name = textIn(item, 'ParameterKey');
  const value = textIn(item, 'ResolvedValue') ?? textIn(item, 'ParameterValue');
  // a parameter with NoEcho is asterisks
  const isHidden = value === undefined || /^\*+$/.test(value);
  return name ? [[name, isHidden ? null : value]] : [];
}

function resourceChange(item: JsonObject): ResourceChange[] {
  const change = item.ResourceChange;
  const logicalId = textIn(change, 'LogicalResourceId');
  if (!isObject(change) || !logicalId) return [];
  return [
    {
      logicalId,
      type: textIn(change, 'ResourceType') ?? '',
      action: textIn(change, 'Action') ?? '',
      replacement: textIn(change, 'Replacement') ?? null,
      policyAction: textIn(change, 'PolicyAction') ?? '',
      driftStatus: textIn(change, 'ResourceDriftStatus') ?? '',
      nested: textIn(change, 'ChangeSetId') ?? '',
      before: context(textIn(change, 'BeforeContext')),
      after: context(textIn(change, 'AfterContext')),
      details: objectsIn(change.Details).map(changeDetail),
    },
  ];
}

/** A text that is cut off is no JSON. */
function context(text: string | undefined): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function changeDetail(detail: JsonObject): ChangeDetail {
  const target = isObject(detail.Target) ? detail.Target : {};
  const isProperty = textIn(target, 'Attribute') === 'Properties';
  const name = textIn(target, 'Name');
  const path = textIn(target, 'Path') ?? (name ? `/Properties/${name}` : '');
  return {
    path: isProperty ? path : '',
    before: textIn(target, 'BeforeValue') ?? null,
    after: textIn(target, 'AfterValue') ?? null,
    cause: causeOf(textIn(detail, 'ChangeSource'), textIn(detail, 'CausingEntity')),
    drift: driftOf(target.Drift),
  };
}

const CAUSES: Readonly<Record<string, string>> = {
  ParameterReference: 'parameter',
  ResourceReference: 'resource',
  ResourceAttribute: 'resource',
};

function causeOf(source: string | undefined, entity: string | undefined): string {
  if (source === 'Automatic') return 'a nested stack';
  const kind = source === undefined ? undefined : CAUSES[source];
  return kind && entity ? `${kind} ${entity}` : '';
}

function driftOf(drift: JsonValue | undefined): ChangeDetail['drift'] {
  const [live, deployed] = ['ActualValue', 'PreviousValue'].map(key => textIn(drift, key));
  return live === undefined && deployed === undefined
    ? null
    : { live: live ?? '', deployed: deployed ?? '' };
}

function objectsIn(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
