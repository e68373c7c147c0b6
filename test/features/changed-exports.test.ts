import { describe, expect, it } from 'vitest';
import { changedExports, importLenses } from '../../server/src/features/changed-exports.js';
import { parseTemplate } from '../../server/src/template/template.js';

const outputs = (lines: string) => parseTemplate(`Outputs:\n${lines}`).blocks;
const output = (name: string, value = 'a', id = 'A') =>
  `  ${id}: { Value: ${value}, Export: { Name: ${name} } }\n`;

const changes = (before: string, now: string) =>
  changedExports('file:///net.yml', outputs(before), outputs(now));

describe('changed exports', () => {
  it('are those that are gone or have another value', () => {
    const before = output('one') + output('two', 'b', 'B') + output('three', '!Ref C', 'C');
    const now = output('one-a') + output('two', 'bb', 'B') + output('three', '!Ref   C', 'Z');
    expect(changes(before, now).map(({ how }) => how)).toEqual(['gone', 'value']);
    expect(changes(before, before)).toEqual([]);
    expect(changes(before, '')).toHaveLength(3);
  });

  it('are told above what imports them, by a default or by a hole, in 80 characters', () => {
    const long = `net-${'x'.repeat(90)}`;
    const gone = changes(output("!Sub '${AWS::StackName}-cluster'") + output(long, 'b', 'B'), '');
    const template = parseTemplate(`Parameters:
  Net: { Type: String, Default: net-live }
Resources:
  One:
    Type: X
    Properties: { Arn: { 'Fn::ImportValue': !Sub '\${Net}-cluster' } }
  Two:
    Type: X
    Properties: { Arn: !ImportValue ${long} }
  Three:
    Type: X
    Properties: { Arn: !ImportValue net-live-subnet }
`);
    const lenses = importLenses(template, 'file:///rules.yml', gone);
    expect(lenses.map(({ start, end }) => template.text.slice(start, end))).toEqual(['One', 'Two']);
    for (const { title } of lenses) expect(title.length).toBeLessThanOrEqual(80);
    expect(importLenses(template, 'file:///net.yml', gone)).toEqual([]);
  });
});
