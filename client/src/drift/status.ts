import { type Disposable, LanguageStatusSeverity, languages } from 'vscode';
import { SELECTOR } from '../language-client.js';
import { counted } from '../words.js';
import type { Stack } from './protocol.js';

/** Whose live state is shown, and how much of it was not compared. */
export function showDriftStatus(): Disposable & { tell(stacks: readonly Stack[]): void } {
  let shown: Disposable | undefined;
  const tell = (stacks: readonly Stack[]) => {
    shown?.dispose();
    shown = stacks.length > 0 ? statusOf(stacks) : undefined;
  };
  return { tell, dispose: () => shown?.dispose() };
}

function statusOf(stacks: readonly Stack[]): Disposable {
  const item = languages.createLanguageStatusItem('cronwright.drift', SELECTOR);
  item.name = 'Cronwright: live schedules';
  const trouble = stacks.find(stack => stack.trouble)?.trouble;
  item.severity = trouble ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
  item.text = trouble ? trouble.message : textOf(stacks);
  item.detail = trouble?.command ?? detailOf(stacks);
  item.command = { title: 'Compare with AWS', command: 'cronwright.compareWithAws' };
  return item;
}

function textOf(stacks: readonly Stack[]): string {
  const resources = stacks.flatMap(stack => stack.resources);
  const inSync = resources.filter(({ status }) => status === 'in-sync').length;
  return `${inSync} of ${counted(resources.length, 'schedule')} as deployed`;
}

function detailOf(stacks: readonly Stack[]): string {
  const notCompared = stacks.reduce((sum, stack) => sum + stack.notCompared, 0);
  const places = [...new Set(stacks.map(({ place }) => place))].join('; ');
  const times = stacks.flatMap(({ capturedAt }) => capturedAt ?? []).sort();
  const when = times[0] === undefined ? [] : [`as of ${new Date(times[0]).toLocaleString()}`];
  const rest = notCompared > 0 ? [`${counted(notCompared, 'value')} not compared`] : [];
  return [places, ...when, ...rest].join(' · ');
}
