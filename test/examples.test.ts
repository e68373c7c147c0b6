import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { driftOf } from '../server/src/drift/drift.js';
import { lensText } from '../server/src/drift/words.js';
import { rakeTasks } from '../server/src/ruby/rake.js';
import { parseConfig } from '../server/src/rules/config.js';
import { lint } from '../server/src/rules/lint.js';
import type { Problem } from '../server/src/rules/rule.js';
import { importsOf } from '../server/src/template/exports.js';
import { resourceOf } from '../server/src/template/resource.js';
import { parseTemplate, type Template } from '../server/src/template/template.js';
import { factsOf } from '../server/src/workspace/facts.js';
import { parseRecordedExports } from '../server/src/workspace/recorded.js';
import { Workspace } from '../server/src/workspace/workspace.js';
import { liveIn } from './support/live.js';
import { rubyParser } from './support/ruby.js';

const folder = new URL('../examples/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');

const NOW = Date.UTC(2026, 10, 24);
const NAMES = ['schedules.yml', 'network.yml', 'app.yml'] as const;

const config = parseConfig(read('cronwright.yml'));
const templates = new Map(NAMES.map(name => [name, parseTemplate(read(name))]));
const workspace = new Workspace();
for (const [name, template] of templates) workspace.setFile(name, factsOf(template.blocks));
workspace.setRecorded(
  config.config.exports.flatMap(
    ({ file, complete }) => parseRecordedExports(read(file), file, complete) ?? [],
  ),
);

const RUBY = ['Rakefile', ...readdirSync(new URL('lib/tasks', folder)).map(n => `lib/tasks/${n}`)];
workspace.tasks.setFiles(
  RUBY.map(name => [`file:///shop/${name}`, rakeTasks(read(name), rubyParser())]),
);

const templateOf = (name: (typeof NAMES)[number]) => templates.get(name) as Template;
const problemsOf = (name: (typeof NAMES)[number]) =>
  lint(templateOf(name), { now: NOW, uri: name, workspace, live: liveOf(name) }, config.config);

function liveOf(name: string) {
  return liveIn({ 'live.json': read('live.json') }, name, config.config);
}

describe('the faults of the example', () => {
  it('are found, each in its resource, and nothing beside them', () => {
    const found = problemsOf('schedules.yml').map(
      problem => `${resourceAt(templateOf('schedules.yml'), problem)}: ${problem.rule}`,
    );
    expect(found).toEqual([
      'ShipOrdersRule: drift/changed',
      'ShipOrdersRule: drift/changed',
      'ExpireCartsRule: import/unknown-export',
      'CapturePaymentsRule: schedule/syntax',
      'SendInvoicesRule: schedule/syntax',
      'RenewSubscriptionsRule: rule/misaligned',
      'ReconcileStockRule: schedule/syntax',
      'CloseMonthRule: yaml/truncated',
      'WatchCheckoutRule: drift/deleted',
      'PruneImagesRule: import/unknown-export',
      'WriteSalesReportRule: target/network',
      'SweepSessionsRule: target/rake-task',
      'MailSalesSchedule: schedule/dst',
      'MailSalesSchedule: yaml/boolean-mode',
      'SpringSaleSchedule: schedule/past',
    ]);
  });

  it('are as many as the README promises', () => {
    const promised = [...read('README.md').matchAll(/^\d+\. /gm)];
    expect(problemsOf('schedules.yml')).toHaveLength(promised.length);
  });

  it('say the name that was meant, where it is near', () => {
    const messages = problemsOf('schedules.yml').map(({ message }) => message);
    const about = (text: string) => messages.filter(message => message.includes(text));
    expect(about('net-live-subnet-oen')).toEqual([
      expect.stringContaining('`net-live-subnet-one`'),
    ]);
    expect(about('jobs-dlq-arn')).toEqual([expect.not.stringContaining('Did you mean')]);
    expect(about('AwsvpcConfiguration')).toEqual([
      expect.stringContaining('`AwsVpcConfiguration`'),
    ]);
  });

  it('are in schedules.yml alone', () => {
    expect(problemsOf('network.yml')).toEqual([]);
    expect(problemsOf('app.yml')).toEqual([]);
    expect(config.problems).toEqual([]);
  });
});

describe('what is live of the example', () => {
  const live = liveOf('schedules.yml');
  if (!live) throw new Error('cronwright.yml names no snapshot of schedules.yml');
  const drift = driftOf(templateOf('schedules.yml'), live.snapshot, live);

  it('is compared as a whole', () => {
    expect(drift).toHaveLength(14);
    expect(drift.filter(({ notCompared, reasons }) => notCompared + reasons.length > 0)).toEqual(
      [],
    );
  });

  it('is as deployed, but for what was done in the console and what waits for a deploy', () => {
    const lenses = drift.flatMap(resource => {
      const { logicalId, status, pending } = resource;
      const isAsHere = status === 'in-sync' && pending.length === 0;
      return isAsHere ? [] : [`${logicalId}: ${lensText(resource)}`];
    });
    const waiting = '✓ Live as deployed; waits for a deploy: ScheduleExpression';
    expect(lenses).toEqual([
      'ShipOrdersRule: ⚠ Console drift: ScheduleExpression, State',
      `CapturePaymentsRule: ${waiting}`,
      `SendInvoicesRule: ${waiting}`,
      'RenewSubscriptionsRule: Not deployed yet',
      `ReconcileStockRule: ${waiting}`,
      `CloseMonthRule: ${waiting}`,
      'WatchCheckoutRule: ✗ Deleted in AWS',
      'WriteSalesReportRule: Not deployed yet',
    ]);
  });

  it('was deployed by a template without the faults that AWS refuses', () => {
    const deployed = parseTemplate(live.snapshot.stack.template);
    const context = { now: NOW, uri: 'deployed.yml', workspace, live: null };
    const severe = lint(deployed, context, config.config).filter(p => p.severity === 'error');
    expect(severe.map(({ rule }) => rule)).toEqual(['target/rake-task']);
  });

  it('is of the account that recorded the exports', () => {
    const recorded = JSON.parse(read('exports.json')).Exports as { Name: string; Value: string }[];
    expect(live.snapshot.exports).toEqual(
      Object.fromEntries(recorded.map(({ Name, Value }) => [Name, Value])),
    );
    expect(live.snapshot.account).toBe('123456789012');
  });
});

describe('the example', () => {
  it('has twelve rules and two schedules, with six imports each or more', () => {
    const scheduled = templateOf('schedules.yml').blocks.filter(
      ({ block }) => block.section === 'Resources',
    );
    const types = scheduled.map(({ block }) => resourceOf(block)?.type);
    expect(types.filter(type => type === 'AWS::Events::Rule')).toHaveLength(12);
    expect(types.filter(type => type === 'AWS::Scheduler::Schedule')).toHaveLength(2);
    for (const { block } of scheduled)
      expect(importsOf(block).length, block.key).toBeGreaterThanOrEqual(6);
  });

  it('has a rake task for each command that it runs but one', () => {
    const called = [...read('schedules.yml').matchAll(/"rake","([\w:]+)"/g)].map(
      ([, task]) => task,
    );
    expect(called).toHaveLength(14);
    const unknown = called.filter(task => !workspace.tasks.names.includes(task as string));
    expect(unknown).toEqual(['session:sweep']);
  });
});

function resourceAt(template: Template, { start }: Problem): string | undefined {
  return template.blocks.findLast(({ block, offset }) => offset + block.keySpan.start <= start)
    ?.block.key;
}
