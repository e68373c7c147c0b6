import { describe, expect, it } from 'vitest';
import { get } from '../../server/src/template/node.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { knownValues } from '../../server/src/template/values.js';

const sections = `Parameters:
  Hour:
    Type: String
    Default: "9"
    AllowedValues: [10, "9", "9"]
  Half:
    Type: String
    Default:
  Secret:
    Type: AWS::SSM::Parameter::Value<String>
    Default: /path
Mappings:
  ByEnv:
    live: {hour: 1, list: [a, b]}
    test: {hour: "2"}
Resources:
  Rule:
    Value: `;

function valuesOf(written: string, own = false) {
  const template = parseTemplate(`${sections}${written}\n`);
  const rule = template.find('Resources', 'Rule');
  const node = get(rule?.block.value, 'Value');
  if (!node || !rule) throw new Error('no value');
  const values = knownValues(node, own ? null : template);
  const at = (value: (typeof values)[number]) =>
    value.scalar &&
    template.text.slice((value.block ?? rule).offset + value.scalar.start).slice(0, 4);
  return { texts: values.map(({ text }) => text), places: values.map(at) };
}

describe('knownValues', () => {
  it.each([
    ['cron(0 9 * * ? *)', ['cron(0 9 * * ? *)']],
    ['', []],
    ['!Ref Hour', ['9', '10']],
    ['!Ref Half', []],
    ['!Ref Secret', []],
    ['!Ref Nowhere', []],
    ['!Ref AWS::Region', []],
    ['!Sub "cron(0 ${Hour} * * ? *)"', ['cron(0 9 * * ? *)', 'cron(0 10 * * ? *)']],
    ['!Sub "cron(0 ${AWS::Region} * * ? *)"', []],
    ['!Sub "no holes"', ['no holes']],
    ['!Sub "${!Hour}"', ['${Hour}']],
    ['!Sub ["${H} ${Hour}", {H: x}]', ['x 9', 'x 10']],
    ['!Sub ["${Hour}", {Hour: !If [A, x, y]}]', ['x', 'y']],
    ['!Sub ["${Hour} ${M}", {M: !If [A, x, y]}]', []],
    ['!Sub "${Hour} ${Hour}"', ['9 9']],
    ['"{{resolve:ssm:/schedule}}"', []],
    ['!If [A, x, !Ref Hour]', ['x']],
    ['!If [A, x, !Ref AWS::NoValue]', ['x']],
    ['!If [A, !If [B, x, y], z]', ['x', 'y', 'z']],
    ['!FindInMap [ByEnv, live, hour]', ['1']],
    ['!FindInMap [ByEnv, !Ref Env, hour]', ['1', '2']],
    ['!FindInMap [ByEnv, live, !Ref X]', ['1']],
    ['!FindInMap [ByEnv, none, hour]', []],
    ['!FindInMap [!Ref X, live, hour]', []],
    ['!FindInMap [ByEnv, none, hour, {DefaultValue: "3"}]', ['3']],
    ['!FindInMap [ByEnv, live, hour, {DefaultValue: "3"}]', ['1']],
    ['!FindInMap [ByEnv, !Ref Env, hour, {DefaultValue: !Ref Hour}]', ['1', '2', '9', '10']],
    ['!FindInMap [!Ref X, live, hour, {DefaultValue: "3"}]', ['3']],
    ['!FindInMap [ByEnv, none, hour, {DefaultValue: !Ref Nowhere}]', []],
    ['!FindInMap [ByEnv, none, hour, {Other: "3"}]', []],
    ['!FindInMap', []],
    ['!If', []],
    ['!Sub', []],
    ['!Join ["", [a, b]]', []],
    ['[a]', []],
  ])('of %s', (written, expected) => expect(valuesOf(written).texts).toEqual(expected));

  it('says where each is written, so that a problem stands there', () => {
    expect(valuesOf('!Ref Hour').places).toEqual(['"9"\n', '10, ']);
    expect(valuesOf('!FindInMap [ByEnv, test, hour]').places).toEqual(['"2"}']);
    expect(valuesOf('!FindInMap [!Ref X, a, b, {DefaultValue: "rate"}]').places).toEqual(['"rat']);
    expect(valuesOf('!FindInMap [X, a, b, {DefaultValue: "rate"}]').places).toEqual([null]);
    expect(valuesOf('!Sub "no holes"').places).toEqual(['"no ']);
    expect(valuesOf('!Sub "${Hour}"').places).toEqual([null, null]);
  });

  it('says only what the node itself says without a template', () => {
    expect(valuesOf('!If [A, x, !Ref Hour]', true).texts).toEqual(['x']);
    expect(valuesOf('!FindInMap [ByEnv, live, hour]', true).texts).toEqual([]);
    const fallback = (map: string) => `!FindInMap [${map}, live, hour, {DefaultValue: "3"}]`;
    expect(valuesOf(fallback('ByEnv'), true).texts).toEqual([]);
    expect(valuesOf(fallback('!Ref X'), true).texts).toEqual(['3']);
  });

  it('stays small where the ways multiply', () => {
    expect(valuesOf(`!Sub "${'${Hour}'.repeat(40)}"`).texts).toEqual(['9'.repeat(40)]);
  });
});
