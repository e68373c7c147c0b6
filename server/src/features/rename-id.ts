import type { Edit } from '../rules/rule.js';
import {
  declarationsOf,
  type Family,
  type Mention,
  mentionsOf,
  SECTIONS,
} from '../template/mentions.js';
import { resourceOf } from '../template/resource.js';
import { parseTemplate, type Template } from '../template/template.js';
import { applied } from './applied.js';
import { mentionsIn } from './named.js';

type Id = Pick<Mention, 'family' | 'name'>;

/** Renames a resource, parameter, condition or mapping wherever its template names it. */
export function renameId(
  template: Template,
  id: Id,
  newName: string,
): { readonly edits: readonly Edit[] } | { readonly refused: string } {
  const refused = unsureOfId(template, id) ?? unusable(template, id, newName);
  if (refused) return { refused };
  const found = mentionsIn(template, id);
  const edits = found.map(({ start, end }) => ({ start, end, newText: newName }));
  if (newName !== id.name && !keepsMeaning(template, id, newName, edits))
    return {
      refused: `Not every place would still mean the same with \`${newName}\`: a \`Sub\` has a value of that name. Choose another name.`,
    };
  return { edits };
}

/** Why the places that name it can't all be known; null where they can. */
export function unsureOfId(template: Template, id: Id): string | null {
  const { family, name } = id;
  const declared = declarationsOf(template, family, name);
  const noun = NOUNS[family];
  if (declared.length === 0)
    return `No ${noun} of this template is called \`${name}\`, so there is nothing to rename.`;
  if (declared.length > 1)
    return `\`${name}\` is declared ${declared.length} times in this template, so which is meant isn’t known. Rename one by hand first.`;
  if (mentionsIn(template, id).some(({ exact }) => !exact))
    return `\`${name}\` stands in a text with escapes or behind a YAML alias, where it can’t be replaced. Write it out there first.`;
  const others = template.blocks.flatMap(({ block }) =>
    mentionsOf(block).filter(found => found.family === family),
  );
  if (others.some(found => found.name === ''))
    return `A reference in this template is put together at deployment and may name \`${name}\`. Rename it by hand.`;
  const type = declared[0] && resourceOf(declared[0].block)?.type;
  const made = type?.startsWith('AWS::Serverless::')
    ? others.find(
        found =>
          found.name !== name &&
          found.name.startsWith(name) &&
          declarationsOf(template, family, found.name).length === 0,
      )
    : undefined;
  return made
    ? `\`${made.name}\` is made out of \`${name}\` by the transform and would get another name too. Rename it by hand.`
    : null;
}

function unusable(template: Template, { family, name }: Id, newName: string): string | null {
  if (newName === name) return null;
  if (!/^[A-Za-z0-9]{1,255}$/.test(newName))
    return `\`${newName}\` can’t be a logical id: it is made of 1 to 255 letters and digits. Leave out the rest.`;
  if (template.format === 'yaml' && NO_TEXT.test(newName))
    return `YAML reads \`${newName}\` as a number or a truth value, not as a name. Choose another.`;
  const taken = SECTIONS[family].find(section => template.find(section, newName));
  if (taken) return `\`${newName}\` is taken: \`${taken}\` has it already. Choose another name.`;
  return mentionsIn(template, { family, name: newName }).length > 0
    ? `\`${newName}\` is referred to in this template though nothing is called so; those places would change their meaning. Choose another name.`
    : null;
}

/** What YAML takes a plain word for that is made of letters and digits. */
const NO_TEXT = /^(?:\d+|\d+e\d+|0x[\da-f]+|0o[0-7]+|y|n|yes|no|true|false|on|off|null)$/i;

const NOUNS: Readonly<Record<Family, string>> = {
  value: 'resource or parameter',
  condition: 'condition',
  mapping: 'mapping',
};

function keepsMeaning(
  template: Template,
  { family, name }: Id,
  newName: string,
  edits: readonly Edit[],
): boolean {
  const renamed = parseTemplate(applied(template.text, edits), template);
  const left = mentionsIn(renamed, { family, name }).length;
  return left === 0 && mentionsIn(renamed, { family, name: newName }).length === edits.length;
}
