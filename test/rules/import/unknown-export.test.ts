import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../../server/src/rules/config.js';
import {
  unknownExport,
  unresolvedImports,
} from '../../../server/src/rules/import/unknown-export.js';
import { parseTemplate } from '../../../server/src/template/template.js';
import { factsOf } from '../../../server/src/workspace/facts.js';
import { parseRecordedExports } from '../../../server/src/workspace/recorded.js';
import { type Around, found } from '../../support/findings.js';
import { workspaceOf } from '../../support/workspace.js';

const importing = (...names: string[]) => `Parameters:
  Net: {Type: String, Default: net-live}
  Stage: {Type: String}
Resources:
  Rule:
    Type: AWS::Events::Rule
    Properties:
${names.map((name, i) => `      K${i}:\n        Fn::ImportValue: ${name}\n`).join('')}`;

const exporting = (...names: string[]) => `Resources:
  Queue:
    Type: AWS::SQS::Queue
Outputs:
${names.map((name, i) => `  O${i}:\n    Value: x\n    Export: {Name: ${name}}\n`).join('')}`;

const NETWORK = exporting(
  "!Sub '${AWS::StackName}-VpcId'",
  "!Sub '${AWS::StackName}-subnet-one'",
  "!Sub '${AWS::StackName}-ClusterArn'",
);

function recordedList(complete: boolean, ...names: string[]) {
  const Exports = names.map(Name => ({
    Name,
    Value: 'x',
    ExportingStackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/net-live/0a1b',
  }));
  const list = parseRecordedExports(
    JSON.stringify({ Exports }),
    'file:///project/exports.json',
    complete,
  );
  if (!list) throw new Error('not a list');
  return list;
}

const said = (text: string, around: Around) =>
  found(unknownExport, text, around).map(({ message }) => message);

