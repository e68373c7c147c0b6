import { beforeEach, describe, expect, it } from 'vitest';
import { type Name, nameText, subParts } from '../../server/src/template/names.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { factsOf } from '../../server/src/workspace/facts.js';
import { Workspace } from '../../server/src/workspace/workspace.js';

const factsIn = (text: string) => factsOf(parseTemplate(text).blocks);

const name = (text: string): Name =>
  subParts(text).map(({ kind, text }) => (kind === 'hole' ? { kind, name: text } : { kind, text }));

const output = (exported: string, value = 'x') =>
  `Outputs:\n  Out:\n    Value: ${value}\n    Export:\n      Name: !Sub ${exported}\n`;
const importing = (imported: string) =>
  `Resources:\n  A:\n    Type: AWS::Events::Rule\n    Name: !ImportValue ${imported}\n`;

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});

const found = (text: string) => workspace.exportsOf(name(text)).map(known => nameText(known.name));

describe('Workspace', () => {
  it('finds an export by its name and says where it is', () => {
    workspace.setFile('net', factsIn(output('net-vpc', 'vpc-1')));
    expect(workspace.exportsOf(name('net-vpc'))).toMatchObject([
      { value: 'vpc-1', from: { kind: 'template', uri: 'net', output: 'Out' } },
    ]);
    expect(found('net-subnet')).toEqual([]);
  });

  it('finds by pattern, from either side, but an equal name first', () => {
    workspace.setFile('a', factsIn(output('"${AWS::StackName}-vpc"')));
    expect(found('net-vpc')).toEqual(['${AWS::StackName}-vpc']);
    expect(found('${Net}-vpc')).toEqual(['${AWS::StackName}-vpc']);
    expect(found('net-subnet')).toEqual([]);
    workspace.setFile('b', factsIn(output('net-vpc')));
    expect(found('net-vpc')).toEqual(['net-vpc']);
    expect(found('${Net}-vpc')).toEqual(['${AWS::StackName}-vpc', 'net-vpc']);
  });

  it('follows files that are replaced and removed', () => {
    workspace.setFile('a', factsIn(output('one')));
    expect(found('one')).toEqual(['one']);
    workspace.setFile('a', factsIn(output('two')));
    expect([found('one'), found('two')]).toEqual([[], ['two']]);
    workspace.setFile('a', null);
    expect([found('two'), workspace.size]).toEqual([[], 0]);
  });

  it('keeps its revision while what is exported stays, even where it moved', () => {
    workspace.setFile('a', factsIn(importing('one') + output('two')));
    const { revision } = workspace;
    const moved = `# a longer comment\n${importing('one')}${output('two')}`;
    workspace.setFile('a', factsIn(moved));
    expect(workspace.importsOf(name('one'))).toMatchObject([
      { uri: 'a', start: moved.indexOf('!ImportValue one') },
    ]);
    workspace.setFile('a', factsIn(importing('other') + output('two')));
    expect(workspace.importsOf(name('one'))).toEqual([]);
    workspace.setFile('importer', factsIn(importing('one')));
    workspace.setFile('unknown', null);
    expect(workspace.revision).toBe(revision);
  });

  it.each([
    ['an export', importing('one') + output('three')],
    ['a value', importing('one') + output('two', 'y')],
    ['nothing left', ''],
  ])('raises its revision for %s', (_, text) => {
    workspace.setFile('a', factsIn(importing('one') + output('two')));
    const { revision } = workspace;
    workspace.setFile('a', factsIn(text));
    expect(workspace.revision).toBeGreaterThan(revision);
  });

  it('finds who imports what can be a name, with the place', () => {
    const text = importing('one') + importing('"${Net}"').replace('Resources:\n  A', '  B');
    workspace.setFile('a', factsIn(importing('one')));
    workspace.setFile('b', factsIn(importing('two')));
    expect(workspace.importsOf(name('one')).map(({ uri }) => uri)).toEqual(['a']);
    expect(workspace.importsOf(name('${Any}')).map(({ uri }) => uri)).toEqual(['a', 'b']);
    workspace.setFile('a', factsIn(text));
    const places = workspace.importsOf(name('one')).map(({ start, end }) => text.slice(start, end));
    expect(places).toEqual(['!ImportValue one']);
  });

  it('knows recorded lists beside the templates', () => {
    workspace.setFile('a', factsIn(output('one')));
    const from = { kind: 'recorded', uri: 'exports.json', stack: 'net' } as const;
    const exports = [{ name: name('two'), description: '', value: 'y', from }];
    workspace.setRecorded([{ uri: 'exports.json', complete: true, exports }]);
    expect(workspace.exportsOf(name('two'))).toMatchObject([{ value: 'y', from }]);
    expect(workspace.exports.map(known => nameText(known.name))).toEqual(['one', 'two']);
    workspace.setRecorded([]);
    expect(found('two')).toEqual([]);
  });
});

describe('factsOf', () => {
  it('has the same facts with and without JSON, and none of other blocks', () => {
    const json =
      '{"Outputs": {"Out": {"Value": "x", "Export": {"Name": {"Fn::Sub": "one"}}}, "B": {"Value": 1}}}';
    const exports = (text: string) =>
      factsIn(text).flatMap(({ facts }) =>
        facts.exports.map(({ start: _start, end: _end, ...said }) => said),
      );
    expect(exports(json)).toEqual(exports(output('one')));
    expect(factsIn(json)).toHaveLength(1);
  });
});
