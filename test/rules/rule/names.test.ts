import { describe, expect, it } from 'vitest';
import { description } from '../../../server/src/rules/rule/description.js';
import { duplicateName } from '../../../server/src/rules/rule/duplicate-name.js';
import { name } from '../../../server/src/rules/rule/name.js';
import { nameCase } from '../../../server/src/rules/rule/name-case.js';
import { found } from '../../support/findings.js';

const RULE = 'AWS::Events::Rule';
const SCHEDULE = 'AWS::Scheduler::Schedule';

const resource = (properties: string, { type = RULE, id = 'Nightly', rest = '' } = {}) =>
  `  ${id}:\n    Type: ${type}\n${rest}    Properties:\n      ScheduleExpression: rate(1 day)\n      ${properties}\n`;

const template = (...resources: string[]) => `Parameters:
  Name: {Type: String, Default: nightly job}
  Plain: {Type: String, Default: nightly}
  Text: {Type: String}
Conditions: {Live: !Equals [!Ref Text, live]}
Resources:
${resources.join('')}`;

describe('rule/name', () => {
  const tokens = (text: string) => found(name, text).map(({ token }) => token);

  it.each([RULE, SCHEDULE])('refuses other characters in the name of %s', type => {
    expect(found(name, template(resource('Name: nightly job', { type })))).toMatchObject([
      { token: ' ', severity: 'error', message: expect.stringContaining('`nightly-job`') },
    ]);
  });

  it.each([
    ['Name: shop/ship_orders', '/'],
    ['Name: größe', 'öß'],
    ["Name: ''", "''"],
    [`Name: ${'n'.repeat(65)}`, 'n'],
  ])('says where %s is wrong', (line, token) => {
    expect(tokens(template(resource(line)))).toEqual([token]);
  });

  it('looks at the group of a schedule', () => {
    const text = template(resource('GroupName: our group', { type: SCHEDULE }));
    expect(found(name, text)).toMatchObject([
      { token: ' ', message: expect.stringContaining('GroupName') },
    ]);
  });

  it('finds the name in a parameter', () => {
    expect(found(name, template(resource('Name: !Ref Name')))).toMatchObject([
      { token: ' ', severity: 'error' },
      { token: '!Ref Name', severity: 'info' },
    ]);
  });

  it.each([
    `Name: ${'n'.repeat(64)}`,
    'Name: a.b-c_D9',
    'Name: !Ref Plain',
    'Name: !Ref Text',
    "Name: !Sub '${AWS::StackName}-nightly'",
    "Name: '{{resolve:ssm:/name}}'",
    'Name: !If [Live, !Ref Text, !Ref AWS::NoValue]',
  ])('takes %s', line => expect(found(name, template(resource(line)))).toEqual([]));

  it('is silent on other resources', () => {
    expect(tokens(template(resource('Name: a b', { type: 'AWS::SSM::Parameter' })))).toEqual([]);
  });

  it('proposes a name, and never applies it unasked', () => {
    const text = template(resource('Name: ship our_orders'));
    expect(found(name, text)[0]?.fixes).toMatchObject([{ safe: false }]);
  });
});

describe('rule/description', () => {
  const said = (text: string) => found(description, template(resource(text)));

  it('has at most 512 characters', () => {
    expect(said(`Description: ${'d'.repeat(513)}`)).toMatchObject([
      { token: 'd', severity: 'error', message: expect.stringContaining('this has 513') },
    ]);
    expect(said(`Description: ${'d'.repeat(512)}`)).toEqual([]);
  });

  it('counts characters, not UTF-16 units', () => {
    expect(said(`Description: ${'🕐'.repeat(512)}`)).toEqual([]);
    expect(said(`Description: ${'🕐'.repeat(513)}`)).toMatchObject([{ token: '🕐' }]);
  });

  it('is measured as it is read', () => {
    const lines = Array.from({ length: 52 }, () => '123456789').join('\n        ');
    expect(said(`Description: >\n        ${lines}`)).toHaveLength(1);
  });
});

