import { holds } from '../authoring/conditions.js';
import { mentionsOf } from '../template/mentions.js';
import type { Block, Template } from '../template/template.js';
import type { Difference } from './differences.js';
import { writtenText } from './value.js';

/**
 * Says of what a difference comes: a parameter, mapping or condition that changed. One that is
 * written anew has no other cause.
 */
export class Causes {
  private readonly known = new Map<string, boolean>();

  constructor(
    private readonly before: Template,
    private readonly after: Template,
  ) {}

  explained(difference: Difference): Difference {
    const { before, after } = difference;
    if (!before || !after) return difference;
    const all = new Set([...before.causes, ...after.causes]);
    return { ...difference, causes: [...all].filter(cause => this.isChanged(cause)) };
  }

  private isChanged(cause: string): boolean {
    let is = this.known.get(cause);
    if (is === undefined) {
      // what leads back to itself is no change of its own
      this.known.set(cause, false);
      is = this.differs(cause);
      this.known.set(cause, is);
    }
    return is;
  }

  private differs(cause: string): boolean {
    const [family = '', name = ''] = cause.split(' ');
    const section = SECTIONS[family];
    if (!section) return false;
    const [before, after] = [this.before, this.after].map(
      template => template.find(section, name)?.block,
    );
    if (bodyOf(before) !== bodyOf(after)) return true;
    if (family !== 'condition') return false;
    if (holds(name, this.before) !== holds(name, this.after)) return true;
    const named = after ? mentionsOf(after) : [];
    return named.some(
      mention =>
        !mention.isDeclaration && this.isChanged(`${FAMILY[mention.family]} ${mention.name}`),
    );
  }
}

const SECTIONS: Readonly<Record<string, string>> = {
  parameter: 'Parameters',
  mapping: 'Mappings',
  condition: 'Conditions',
};

const FAMILY = { value: 'parameter', mapping: 'mapping', condition: 'condition' } as const;

function bodyOf(block: Block | undefined): string {
  return block ? writtenText(block.value, block.text) : '';
}
