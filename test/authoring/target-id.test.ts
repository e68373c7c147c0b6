import { expect, it } from 'vitest';
import { addRule } from '../../server/src/authoring/add-rule.js';
import type { Added, Answers } from '../../server/src/authoring/answers.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { answersFor, env } from './support.js';

interface Told {
  readonly name?: string;
  readonly id: string;
  readonly command: string;
  readonly rest?: string;
}

const file = (rules: Readonly<Record<string, Told>>) =>
  `Resources:\n${Object.entries(rules)
    .map(
      ([logicalId, { name, id, command, rest = '' }]) => `  ${logicalId}:
    Type: AWS::Events::Rule
    Properties:
${name ? `      Name: ${name}\n` : ''}      ScheduleExpression: rate(1 day)
${rest}      Targets:
        - Id: ${id}
          Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/main
          RoleArn: arn:aws:iam::123456789012:role/events
          EcsParameters: {TaskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/app'}
          Input: '{"containerOverrides":[{"name":"app","command":${command}}]}'
`,
    )
    .join('')}`;

const rake = (task: string) => JSON.stringify(['rake', task]);

/** The id in the rule that was added, and the rules that find something to say of it. */
function added(text: string, given: Partial<Answers> = {}) {
  const template = parseTemplate(text);
  const result = addRule(template, answersFor(template, 'rule', { task: 'x:y', ...given }), env);
  expect(result).not.toHaveProperty('refused');
  const { edits, problems } = result as Added;
  const [edit] = edits;
  return {
    id: /Id: (.*)/.exec(edit?.newText ?? '')?.[1],
    name: /Name: (.*)/.exec(edit?.newText ?? '')?.[1],
    text: edit?.newText ?? '',
    problems: problems.filter(({ severity }) => severity !== 'hint').map(({ rule }) => rule),
  };
}

const twins = (id: string) =>
  file({
    SyncStockOldRule: { name: 'sync_stock_old', id, command: rake('stock:sync') },
    SyncStockRule: { name: 'sync_stock', id, command: rake('stock:sync') },
  });

it('is renamed where it speaks of the old job, though a sibling has it too', () => {
  expect(added(twins('sync_stock'), { name: 'close_books' })).toMatchObject({
    id: 'close_books',
    problems: [],
  });
  expect(added(twins('stock'), { name: 'close_books' })).toMatchObject({
    id: 'close_books',
    problems: [],
  });
});

it('stays where siblings have it and it fits the new job, or no job in particular', () => {
  expect(added(twins('stock'), { task: 'stock:count' }).id).toBe('stock');
  expect(added(twins('worker')).id).toBe('worker');
  const rest = '      Description: Cleans the store\n';
  const many = file(
    Object.fromEntries(
      ['carts', 'photos', 'tokens', 'sessions'].map(what => [
        `${what}Rule`,
        { name: `clean-${what}`, id: 'store', command: rake(`${what}:clean`), rest },
      ]),
    ),
  );
  expect(added(many, { name: 'close-books' })).toMatchObject({ id: 'store', problems: [] });
});

it('has the new name’s words where the new task is no id', () => {
  const sweep = file({ SweepRule: { id: 'sweep', command: rake('sweep') } });
  expect(added(sweep, { name: 'x-y' })).toMatchObject({ id: 'x-y', problems: [] });
  const named = file({ SweepRule: { name: 'shop-sweep', id: 'sweep', command: rake('sweep') } });
  expect(added(named)).toMatchObject({ name: 'shop-x-y', id: 'x-y', problems: [] });
});

const stage = (name: string, state: string, jobs: readonly string[]) =>
  Object.fromEntries(
    jobs.map(job => [
      `${job}Orders${name}Rule`,
      {
        name: `${job.toLowerCase()}-orders-${name.toLowerCase()}`,
        id: `${job.toLowerCase()}-orders`,
        command: rake(`orders:${job.toLowerCase()}`),
        rest: `      State: ${state}\n`,
      },
    ]),
  );

it('is called by the stage of the rule that is copied', () => {
  const jobs = ['Ship', 'Close', 'Refund'];
  const text = file({
    ...stage('Staging', 'DISABLED', [...jobs, 'Count']),
    ...stage('Production', 'ENABLED', jobs),
  });
  const { name, id, text: block } = added(text);
  expect([name, id]).toEqual(['y-x-production', 'y-x']);
  expect(block).toContain('YXProductionRule:');
  const template = parseTemplate(text);
  const like = 'CountOrdersStagingRule';
  expect(answersFor(template, 'rule', { task: 'x:y', like }).name).toBe('y-x-staging');
});

it('is made like a rule whose command is all texts, where there is one', () => {
  const text = file({
    ImportRule: { id: 'import', command: '["rake","import"]' },
    NumbersRule: { id: 'numbers', command: '["bin/import",5,true]' },
  });
  expect(added(text).text).toContain('["rake","x:y"]');
  const template = parseTemplate(text);
  expect(
    addRule(template, answersFor(template, 'rule', { like: 'NumbersRule' }), env),
  ).toHaveProperty('refused', expect.stringContaining('letter for letter'));
});