describe('rule/duplicate-name', () => {
  const two = (a: string, b: string, first = {}, second = {}) =>
    found(
      duplicateName,
      template(resource(a, { id: 'First', ...first }), resource(b, { id: 'Second', ...second })),
    );

  it('is said of the second, and points to the first', () => {
    const [problem, ...others] = two('Name: ship', 'Name: ship');
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ token: 'ship', severity: 'error' });
    expect(problem?.message).toContain('`First`');
    expect(problem?.related?.start).toBeLessThan(problem?.start ?? 0);
  });

  it.each([
    ["Name: !Sub '${Text}-ship'", "Name: !Join ['-', [!Ref Text, ship]]"],
    ['Name: !Ref Text', 'Name: !Ref Text'],
  ])('knows %s and %s for the same', (a, b) => expect(two(a, b)).toHaveLength(1));

  it.each([
    ['Name: ship', 'Name: shop'],
    ['Name: ship', "Name: !Sub '${Text}'"],
    ['Name: ship', 'Name: !If [Live, ship, shop]'],
    ['Name: ship', 'Name: ship\n      EventBusName: orders'],
    ['Name: ship', 'Name: ship\n      EventBusName: !If [Live, a, b]'],
  ])('is not said of %s and %s', (a, b) => expect(two(a, b)).toEqual([]));

  it('is silent where a condition may keep them apart', () => {
    expect(two('Name: ship', 'Name: ship', {}, { rest: '    Condition: Live\n' })).toEqual([]);
  });

  it('keeps rules and schedules apart, and the groups of schedules', () => {
    expect(two('Name: ship', 'Name: ship', {}, { type: SCHEDULE })).toEqual([]);
    const both = [{ type: SCHEDULE }, { type: SCHEDULE }] as const;
    expect(two('Name: ship', 'Name: ship', ...both)).toHaveLength(1);
    expect(two('Name: ship', 'Name: ship\n      GroupName: b', ...both)).toEqual([]);
  });

  it('leaves a logical id that stands twice to yaml/syntax', () => {
    expect(two('Name: ship', 'Name: ship', {}, { id: 'First' })).toEqual([]);
  });
});

describe('rule/name-case', () => {
  const SNAKE = ['ship_orders', 'expire_carts', 'send_invoices', 'prune_images'];
  const file = (names: readonly string[]) =>
    template(...names.map((each, i) => resource(`Name: ${each}`, { id: `R${i}` })));
  const odd = (names: readonly string[], names_?: Parameters<typeof found>[2]) =>
    found(nameCase, file(names), names_).map(({ token }) => token);

  it('follows four in five of at least four names', () => {
    expect(odd([...SNAKE, 'sweep-sessions'])).toEqual(['sweep-sessions']);
    expect(odd([...SNAKE, 'SweepSessions'])).toEqual(['SweepSessions']);
    expect(odd([...SNAKE.slice(1), 'sweep-sessions'])).toEqual([]);
    expect(odd([...SNAKE, 'sweep-sessions', 'close-month'])).toEqual([]);
  });

  it('sees that one word is written alike', () => {
    expect(odd([...SNAKE, 'nightly'])).toEqual([]);
    expect(odd(['a', 'b', 'c', 'd', 'sweep-sessions'])).toEqual([]);
  });

  it.each([
    ['kebab-case', 'ship-orders2'],
    ['camelCase', 'shipOrders2'],
    ['PascalCase', 'ShipOrders2'],
    ['snake_case', 'ship_orders2'],
  ] as const)('heeds %s of cronwright.yml', (names, right) => {
    const all = ['ship_orders2', 'ship-orders2', 'shipOrders2', 'ShipOrders2'];
    const around = { config: { names } };
    expect(odd(all, around)).toEqual(all.filter(each => each !== right));
  });

  it('never applies a fix unasked: a new name replaces the rule', () => {
    const [problem] = found(nameCase, file([...SNAKE, 'sweep-sessions']));
    expect(problem).toMatchObject({ severity: 'warning', fixes: [{ safe: false }] });
    expect(problem?.message).toBe(
      '4 of 5 names here are in snake_case, and `sweep-sessions` is not: who looks for it by its name misses it. Write `sweep_sessions`; that replaces the rule.',
    );
  });

  it('is silent where a name is put together', () => {
    expect(odd([...SNAKE, '!Ref Text', "!Sub '${Text}-ship'"])).toEqual([]);
  });
});
