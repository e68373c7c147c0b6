import { describe, expect, it } from 'vitest';
import { rakeArguments } from '../../../server/src/rules/target/rake-arguments.js';
import { rakeTask } from '../../../server/src/rules/target/rake-task.js';
import { found } from '../../support/findings.js';

const APP = {
  Rakefile: 'Rails.application.load_tasks',
  'lib/tasks/orders.rake':
    'namespace(:orders) { task :ship; task :expire, %i[day shop]; task(:any) { |_, args| p args.extras } }',
};

const inputOf = (command: readonly string[]) =>
  JSON.stringify({ containerOverrides: [{ name: 'app', command }] });

const running = (input: string) => `Resources:
  Rule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Targets:
        - Id: job
          Arn: arn
          Input: ${input}
`;
const rake = (...words: string[]) => running(`'${inputOf(['bundle', 'exec', 'rake', ...words])}'`);

const severities = (text: string, files: Record<string, string> = APP) =>
  found(rakeTask, text, { files }).map(({ severity }) => severity);

describe('target/rake-task', () => {
  it('is an error on the name alone, and says which one was meant', () => {
    const problems = found(rakeTask, rake('orders:shpi[today]'), { files: APP });
    expect(problems).toMatchObject([{ severity: 'error', token: 'orders:shpi' }]);
    expect(problems[0]?.message).toBe(
      'No file here defines a rake task `orders:shpi` (looked in 2 Ruby files). Rake stops where there is none, and the job does not run. Did you mean `orders:ship`?',
    );
    expect(problems[0]?.fixes?.[0]).toMatchObject({ title: 'Write `orders:ship`', safe: false });
  });

  it.each([
    ['the task is there', 'orders:ship', {}],
    ['no name is near', 'stock:reconcile', {}],
    ['it is one of Rails', 'log:clera', { 'a.rake': 'task "log:clear"' }],
    ['a loop may define it', 'orders:shpi', { 'a.rake': 'task "orders:#{name}"' }],
    ['a file has a syntax error', 'orders:shpi', { 'a.rake': 'task :x do' }],
    ['it is a variable', 'orders:shi$P', {}],
    ['it is a file', 'orders/shpi', { 'a.rake': 'task "orders/ship"' }],
  ])('is silent where %s', (_, name, files) => {
    expect(severities(rake(name), { ...APP, ...files })).toEqual([]);
  });

  describe('beside an application that can’t be read to the end', () => {
    const files = {
      'shop/Rakefile': 'task "orders:ship", [:day]',
      'mail/Rakefile': 'task "mails:send", [:day]',
      'mail/lib/tasks/x.rake': 'task :x do',
    };

    it('is a warning where the near task is of another one', () => {
      const problems = found(rakeTask, rake('orders:shpi'), { files });
      expect(problems).toMatchObject([{ severity: 'warning', token: 'orders:shpi' }]);
      expect(problems[0]?.message).toContain(
        '(looked in 3 Ruby files, of which 1 can’t be read to the end)',
      );
    });

    it('is silent where the near task is of that one, or a task of any has the name', () => {
      expect(severities(rake('mails:sned'), files)).toEqual([]);
      const both = { ...files, 'mail/y.rake': 'task "orders:shpi"' };
      expect(severities(rake('orders:shpi'), both)).toEqual([]);
    });

    it('counts arguments of tasks that it does not define', () => {
      const tokens = (task: string) =>
        found(rakeArguments, rake(task), { files }).map(({ token }) => token);
      expect(tokens('orders:ship[1,2]')).toEqual(['2']);
      expect(tokens('mails:send[1,2]')).toEqual([]);
    });
  });

  it('is silent without the application', () => {
    expect(severities(rake('orders:shpi'), { 'lib/a.rake': APP['lib/tasks/orders.rake'] })).toEqual(
      [],
    );
    expect(severities(rake('orders:shpi'), {})).toEqual([]);
  });

  it.each([
    ['orders', 'orders'],
    ['shop-orders', 'orders'],
    ['delayed_job', 'jobs'],
  ])('is a warning where the gem %s may define it', (gem, namespace) => {
    const files = {
      Rakefile: `task "${namespace}:ship"`,
      'Gemfile.lock': `GEM\n  specs:\n    ${gem} (1.0)\n`,
    };
    const problems = found(rakeTask, rake(`${namespace}:shpi`), { files });
    expect(problems).toMatchObject([{ severity: 'warning' }]);
    expect(problems[0]?.message).toContain(`though the gem \`${gem}\` may`);
    expect(
      severities(rake(`${namespace}:shpi`), { ...files, 'Gemfile.lock': '    rails (7)\n' }),
    ).toEqual(['error']);
  });
});

describe('target/rake-arguments', () => {
  const said = (task: string) =>
    found(rakeArguments, rake(task), { files: APP }).map(({ token, message }) => [token, message]);

  it('warns of what Rake drops', () => {
    expect(said('orders:expire[today,berlin,1,2]')).toEqual([
      [
        '1,2',
        '`orders:expire` takes 2 arguments, `day`, `shop`, so Rake drops `1`, `2` and says nothing. Take it out, or give the task a parameter for it.',
      ],
    ]);
    expect(said('orders:ship[x]')).toEqual([
      ['x', expect.stringMatching(/^`orders:ship` takes no arguments, so Rake drops `x`/)],
    ]);
  });

  it.each([
    'orders:expire[today,berlin]',
    'orders:expire',
    'orders:any[1,2]',
    'unknown[1]',
    'orders:ship[]',
  ])('is silent of %s', task => expect(said(task)).toEqual([]));

  it('counts the parameters of every definition', () => {
    const files = { ...APP, 'b.rake': 'task "orders:ship", [:x]' };
    expect(found(rakeArguments, rake('orders:ship[1]'), { files })).toEqual([]);
  });
});
