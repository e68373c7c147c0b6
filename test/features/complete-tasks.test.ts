import { expect, it } from 'vitest';
import { completeTasks } from '../../server/src/features/complete-tasks.js';
import { workspaceOf } from '../support/workspace.js';

it('offers the rake tasks with what they do and take, also those that the team lists', () => {
  const { tasks } = workspaceOf({
    Rakefile: 'namespace(:orders) { desc "Ship"; task :ship, [:day]; task :expire }\ntask "x#{y}"',
  });
  tasks.setListed(['orders:archive', 'ns:*']);
  const slot = { start: 5, end: 11, quoted: (text: string) => text };
  expect(completeTasks(tasks, 'orders', slot)).toMatchObject([
    { label: 'orders:archive', detail: 'rake task', start: 5, end: 11 },
    { label: 'orders:expire', insertText: 'orders:expire' },
    { label: 'orders:ship', detail: 'takes day', documentation: 'Ship' },
  ]);
  expect(completeTasks(tasks, 'ship', slot).map(({ label }) => label)).toEqual(['orders:ship']);
  expect(completeTasks(tasks, 'stock', slot)).toEqual([]);
});
