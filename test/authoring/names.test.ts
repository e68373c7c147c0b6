import { expect, it } from 'vitest';
import { addRule } from '../../server/src/authoring/add-rule.js';
import { propose } from '../../server/src/authoring/names.js';
import { DEFAULT_CONFIG } from '../../server/src/rules/config.js';
import { lint } from '../../server/src/rules/lint.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { env } from './support.js';

const file = (rules: readonly (readonly [id: string, name: string, task: string])[]) =>
  parseTemplate(
    `Resources:\n${rules
      .map(
        ([id, name, task]) =>
          `  ${id}:\n    Type: AWS::Events::Rule\n    Properties:\n      Name: ${name}\n      ScheduleExpression: rate(1 day)\n      Targets:\n        - Input: '{"containerOverrides":[{"command":["rake","${task}"]}]}'\n`,
      )
      .join('')}`,
  );

const SHOP = file([
  ['ShipOrdersRule', 'shop-ship-orders', 'orders:ship'],
  ['SweepSessionsRule', 'shop-sweep-sessions', 'sessions:sweep'],
  ['OddOne', 'shop-other', 'x:y'],
]);

it('follows how the names of the file follow from their tasks', () => {
  expect(propose(SHOP, 'rule', null, { task: 'refunds:send' })).toEqual({
    name: 'shop-send-refunds',
    logicalId: 'SendRefundsRule',
    description: 'Send refunds',
  });
});

it('writes as the team agreed, and snake_case where nobody did', () => {
  expect(propose(SHOP, 'rule', 'snake_case', { task: 'refunds:send' }).name).toBe(
    'shop_send_refunds',
  );
  expect(propose(file([]), 'rule', null, { task: 'bundle exec rake refunds:send[1]' })).toEqual({
    name: 'refunds_send',
    logicalId: 'RefundsSendRule',
    description: 'Refunds send',
  });
});

it('lets the logical id follow the name that was given', () => {
  expect(propose(SHOP, 'rule', null, { task: 'a:b', name: 'shop-close-books' })).toMatchObject({
    logicalId: 'CloseBooksRule',
    description: 'Close books',
  });
});

it('proposes what is free, and what AWS takes', () => {
  expect(propose(SHOP, 'rule', null, { task: 'orders:ship' })).toMatchObject({
    name: 'shop-ship-orders-2',
    logicalId: 'ShipOrdersRule2',
  });
  const { name } = propose(SHOP, 'rule', null, { task: `${'x'.repeat(70)}:y` });
  expect(name).toMatch(/^[\w.-]{1,64}$/);
});

it('proposes a name like that of the rule whose text is copied: one without a warning', () => {
  const { text } = file([
    ['LiveShipRule', 'live-ship', 'ship'],
    ['LiveSweepRule', 'live-sweep', 'sweep'],
    ['LiveCloseRule', 'live-close', 'close'],
    ['TestCarryRule', 'test-carry', 'carry'],
    ['TestMailRule', 'test-mail', 'mail'],
  ]);
  const template = parseTemplate(
    text
      .replace(/(Name: live.*)/g, '$1\n      Stat: ENABLED')
      .replace(/- Input: .*/g, '$&\n          Id: a\n          Arn: !ImportValue cluster'),
  );
  const problems = lint(template, { ...env, live: null }, DEFAULT_CONFIG);
  const given = { task: 'refunds:send', problems };
  const names = propose(template, 'rule', null, given);
  expect(names).toMatchObject({ name: 'test-refunds-send', logicalId: 'TestRefundsSendRule' });
  const answers = { ...names, kind: 'rule', schedule: 'rate(1 day)', timezone: null } as const;
  expect(addRule(template, { ...answers, task: given.task }, env)).toMatchObject({
    source: 'like `TestMailRule`, the most typical rule of the file',
  });
});
