import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { diagnostics, ruleOf } from '../support/ask.js';
import { closeAll, fileUri, open, positionOf, putCursorAfter } from '../support/documents.js';
import { keyboard } from '../support/keyboard.js';
import { screenshot } from '../support/screenshot.js';
import { until, untilAsync } from '../support/wait.js';

before(() =>
  vscode.workspace
    .getConfiguration('cronwright')
    .update('timeFormat', '24h', vscode.ConfigurationTarget.Global),
);

const TEMPLATES = ['network.yml', 'reports.yml', 'shop.yml'];
const RAKE = 'lib/tasks/shop.rake';

/** Opens a file once the server knows its problems, of which there are none. */
async function openTemplate(name: string): Promise<vscode.TextEditor> {
  const editor = await open(name);
  await diagnostics(editor.document.uri, 'no problem', found => found.length === 0);
  return editor;
}

/** What a provider of VS Code answers on a text of a document, once there is anything. */
function placesAt(
  provider: string,
  document: vscode.TextDocument,
  text: string,
): Promise<vscode.Location[]> {
  const position = positionOf(document, text, 2);
  return untilAsync(`${provider} of ${text}`, async () => {
    const places = await vscode.commands.executeCommand<vscode.Location[]>(
      `vscode.${provider}`,
      document.uri,
      position,
    );
    return places.length > 0 ? places : undefined;
  });
}

const definition = (document: vscode.TextDocument, text: string) =>
  placesAt('executeDefinitionProvider', document, text);

/** Places as their files with the texts that they hold, in the order of both. */
async function shown(places: readonly vscode.Location[]): Promise<string[]> {
  const texts = places.map(async ({ uri, range }) => {
    const document = await vscode.workspace.openTextDocument(uri);
    return `${vscode.workspace.asRelativePath(uri)} ${document.getText(range)}`;
  });
  return (await Promise.all(texts)).sort();
}

describe('From a name', () => {
  afterEach(closeAll);

  it('of an import one gets to the output that exports it', async () => {
    const { document } = await openTemplate('shop.yml');
    const places = await definition(document, 'net-live-cluster');
    assert.deepEqual(await shown(places), ['network.yml Cluster']);
  });

  it('of a rake task in a command one gets to its line of Ruby, and back to all commands', async () => {
    const { document } = await openTemplate('shop.yml');
    const places = await definition(document, 'orders:ship');
    assert.deepEqual(await shown(places), [`${RAKE} ship`]);
    const commands = ['reports.yml orders:ship', 'shop.yml orders:ship'];
    const { document: ruby } = await open(RAKE);
    assert.deepEqual(await shown(await definition(ruby, 'ship: ')), commands);
    const references = await placesAt('executeReferenceProvider', ruby, 'ship: ');
    assert.deepEqual(await shown(references), [`${RAKE} ship`, ...commands]);
  });

  it('of a rule’s job one gets to the rule, from anywhere', async () => {
    await openTemplate('shop.yml');
    const symbols = await untilAsync('the rules that ship', async () => {
      const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
        'vscode.executeWorkspaceSymbolProvider',
        'orders:ship',
      );
      return found.length > 1 ? found : undefined;
    });
    assert.deepEqual(symbols.map(({ name }) => name).sort(), [
      'OrdersShipRule',
      'ShippedTodayRule',
    ]);
  });

  it('of an export its lens counts the imports, and lists them', async () => {
    const { document } = await openTemplate('network.yml');
    const lenses = await untilAsync('the lenses', async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        10,
      );
      return found[0]?.command?.title.includes(' 4 times') ? found : undefined;
    });
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      Array(3).fill('imported 4 times in 2 templates'),
    );
    const places = await placesAt('executeReferenceProvider', document, '${AWS::StackName}-cl');
    assert.deepEqual(places.map(({ uri }) => vscode.workspace.asRelativePath(uri)).sort(), [
      'network.yml',
      ...Array(2).fill('reports.yml'),
      ...Array(2).fill('shop.yml'),
    ]);
    const { command, arguments: given = [] } = lenses[0]?.command ?? {};
    assert.ok(command);
    await vscode.commands.executeCommand(command, ...given);
    await vscode.commands.executeCommand('closeReferenceSearch');
  });
});

/** The templates, whose texts are as before once an undo has come through. */
async function templates() {
  const documents = await Promise.all(
    TEMPLATES.map(name => vscode.workspace.openTextDocument(fileUri(name))),
  );
  const texts = () => documents.map(document => document.getText());
  const before = texts();
  const become = (expected: readonly string[]) =>
    until('the texts', vscode.workspace.onDidChangeTextDocument, () =>
      texts().every((text, i) => text === expected[i]) ? true : undefined,
    );
  return { before, become };
}

