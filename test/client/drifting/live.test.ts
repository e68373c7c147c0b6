import { strict as assert } from 'node:assert';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  DeleteRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import * as vscode from 'vscode';
import { type AwsProxy, startProxy } from '../../support/aws-proxy.js';
import { findMoto, type Moto, runMoto } from '../../support/moto-server.js';
import { ACCOUNT } from '../../support/shop.js';
import { tellOfEdit } from '../../support/trail.js';
import { hoverText } from '../support/ask.js';
import { closeAll, fileUri, open, positionOf, putCursorAfter } from '../support/documents.js';
import { keyboard } from '../support/keyboard.js';
import { screenshot } from '../support/screenshot.js';
import { until } from '../support/wait.js';
import { lenses } from './lenses.js';

const CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'test' };
const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  AWS_CONFIG_FILE: '/nonexistent/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
};
const BY = 'by role Admin in the console, 3 h ago';

const root = vscode.extensions.all.find(({ packageJSON }) => packageJSON.name === 'cronwright');
const python = findMoto(root?.extensionPath ?? '');
const settings = () => vscode.workspace.getConfiguration('cronwright');
const set = (name: string, value: unknown) =>
  settings().update(name, value, vscode.ConfigurationTarget.Global);
const compare = () => vscode.commands.executeCommand('cronwright.compareWithAws');

let moto: Moto & { stop(): Promise<void> };
let proxy: AwsProxy;
let events: EventBridgeClient;

/** What the recorded snapshot of the workspace has too: two edits of one rule, and another is gone. */
async function makeStack(): Promise<void> {
  const client = { endpoint: moto.url, region: 'eu-central-1', credentials: CREDENTIALS };
  events = new EventBridgeClient(client);
  const cloudFormation = new CloudFormationClient(client);
  const bytes = await vscode.workspace.fs.readFile(fileUri('schedules.yml'));
  const [TemplateBody] = new TextDecoder().decode(bytes).split(/\n {2}MailRule:/);
  const ParameterValue = `arn:aws:ecs:eu-central-1:${ACCOUNT}:cluster/jobs`;
  const Parameters = [{ ParameterKey: 'Cluster', ParameterValue }];
  const StackName = 'shop-live';
  await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody, Parameters }));
  const ScheduleExpression = 'cron(0 6 * * ? *)';
  const Description = 'Writes the reports of the day';
  await events.send(
    new PutRuleCommand({
      Name: 'reports_daily',
      Description,
      ScheduleExpression,
      State: 'DISABLED',
    }),
  );
  await events.send(new RemoveTargetsCommand({ Rule: 'images_prune', Ids: ['prune'] }));
  await events.send(new DeleteRuleCommand({ Name: 'images_prune' }));
}

/** A row of the view, which has them in a list. */
const row = (index: number, ...texts: readonly string[]) => ({
  see: `.monaco-list-row[data-index="${index}"]${texts.map(text => `:has-text("${text}")`).join('')}`,
});

