import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTemplates } from '../../server/src/disk/find.js';
import { applied } from '../../server/src/features/applied.js';
import { mentionsIn } from '../../server/src/features/named.js';
import { renameId } from '../../server/src/features/rename-id.js';
import { check } from '../../server/src/rules/check.js';
import { DEFAULT_CONFIG } from '../../server/src/rules/config.js';
import { isTemplate } from '../../server/src/template/detect.js';
import { type Family, mentionsOf } from '../../server/src/template/mentions.js';
import { MAX_TEMPLATE, parseTemplate, type Template } from '../../server/src/template/template.js';
import { factsOf } from '../../server/src/workspace/facts.js';
import { Workspace } from '../../server/src/workspace/workspace.js';

/** A name that no template has, as long as it has to be. */
const NEW = 'Zz9RenamedThing';

interface Id {
  readonly family: Family;
  readonly name: string;
}

function idsOf(template: Template): Id[] {
  return template.blocks.flatMap(({ block }) =>
    mentionsOf(block)
      .filter(({ isDeclaration }) => isDeclaration)
      .map(({ family, name }) => ({ family, name })),
  );
}

/** Renames there and back; gives the text in between, or null where it is refused. */
function thereAndBack(template: Template, id: Id): string | null {
  const there = renameId(template, id, NEW);
  if ('refused' in there) return null;
  const text = applied(template.text, there.edits);
  const after = parseTemplate(text, template);
  // no other byte changes, and every reference resolves as before
  expect(text.split(NEW).length - 1).toBe(there.edits.length);
  expect(mentionsIn(after, { ...id, name: NEW })).toHaveLength(there.edits.length);
  expect(mentionsIn(after, id)).toEqual([]);
  const back = renameId(after, { ...id, name: NEW }, id.name);
  // of a name that an alias or a number could be, the way back is refused
  if ('refused' in back) return null;
  expect(applied(text, back.edits)).toBe(template.text);
  return text;
}

const uses = fc.constantFrom(
  (id: string) => `!Ref ${id}`,
  (id: string) => `!GetAtt ${id}.Arn`,
  (id: string) => `!GetAtt '${id}.Arn'`,
  (id: string) => `{Fn::GetAtt: [${id}, Arn]}`,
  (id: string) => `!Sub "a \\"\${${id}}\\" \${${id}.Arn} \${!${id}}"`,
  (id: string) => `!Sub |-\n      one \${${id}}\n\n        two \${${id}.Arn} ${id}`,
  (id: string) => `!Sub >-\n      one\n      \${${id}} ${id}`,
  (id: string) => `!Sub ['\${${id}} \${B}', {B: !Ref "${id}"}]`,
  (id: string) => `!Join ['', [${id}, !Ref ${id}]]`,
  (id: string) => `'${id}' # ${id}`,
);
const values = fc.array(fc.tuple(uses, fc.constantFrom('A', 'B', 'Ab', 'Stage')), { maxLength: 8 });

it('a rename there and back gives the original bytes, over generated templates', () => {
  fc.assert(
    fc.property(values, fc.boolean(), (values, crlf) => {
      const lines = values.map(([use, id], i) => `    P${i}: ${use(id)}`);
      const body = `Parameters:
  Stage: {Type: String}
Resources:
  A: {Type: AWS::SQS::Queue}
  "B": {Type: AWS::SQS::Queue, DependsOn: A}
  Ab:
    Type: AWS::SQS::Queue
    DependsOn: [A, 'B']
${lines.join('\n')}
`;
      const text = crlf ? body.replaceAll('\n', '\r\n') : body;
      const template = parseTemplate(text);
      for (const id of idsOf(template)) expect(thereAndBack(template, id)).not.toBeNull();
    }),
    { numRuns: 300 },
  );
});

const corpus = process.env.CRONWRIGHT_CORPUS;

if (corpus)
  describe('over the corpus', () => {
    it('every logical id can be renamed: the same problems, no other byte', async () => {
      const paths = await findTemplates(corpus ?? '', DEFAULT_CONFIG.files);
      const counts = { renamed: 0, refused: 0 };
      for (const path of paths) {
        const text = readFileSync(path, 'utf8');
        if (text.length > MAX_TEMPLATE || !isTemplate(text)) continue;
        const template = parseTemplate(text);
        for (const id of idsOf(template)) {
          const renamed = thereAndBack(template, id);
          counts[renamed === null ? 'refused' : 'renamed']++;
          if (renamed !== null)
            expect(problems(parseTemplate(renamed, template)), `${path} ${id.name}`).toEqual(
              problems(template),
            );
        }
      }
      expect(counts.renamed).toBeGreaterThan(counts.refused * 20);
    }, 600_000);
  });

function problems(template: Template): string[] {
  const workspace = new Workspace();
  workspace.setFile('file:///t.yml', factsOf(template.blocks));
  const context = {
    now: Date.UTC(2026, 10, 24),
    uri: 'file:///t.yml',
    workspace,
    config: DEFAULT_CONFIG,
    live: null,
  };
  return check(template, context).map(({ rule, severity }) => `${rule} ${severity}`);
}