const CLUSTER = /(AWS::StackName\}|net-live|NetworkStack\})-cluster/g;

describe('F2 on an export', () => {
  afterEach(closeAll);

  it('renames it in three files, each in its own spelling, and one undo takes all of it back', async () => {
    const { document } = await openTemplate('network.yml');
    const { before, become } = await templates();
    const position = positionOf(document, '${AWS::StackName}-cluster', 20);
    const edit = await untilAsync('the rename', async () => {
      const found = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        document.uri,
        position,
        '${AWS::StackName}-jobs-cluster',
      );
      return found.size === TEMPLATES.length ? found : undefined;
    });
    await vscode.workspace.applyEdit(edit);
    await become(before.map(text => text.replaceAll(CLUSTER, '$1-jobs-cluster')));
    await vscode.commands.executeCommand('undo');
    await become(before);
  });

  it('shows what it will change before it does', async function () {
    if (!process.env.CRONWRIGHT_KEYBOARD) this.skip();
    const editor = await openTemplate('network.yml');
    const { before, become } = await templates();
    putCursorAfter(editor, '${AWS::StackName}-clus');
    keyboard([
      // VS Code gives up on them where the editor loses the focus first
      { see: '.codelens-decoration:has-text("imported 4 times in 2 templates")' },
      { press: 'F2' },
      { see: '.rename-box input:focus' },
      { press: 'End' },
      { type: '-of-jobs' },
      { press: 'Control+Enter' },
      { see: '.monaco-list-row:has-text("${NetworkStack}-cluster-of-jobs")', picture: 'rename' },
      { click: '.panel .monaco-button:has-text("Apply")' },
    ]);
    await become(before.map(text => text.replaceAll(CLUSTER, '$1-cluster-of-jobs')));
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('undo');
    await become(before);
    // what was renamed in a preview is saved
    await vscode.workspace.saveAll();
  });
});

describe('At a glance', () => {
  afterEach(closeAll);

  it('the outline has each rule with its schedule in words, and what it runs', async () => {
    const { document } = await openTemplate('shop.yml');
    const symbols = await untilAsync('the outline', async () => {
      const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
      return found?.length ? found : undefined;
    });
    const rules = symbols.find(({ name }) => name === 'Resources')?.children ?? [];
    assert.deepEqual(
      rules.map(({ name, detail, children }) => [name, detail, children[0]?.detail]),
      [
        ['CartsSweepRule', 'Every 30 minutes', 'bundle exec rake carts:sweep'],
        [
          'OrdersShipRule',
          'Every 10 minutes, between 06:00 and 20:59',
          'bundle exec rake orders:ship',
        ],
      ],
    );
    await vscode.commands.executeCommand('outline.focus');
    for (let steps = 0; steps < 3; steps++)
      await vscode.commands.executeCommand('workbench.action.increaseViewSize');
    await screenshot('outline', '.outline-element');
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  });

  it('each schedule has its words at the end of its line', async () => {
    const { document } = await openTemplate('reports.yml');
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await untilAsync('the hints', async () => {
      const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        document.uri,
        all,
      );
      return found.length > 0 ? found : undefined;
    });
    assert.deepEqual(
      hints.map(({ label }) => label),
      ['At 09:00, Monday through Friday (UTC)', 'At 21:00 (UTC)'],
    );
  });
});

describe('A rule that is copied by hand', () => {
  afterEach(closeAll);

  it('with one value left as it was is flagged on that value', async () => {
    const editor = await openTemplate('shop.yml');
    const { document } = editor;
    const text = document.getText();
    const copy = text
      .slice(text.indexOf('  OrdersShipRule:'))
      .replace('OrdersShipRule', 'OrdersRefundRule')
      .replaceAll('orders_ship', 'orders_refund')
      .replace('Ships what was paid', 'Pays back what was returned')
      .replace('cron(0/10 6-20 * * ? *)', 'cron(0 3 * * ? *)');
    const end = document.positionAt(text.length);
    await editor.edit(edit => edit.insert(end, `\n${copy}`));
    const [problem] = await diagnostics(document.uri, 'one problem', found => found.length === 1);
    assert.ok(problem);
    assert.equal(ruleOf(problem), 'rule/misaligned');
    assert.match(problem.message, /like `OrdersShipRule` above/);
    assert.ok(problem.range.start.line > end.line);
    assert.ok(document.getText(problem.range).includes('orders:ship'));
    editor.selection = new vscode.Selection(problem.range.end, problem.range.end);
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    editor.revealRange(problem.range);
    await vscode.commands.executeCommand('editor.action.showHover');
    await screenshot('misaligned', '.monaco-hover-content');
  });
});
