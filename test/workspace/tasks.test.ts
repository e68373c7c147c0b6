import { describe, expect, it } from 'vitest';
import type { Tasks } from '../../server/src/workspace/tasks.js';
import { workspaceOf } from '../support/workspace.js';

const tasksOf = (files: Record<string, string>): Tasks => workspaceOf(files).tasks;

const APP = {
  'shop/Rakefile': 'task :a',
  'shop/lib/tasks/x.rake': 'namespace(:x) { task :orders, [:day]; task "d:#{n}" }',
};

describe('the tasks of a workspace', () => {
  it('are found by their names, with where they stand', () => {
    const tasks = tasksOf(APP);
    expect(tasks.names).toEqual(['a', 'x:orders']);
    expect(tasks.definitionsOf('x:orders')).toMatchObject([
      { uri: 'file:///project/shop/lib/tasks/x.rake', params: ['day'], start: 22, end: 28 },
    ]);
    expect(tasks.applications).toEqual(['file:///project/shop']);
  });

  it.each([
    ['a', true],
    ['x:orders', true],
    ['x:d:1', true],
    ['x:d:', true],
    ['x:d', false],
    ['b', false],
  ])('have %s: %s', (name, expected) => expect(tasksOf(APP).has(name)).toBe(expected));

  it('are matched by patterns with several holes, which do not overlap', () => {
    const tasks = tasksOf({ Rakefile: 'task "ab#{x}ba#{y}c"' });
    expect(['ab1ba2c', 'abbac'].map(name => tasks.has(name))).toEqual([true, true]);
    expect(['abac', 'ab1c', 'ab1ba2d'].map(name => tasks.has(name))).toEqual([false, false, false]);
  });

  it('are those of cronwright.yml too', () => {
    const tasks = tasksOf({});
    expect(tasks.isComplete).toBe(false);
    tasks.setListed(['y', 'ns:*']);
    expect(tasks.isComplete).toBe(true);
    expect(['y', 'ns:z', 'z'].map(name => tasks.has(name))).toEqual([true, true, false]);
    expect(tasks.names).toEqual(['y']);
  });

  it('are known by application: what one leaves unclear is its own', () => {
    const tasks = tasksOf({
      ...APP,
      'mail/Rakefile': 'task :send',
      'mail/lib/tasks/x.rake': 'task "m:all" do',
    });
    expect(tasks.applications).toEqual(['file:///project/shop', 'file:///project/mail']);
    expect(tasks.isComplete).toBe(true);
    expect(tasks.unclear).toBe(1);
    expect(['x:orders', 'send', 'm:all'].map(name => tasks.isClear(name))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('are unclear of an application around the one with the error, and where nobody owns it', () => {
    const around = tasksOf({ ...APP, Rakefile: 'task :all', 'mail/x.rake': 'task :b do' });
    expect(['all', 'x:orders', 'b'].map(name => around.isClear(name))).toEqual([
      false,
      true,
      false,
    ]);
    expect(around.isComplete).toBe(true);
    expect(tasksOf({ ...APP, 'shared/x.rake': 'task :b do' }).isComplete).toBe(false);
  });

  it('are not all known without a Rakefile, with a syntax error, or while files are read', () => {
    expect(tasksOf({ 'x.rake': 'task :a' }).isComplete).toBe(false);
    expect(tasksOf({ ...APP, 'x.rake': 'task :a do' }).isComplete).toBe(false);
    const tasks = tasksOf(APP);
    expect(tasks.isComplete).toBe(true);
    tasks.settled = false;
    expect(tasks.isComplete).toBe(false);
  });

  it('go with their file, and say so', () => {
    const workspace = workspaceOf(APP);
    const { tasks, revision } = workspace;
    expect(tasks.has('a')).toBe(true);
    tasks.setFiles([['file:///project/shop/Rakefile', null]]);
    expect(tasks.has('a')).toBe(false);
    expect(workspace.revision).toBeGreaterThan(revision);
  });
});

describe('a near name', () => {
  const tasks = tasksOf({ Rakefile: 'task :go; task "orders:ship"; task "orders:shop"' });
  it.each([
    ['orders:shpi', 'orders:ship'],
    ['order:ship', 'orders:ship'],
    ['ordersship', 'orders:ship'],
    ['orders:capture', undefined],
    ['no', undefined],
  ])('of %s is %s', (name, expected) => expect(tasks.near(name)).toBe(expected));

  it('is not looked for where a name is no name', () => {
    expect(tasks.near('x'.repeat(1_000_000))).toBeUndefined();
  });
});