describe('Drift against AWS', () => {
  let document: vscode.TextDocument;

  before('moto is installed, and the host has a keyboard', async function () {
    if (python === null || process.env.CRONWRIGHT_KEYBOARD !== 'yes') this.skip();
    this.timeout(60_000);
    Object.assign(process.env, ENVIRONMENT);
    moto = await runMoto(python);
    proxy = await startProxy(moto.url);
    await makeStack();
    tellOfEdit(proxy, 'PutRule', 'reports_daily');
    // the server that runs was started with another environment
    await vscode.commands.executeCommand('cronwright.restart');
    await set('aws.endpoint', proxy.url);
  });
  after(async () => {
    for (const name of Object.keys(ENVIRONMENT)) delete process.env[name];
    await set('aws.enabled', undefined);
    await set('aws.endpoint', undefined);
    await moto?.stop();
  });
  beforeEach(async () => {
    ({ document } = await open('schedules.yml'));
  });
  afterEach(closeAll);

  it('is asked of nobody until somebody says so', async () => {
    await lenses(document, titles => titles.length > 0);
    // under test VS Code shows no dialog, and says what it would have asked
    await assert.rejects(async () => compare(), /Compare the schedules with AWS\?/);
    assert.equal(proxy.total, 0);
    await set('aws.enabled', true);
    await compare();
    assert.ok(proxy.total > 0);
  });

  it('is read anew by “Compare with AWS”', async () => {
    await compare();
    const sweep = (titles: readonly string[]) => titles.some(title => /^SweepRule/.test(title));
    const before = await lenses(document, titles => titles.length > 0);
    assert.deepEqual(before, [
      'ReportsRule: ⚠ Console drift: ScheduleExpression, State',
      'PruneRule: ✗ Deleted in AWS',
      'MailRule: Not deployed yet',
    ]);
    await events.send(new DisableRuleCommand({ Name: 'carts_sweep' }));
    await compare();
    const after = await lenses(document, sweep);
    assert.deepEqual(after[1], 'SweepRule: ⚠ Console drift: State');
    await events.send(new EnableRuleCommand({ Name: 'carts_sweep' }));
    await compare();
    assert.deepEqual(await lenses(document, titles => !sweep(titles)), before);
  });

  it('is listed in the view by stack, and first what wants attention', async () => {
    keyboard([
      // VS Code asks for lenses while the editor has the focus
      { see: '.codelens-decoration a:text-is("⚠ Console drift: ScheduleExpression, State")' },
      { click: '.pane-header:has-text("Schedules: Live")' },
      row(0, 'shop-live', `AWS_ACCESS_KEY_ID · ${ACCOUNT} · eu-central-1`, 'live '),
      row(1, 'ReportsRule', 'Console drift'),
      row(2, 'PruneRule', 'Deleted in AWS'),
      row(3, 'MailRule', 'Not deployed yet'),
      row(4, 'SweepRule', 'Live as deployed'),
      // where the pointer stands on a row, its tooltip hides others
      { click: '.monaco-editor .view-line:has-text("ReportsRule")' },
      { picture: 'drift-view' },
      { click: '.monaco-list-row[data-index="2"]:has-text("Deleted in AWS")' },
    ]);
    // only who has seen all rows clicks
    await until('the rule to be shown', vscode.window.onDidChangeTextEditorSelection, () => {
      const line = vscode.window.activeTextEditor?.selection.active.line;
      return line === positionOf(document, 'PruneRule').line ? true : undefined;
    });
  });

  it('tells who changed a rule, from its hover, and then above it', async () => {
    await compare();
    const editor = await vscode.window.showTextDocument(document);
    putCursorAfter(editor, 'ReportsRule');
    await vscode.commands.executeCommand('editor.action.showHover');
    keyboard([
      { see: '.monaco-hover a:has-text("Does it run?")' },
      { click: '.monaco-hover a:has-text("Who changed it?")' },
    ]);
    const found = await lenses(document, ([first = '']) => first.includes(BY));
    assert.equal(found[0], `ReportsRule: ⚠ Console drift: ScheduleExpression, State · ${BY}`);
    await vscode.commands.executeCommand('editor.action.hideHover');
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand('editor.action.showHover');
    await screenshot('drift-hover', `.monaco-hover:has-text("Last change: PutRule ${BY}")`);
    const hover = await hoverText(document.uri, positionOf(document, 'ReportsRule'));
    assert.ok(hover.includes(`Last change: PutRule ${BY} (`), hover);
    assert.ok(!hover.includes('Who changed it?'), hover);
  });

  it('tells whether a rule runs, from what can be done about it', async () => {
    await compare();
    const uri = document.uri.toString();
    const done = vscode.commands.executeCommand('cronwright.drift.actions', uri, 'ReportsRule');
    keyboard([{ click: '.quick-input-list .monaco-list-row:has-text("Does it run?")' }]);
    await done;
    const hover = await hoverText(document.uri, positionOf(document, 'ReportsRule'));
    assert.match(hover, /It is disabled, so no run is expected; CloudWatch recorded 0 in/);
  });
});
