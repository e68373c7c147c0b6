import { importsOf } from '../template/exports.js';
import { nameText } from '../template/names.js';
import type { Span } from '../template/node.js';
import { rakeCallsOf } from '../template/rake-calls.js';
import type { Template } from '../template/template.js';
import { mentionsIn, namedAt } from './named.js';

export interface Highlight extends Span {
  /** What stands there gives the name its meaning. */
  readonly isDeclaration: boolean;
}

/** What is named at an offset, wherever it stands in the template. */
export function highlights(template: Template, offset: number): Highlight[] {
  const named = namedAt(template, offset);
  if (!named) return [];
  if (named.kind === 'id') return mentionsIn(template, named.mention);
  if (named.kind === 'import') return importsNamed(template, nameText(named.found.name));
  if (named.kind === 'task') return callsNamed(template, named.found.call.name);
  const { placed, found } = named;
  const { start, end } = found.nameNode;
  return [{ start: start + placed.offset, end: end + placed.offset, isDeclaration: true }];
}

function callsNamed(template: Template, task: string): Highlight[] {
  return template.blocks.flatMap(({ block, offset }) =>
    rakeCallsOf(block)
      .filter(({ call }) => call.kind === 'task' && call.name === task)
      .map(({ span: { start, end } }) => ({
        start: start + offset,
        end: end + offset,
        isDeclaration: false,
      })),
  );
}

function importsNamed(template: Template, text: string): Highlight[] {
  return template.blocks.flatMap(({ block, offset }) =>
    importsOf(block)
      .filter(({ name }) => name && nameText(name) === text)
      .map(({ node: { arg } }) => ({
        start: arg.start + offset,
        end: arg.end + offset,
        isDeclaration: false,
      })),
  );
}
