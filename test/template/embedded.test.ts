import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { commandsOf, inputsOf } from '../../server/src/template/input.js';
import { type Node, walk } from '../../server/src/template/node.js';
import { parseTemplate } from '../../server/src/template/template.js';

function blockWith(input: string) {
  const text = `Resources:\n  R:\n    Type: AWS::Events::Rule\n    Properties:\n      Targets:\n        - Id: a\n          Input: ${input}\n`;
  const [placed] = parseTemplate(text).blocks;
  if (!placed) throw new Error('no block');
  return placed.block;
}

/** The words of the command, each as it stands in the template. */
function wordsIn(input: string): string[] {
  const block = blockWith(input);
  return commandsOf(block).flatMap(({ words }) =>
    words.map(({ start, end }) => block.text.slice(start, end)),
  );
}

describe('JSON in a string of the template', () => {
  it.each([
    ['single quotes', `'{"containerOverrides":[{"command":["a","it''s","😀"]}]}'`],
    [
      'a literal',
      '|\n            {\n              "containerOverrides": [\n                {"command": ["a", "it\'s", "😀"]}\n              ]\n            }',
    ],
    [
      'a folded text',
      '>-\n            {"containerOverrides": [\n            {"command":\n            ["a", "it\'s", "😀"]}]}',
    ],
    [
      'a literal of Fn::Sub',
      '!Sub |-\n            {"containerOverrides": [\n\n            {"command": ["a", "it\'s", "😀"]}]}',
    ],
    [
      'lines of CRLF',
      '|\r\n            {"containerOverrides": [\r\n              {"command": ["a", "it\'s", "😀"]}]}',
    ],
  ])('has its words found in %s', (_, input) => {
    expect(wordsIn(input).map(word => word.replace("''", "'"))).toEqual(['"a"', '"it\'s"', '"😀"']);
  });

  it('has its words found behind escapes', () => {
    const input = String.raw`"{\"containerOverrides\":[{\"command\":[\"a\",\"\u00e9\\u00e9\",\"\U0001F600b\"]}]}"`;
    expect(wordsIn(input)).toEqual([
      String.raw`\"a\"`,
      String.raw`\"\u00e9\\u00e9\"`,
      String.raw`\"\U0001F600b\"`,
    ]);
  });

  it('shows where it is broken', () => {
    const block = blockWith(`|\n            {\n              "a": 1,,\n            }`);
    const problems = inputsOf(block).flatMap(({ json }) => json?.problems ?? []);
    expect(problems.map(({ start, end }) => block.text.slice(start, end))).toContain(',');
    expect(block.text.slice(0, problems[0]?.start)).toMatch(/"a": 1,$/);
  });

  it('goes on behind what the deployment puts in between its texts', () => {
    const json =
      '{"containerOverrides": [{"cpu": ${Cpu}, "command": ["${Bin}", ${More}, "c"]}], "x": {{resolve:ssm:x}}}';
    expect(wordsIn(`!Sub '${json}'`)).toEqual(['"${Bin}"', '"c"']);
    const [input] = inputsOf(blockWith(`!Sub '${json}'`));
    expect(input?.json).toMatchObject({ problems: [], whole: false });
    const [cpu] = [...walk(input?.json?.root as Node)].filter(({ kind }) => kind === 'unknown');
    expect(blockWith(`!Sub '${json}'`).text.slice(cpu?.start, cpu?.end)).toBe('${Cpu}');
  });

  it('has no holes where nothing is put in', () => {
    expect(inputsOf(blockWith(`'{"a": \${B}}'`))[0]?.json).toMatchObject({ whole: true });
    expect(inputsOf(blockWith(`!Sub '{"a": "\${B}"}'`))[0]?.json).toMatchObject({
      whole: true,
      problems: [],
    });
  });

  it('is read in each branch of Fn::If', () => {
    expect(
      wordsIn(`!If
            - Live
            - '{"containerOverrides":[{"command":["a"]}]}'
            - !Sub '{"containerOverrides":[{"command":["b"]}]}'`),
    ).toEqual(['"a"', '"b"']);
  });

  it('is found however the YAML is written', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 12 });
    const style = fc.constantFrom(
      'QUOTE_SINGLE',
      'QUOTE_DOUBLE',
      'BLOCK_LITERAL',
      'BLOCK_FOLDED',
      'PLAIN',
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), style, fc.nat(4), (words, type, indent) => {
        const json = JSON.stringify({ containerOverrides: [{ command: words }] }, null, indent);
        const written = stringify(
          {
            Resources: {
              R: { Type: 'AWS::Events::Rule', Properties: { Targets: [{ Input: json }] } },
            },
          },
          { defaultStringType: type as 'PLAIN', lineWidth: 60 },
        );
        const [placed] = parseTemplate(written).blocks;
        const found = placed && commandsOf(placed.block).flatMap(command => command.words);
        expect(found?.map(({ text }) => text)).toEqual(words);
        for (const { start, end, text, textStart } of found ?? []) {
          expect(start).toBeLessThan(end);
          if (textStart >= 0)
            expect(placed?.block.text.slice(textStart).startsWith(text)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
