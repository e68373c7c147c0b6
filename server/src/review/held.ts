import { holds } from '../authoring/conditions.js';
import type { Scope } from '../authoring/pieces.js';
import { get } from '../template/node.js';
import { resourceOf } from '../template/resource.js';
import type { Block, Template } from '../template/template.js';
import { Workspace } from '../workspace/workspace.js';
import type { ChangeSet, ResourceChange } from './change-set.js';
import { look, note, type Remark, stop } from './checks/check.js';
import { contradictions } from './contradictions.js';
import { pseudoParameters, withParameters } from './parameters.js';
import { type Properties, propertiesOf } from './properties.js';
import type { RuleChange } from './review.js';
import { serviceOf } from './version.js';
import { code, counted, listed } from './words.js';

/** A template that a change set may be of. */
export interface LocalTemplate {
  /** As the reader would write it. */
  readonly file: string;
  readonly template: Template;
  /** What was changed in it, by git; null where that is not asked. */
  readonly written: readonly RuleChange[] | null;
}

/** What became of holding a change set against a template. */
export interface Held {
  /** Null where there is none that it is of. */
  readonly file: string | null;
  readonly remarks: readonly Remark[];
}

/**
 * Holds a change set against the template that was written: what it would do and nobody wrote, and
 * what was written and it would not do, are both to be stopped. `after` are its rules' properties.
 */
export function holdAgainst(
  changeSet: ChangeSet,
  after: ReadonlyMap<string, Properties>,
  templates: readonly LocalTemplate[],
): Held {
  const local = templateOf(changeSet, templates);
  if (!local) return { file: null, remarks: [noTemplate(templates)] };
  const values = new Map([...pseudoParameters(changeSet.stackId), ...changeSet.parameters]);
  const template = withParameters(local.template, values);
  const holder = new Holder({ template, workspace: new Workspace() }, after);
  return {
    file: local.file,
    remarks: [
      note(`Held against ${code(local.file)}.`),
      ...changeSet.changes.flatMap(change => holder.remarksOn(change)),
      ...holder.unread(),
      ...notDone(changeSet, local.written),
    ],
  };
}

function noTemplate(templates: readonly LocalTemplate[]): Remark {
  return look(
    templates.length === 0
      ? 'It is not held against a template: none was named.'
      : `It is not held against a template: none of ${counted(templates.length, 'template')} has its resources. Name the template of the stack.`,
  );
}

/** The template that has most of the resources that the change set adds or changes. */
function templateOf(
  { changes }: ChangeSet,
  templates: readonly LocalTemplate[],
): LocalTemplate | undefined {
  const [only] = templates;
  if (templates.length === 1) return only;
  let best: LocalTemplate | undefined;
  let most = 0;
  for (const local of templates) {
    const has = changes.filter(
      ({ logicalId, type }) => typeIn(local.template, logicalId) === type,
    ).length;
    if (has > most) [best, most] = [local, has];
  }
  return best;
}

function typeIn(template: Template, logicalId: string): string | undefined {
  const block = template.find('Resources', logicalId)?.block;
  return block && resourceOf(block)?.type;
}

class Holder {
  /** Resources that a transform or a loop may write. */
  private readonly generated: string[] = [];

  constructor(
    private readonly scope: Scope,
    private readonly after: ReadonlyMap<string, Properties>,
  ) {}

  remarksOn(change: ResourceChange): Remark[] {
    const { logicalId, action, type } = change;
    const block = this.scope.template.find('Resources', logicalId)?.block;
    const isThere = block ? this.isThere(block) : false;
    const name = code(logicalId);
    if (action === 'Remove') return this.onRemoval(name, isThere);
    const would = `It would ${action === 'Add' || action === 'Import' ? 'add' : 'change'} ${name}`;
    if (!block && writesResources(this.scope.template)) {
      this.generated.push(logicalId);
      return [];
    }
    if (!block || isThere === false)
      return [
        stop(`${would}, which the template does not have${block ? ' on its conditions' : ''}.`),
      ];
    const written = resourceOf(block)?.type;
    if (written !== type && type !== '')
      return [stop(`${would} as ${type}, and the template has it as ${written ?? 'none'}.`)];
    return serviceOf(type) ? this.onRule(name, logicalId, block) : [];
  }

  unread(): Remark[] {
    const { generated } = this;
    if (generated.length === 0) return [];
    return [
      look(
        `${listed(generated.map(code))} can’t be held against the template, whose transforms or loops may write ${generated.length > 1 ? 'them' : 'it'}.`,
      ),
    ];
  }

  private onRemoval(name: string, isThere: boolean | null): Remark[] {
    if (isThere === false) return [];
    return isThere
      ? [stop(`It would remove ${name}, which the template still has.`)]
      : [look(`It would remove ${name}, which the template has on a condition that is not known.`)];
  }

  private onRule(name: string, logicalId: string, block: Block): Remark[] {
    const after = this.after.get(logicalId);
    if (!after)
      return [
        look(`${name} is not compared: the change set does not hold its properties in full.`),
      ];
    return contradictions(after, propertiesOf(block, this.scope)).map(text =>
      stop(`${name}: ${text}`),
    );
  }

  /** Null where that hangs on a condition that is not known. */
  private isThere(block: Block): boolean | null {
    const condition = get(resourceOf(block)?.body, 'Condition');
    return condition?.kind === 'scalar' ? holds(condition.text, this.scope.template) : true;
  }
}

/** Whether resources can come from elsewhere than the text. */
function writesResources({ text, blocks }: Template): boolean {
  return (
    /^["']?Transform["']?\s*:/m.test(text) ||
    /"Transform"\s*:/.test(text) ||
    blocks.some(({ block }) => block.section === 'Resources' && block.key.startsWith('Fn::'))
  );
}

function notDone({ changes }: ChangeSet, written: readonly RuleChange[] | null): Remark[] {
  const ids = new Set(changes.map(({ logicalId }) => logicalId));
  return (written ?? [])
    .filter(({ logicalId }) => !ids.has(logicalId))
    .map(({ logicalId, action, differences }) => {
      const paths = differences.map(({ path }) => path);
      const what = paths.length > 0 ? ` (${listed(paths, 4)})` : '';
      return stop(
        `${code(logicalId)} is ${action} in the template${what}, and it would not touch it. It may be deployed already; else make the change set anew from this template.`,
      );
    });
}
