import {
  type Disposable,
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
} from 'vscode';
import { counted } from '../words.js';
import type { Drift, Resource, Stack, Status } from './protocol.js';

/** A row of the view: a stack, or one of its rules and schedules. */
export type Row = Stack | Resource;

const ICONS: Readonly<Record<Status, ThemeIcon>> = {
  drift: new ThemeIcon('warning', new ThemeColor('list.warningForeground')),
  deleted: new ThemeIcon('error', new ThemeColor('list.errorForeground')),
  'not-deployed': new ThemeIcon('cloud-upload'),
  adopted: new ThemeIcon('git-pull-request'),
  unknown: new ThemeIcon('question'),
  'in-sync': new ThemeIcon('check'),
};

/** The view "Schedules: live": stacks, and under each its schedules, drift first. */
export function showDriftView(drift: Drift): Disposable & { tell(stacks: readonly Stack[]): void } {
  const changed = new EventEmitter<void>();
  let stacks: readonly Stack[] = [];
  const provider: TreeDataProvider<Row> = {
    onDidChangeTreeData: changed.event,
    getChildren: row => [...(row ? ('resources' in row ? row.resources : []) : stacks)],
    getTreeItem: row => ('resources' in row ? stackItem(row) : resourceItem(drift, row)),
  };
  const view = window.createTreeView('cronwright.live', { treeDataProvider: provider });
  return {
    tell(told) {
      stacks = told;
      const wrong = stacks
        .flatMap(({ resources }) => resources)
        .filter(({ status }) => status === 'drift' || status === 'deleted').length;
      view.badge =
        wrong > 0 ? { value: wrong, tooltip: `${wrong} differ from the template` } : undefined;
      changed.fire();
    },
    dispose() {
      view.dispose();
      changed.dispose();
    },
  };
}

function stackItem({ name, place, source, capturedAt, trouble, resources }: Stack): TreeItem {
  const item = new TreeItem(name, TreeItemCollapsibleState.Expanded);
  item.iconPath = new ThemeIcon(trouble ? 'debug-disconnect' : 'layers');
  const when = capturedAt && `${source} ${new Date(capturedAt).toLocaleString()}`;
  item.description = trouble ? trouble.message : [place, when].filter(Boolean).join(' · ');
  item.tooltip = trouble?.message ?? counted(resources.length, 'schedule');
  item.contextValue = 'stack';
  return item;
}

function resourceItem(
  drift: Drift,
  { id, title, tooltip, status, uri, range }: Resource,
): TreeItem {
  const item = new TreeItem(id);
  item.iconPath = ICONS[status];
  item.description = title;
  item.tooltip = new MarkdownString(tooltip);
  item.contextValue = status;
  item.command = {
    title: 'Open',
    command: 'vscode.open',
    arguments: [Uri.parse(uri), { selection: drift.client.protocol2CodeConverter.asRange(range) }],
  };
  return item;
}