describe('import/unknown-export', () => {
  it('asks about a near miss of a template’s export, and where it looked', () => {
    const around = { files: { 'network.yml': NETWORK } };
    const text = importing("!Sub '${Net}-subnet-oen'");
    const problems = found(unknownExport, text, around);
    expect(problems).toMatchObject([{ severity: 'warning', token: '${Net}-subnet-oen' }]);
    expect(problems[0]?.message).toBe(
      'No stack exports `${Net}-subnet-oen` (looked in 2 templates). Did you mean `${Net}-subnet-one`?',
    );
    expect(problems[0]?.fixes?.[0]?.safe).toBe(false);
  });

  it.each([
    ['net-live-vpcid', 'net-live-VpcId'],
    ['net-liveVpcId', 'net-live-VpcId'],
    ['net-live-SubnteOne', 'net-live-SubnetOne'],
    ['net-live-SubnetOn', 'net-live-SubnetOne'],
    ['ntworks-live-Vpc', 'networks-live-Vpc'],
  ])('takes %s for %s', (typed, meant) => {
    const around = { files: { 'network.yml': exporting(meant) } };
    expect(said(importing(typed), around)).toEqual([
      expect.stringContaining(`Did you mean \`${meant}\`?`),
    ]);
  });

  it.each([
    ['net-live-Subnet2', 'net-live-Subnet1'],
    ['net-live-SubnetBPublic', 'net-live-SubnetAPublic'],
    ['app-uat-Vpc', 'app-dev-Vpc'],
    ['app-prd-Vpc', 'app-prod-Vpc'],
    ['us-west-1-Vpc', 'us-east-1-Vpc'],
    ['net-live-ClusterName', 'net-live-ClusterArn'],
    ['net-live-PublicSubnet', 'net-live-PrivateSubnet'],
    ['net-live-Port', 'net-live-Host'],
    ['net-live-SecurityGroup', 'net-live-SecurityGroupId'],
    ['a', 'b'],
    ['elsewhere', 'net-live-VpcId'],
  ])('does not take %s for %s', (typed, other) =>
    expect(said(importing(typed), { files: { 'network.yml': exporting(other) } })).toEqual([]),
  );

  it('does not take a name for one that the template itself exports', () => {
    const own = `${importing("!Sub '${Net}-subnet-oen'")}${NETWORK.slice(NETWORK.indexOf('Outputs'))}`;
    expect(said(own, {})).toEqual([]);
  });

  it('reads a parameter’s default to find a near miss', () => {
    const around = { files: { 'network.yml': exporting('net-live-ClusterArn') } };
    const text = importing("!Sub '${Net}-ClutserArn'");
    expect(said(text, around)).toEqual([
      expect.stringContaining('Did you mean `${Net}-ClusterArn`?'),
    ]);
    expect(said(importing("!Sub '${Stage}-ClutserArn'"), around)).toEqual([]);
  });

  it('reads a recorded name as its stack’s', () => {
    const recorded = [recordedList(false, 'net-live-ClusterArn')];
    expect(said(importing("!Sub '${Stage}-ClutserArn'"), { recorded })).toEqual([
      'No stack exports `${Stage}-ClutserArn` (looked in 1 template and exports.json). Did you mean `${Stage}-ClusterArn`?',
    ]);
  });

  it('is an error only against a list that is complete', () => {
    const text = importing('elsewhere-Thing');
    expect(said(text, { recorded: [recordedList(false, 'other')] })).toEqual([]);
    const problems = found(unknownExport, text, { recorded: [recordedList(true, 'other')] });
    expect(problems).toMatchObject([{ severity: 'error', token: 'elsewhere-Thing' }]);
    expect(problems[0]?.message).toBe(
      'No stack exports `elsewhere-Thing` (looked in 1 template and exports.json). `exports.json` is complete, so the deployment stops here.',
    );
  });

  it('finds nothing wrong where a complete list or a template has it', () => {
    const around = {
      files: { 'network.yml': NETWORK },
      recorded: [recordedList(true, 'net-live-QueueArn')],
    };
    const text = importing(
      'net-live-QueueArn',
      "!Sub '${Stage}-QueueArn'",
      "!Sub '${Stage}-VpcId'",
      'any-VpcId',
      '!Ref Stage',
    );
    expect(said(text, around)).toEqual([]);
  });

  it('warns where one template exports the other names of the same stack', () => {
    const around = { files: { 'network.yml': NETWORK } };
    const names = ["!Sub '${Net}-VpcId'", "!Sub '${Net}-ClusterArn'", "!Sub '${Net}-Gateway'"];
    expect(said(importing(...names), around)).toEqual([
      'No stack exports `${Net}-Gateway` (looked in 2 templates). `network.yml` exports the other 2 names here that begin with `${Net}`, not this. Check the name.',
    ]);
    expect(said(importing(...names.slice(1)), around)).toEqual([]);
    expect(said(importing(...names.slice(0, 2), "!Sub '${Stage}-Gateway'"), around)).toEqual([]);
  });

  it('warns where a recorded list has the other names of the stack', () => {
    const recorded = [recordedList(false, 'net-live-VpcId', 'net-live-ClusterArn')];
    expect(said(importing('net-live-Gateway'), { recorded })).toEqual([
      expect.stringContaining('`net-live` exports 2 others in `exports.json`, not this.'),
    ]);
    expect(said(importing("!Sub '${Net}-Gateway'"), { recorded })).toHaveLength(1);
    expect(said(importing('net-live-db-Host'), { recorded })).toEqual([]);
  });

  it('offers no fix where the name is put together', () => {
    const around = { files: { 'network.yml': NETWORK } };
    const problems = found(unknownExport, importing("!Join ['-', [!Ref Net, VpdIc]]"), around);
    expect(problems).toEqual([]);
    const near = found(unknownExport, importing("!Join ['-', [!Ref Net, VpcdI]]"), around);
    expect(near).toMatchObject([{ token: "!Join ['-', [!Ref Net, VpcdI]]" }]);
    expect(near[0]?.fixes).toBeUndefined();
  });

  it('lets a template’s own export answer, and says nothing of names that can’t be known', () => {
    const own = `${importing('same')}Outputs:\n  O:\n    Value: x\n    Export: {Name: same}\n`;
    const recorded = [recordedList(true, 'other')];
    expect(said(own, { recorded })).toEqual([]);
    expect(
      said(importing('!FindInMap [M, a, b]', "!Select [0, !Split [',', !Ref Net]]"), { recorded }),
    ).toEqual([]);
  });

  it('waits until the workspace has been read', () => {
    const text = importing('net-live-VpcdI');
    const workspace = workspaceOf({
      'network.yml': exporting('net-live-VpcId'),
      'template.yml': text,
    });
    const context = {
      now: 0,
      uri: 'file:///project/template.yml',
      workspace,
      config: DEFAULT_CONFIG,
      live: null,
    };
    const template = parseTemplate(text);
    workspace.settled = false;
    expect([...(unknownExport.template?.(template, context) ?? [])]).toEqual([]);
    workspace.settled = true;
    expect([...(unknownExport.template?.(template, context) ?? [])]).toHaveLength(1);
  });

  it('answers anew when an exporter, a default or the place changes, and not before', () => {
    const uri = 'file:///project/template.yml';
    const workspace = workspaceOf({ 'network.yml': exporting('net-live-VpcId') });
    const context = { now: 0, uri, workspace, config: DEFAULT_CONFIG, live: null };
    let template = parseTemplate(importing("!Sub '${Net}-VpcdI'"));
    const starts = (text: string) => {
      template = parseTemplate(text, template);
      workspace.setFile(uri, factsOf(template.blocks));
      return [...(unknownExport.template?.(template, context) ?? [])].map(
        ({ start }) => start - text.indexOf('${Net}'),
      );
    };
    const text = importing("!Sub '${Net}-VpcdI'");
    expect(starts(text)).toEqual([0]);
    expect(starts(`# moved\n${text}`)).toEqual([0]);
    expect(starts(text.replace('net-live', 'elsewhere'))).toEqual([]);
    expect(starts(text)).toEqual([0]);
    workspace.setFile(
      'file:///project/network.yml',
      factsOf(parseTemplate(exporting('net-live-VpcdI')).blocks),
    );
    expect(starts(text)).toEqual([]);
  });

  it('counts the imports that it says nothing of', () => {
    const text = importing(
      'elsewhere',
      "!Sub '${Net}-VpcId'",
      "!Sub '${Net}-VpcdI'",
      '!FindInMap [M, a, b]',
    );
    const workspace = workspaceOf({ 'network.yml': NETWORK, 'template.yml': text });
    expect(
      unresolvedImports(parseTemplate(text), { uri: 'file:///project/template.yml', workspace }),
    ).toBe(2);
  });
});
