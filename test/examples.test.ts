import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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
  lint(templateOf(name), { now: NOW, uri: name, workspace, live: null }, config.config);

describe('the faults of the example', () => {
  it('are found, each in its resource, and nothing beside them', () => {
    const found = problemsOf('schedules.yml').map(
      problem => `${resourceAt(templateOf('schedules.yml'), problem)}: ${problem.rule}`,
    );
    expect(found).toEqual([
      'ExpireCartsRule: import/unknown-export',
      'CapturePaymentsRule: schedule/syntax',
      'SendInvoicesRule: schedule/syntax',
      'RenewSubscriptionsRule: rule/misaligned',
      'ReconcileStockRule: schedule/syntax',
      'CloseMonthRule: yaml/truncated',
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
