import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { misaligned } from '../../../server/src/rules/rule/misaligned.js';
import { found } from '../../support/findings.js';

const KINDS = ['logical', 'name', 'description', 'id', 'command'] as const;
type Kind = (typeof KINDS)[number];
type Job = Readonly<Record<Kind, string>>;

/** The example without the one value that was left in it. */
const EXAMPLE = readFileSync(
  new URL('../../../examples/schedules.yml', import.meta.url),
  'utf8',
).replace(/(renew-subscriptions.*?Id: )invoices-send/s, '$1subscriptions-renew');

/** The five values of each rule of the example. */
const JOBS: readonly Job[] = [
  ...EXAMPLE.matchAll(
    /^ {2}(\w+Rule):[\s\S]*?Name: (\S+)\n\s+Description: (.*)\n[\s\S]*?Id: (\S+)[\s\S]*?"rake","([^"]+)"/gm,
  ),
].map(([, logical = '', name = '', description = '', id = '', command = '']) => ({
  logical,
  name,
  description,
  id,
  command,
}));

const rule = ({ logical, name, description, id, command }: Job) => `  ${logical}:
    Type: AWS::Events::Rule
    Properties:
      Name: ${name}
      Description: ${description}
      ScheduleExpression: rate(1 day)
      State: ENABLED
      Targets:
        - Id: ${id}
          Arn: !ImportValue cluster
          Input: '{"containerOverrides":[{"name":"app","command":["bundle","exec","rake","${command}"]}]}'
`;

const file = (jobs: readonly Job[]) => `Resources:\n${jobs.map(rule).join('')}`;
const tokens = (jobs: readonly Job[]) => found(misaligned, file(jobs)).map(({ token }) => token);

const REFUND: Job = {
  logical: 'RefundPaymentsRule',
  name: 'shop-refund-payments',
  description: 'Pays back what was refunded',
  id: 'payments-refund',
  command: 'payments:refund',
};

/** As it is written: the command with what runs it. */
const written = (kind: Kind, value: string) =>
  kind === 'command' ? new RegExp(`${value}$`) : new RegExp(`^${value}2?$`);

describe('rule/misaligned', () => {
  it('speaks as it was asked to', () => {
    const five: Job = {
      logical: 'Job5Rule',
      name: 'job_5',
      description: 'The fifth',
      id: 'job_5',
      command: 'jobs:task_5',
    };
    const refund: Job = { ...REFUND, name: 'refund_orders', command: 'jobs:task_5' };
    const [problem, ...others] = found(misaligned, file([five, refund]));
    expect(others).toEqual([]);
    expect(problem?.message).toBe(
      'This rule is called `refund_orders` but runs `rake jobs:task_5`, like `Job5Rule` above. Was the command left from a copy?',
    );
    expect(problem?.severity).toBe('warning');
    expect(problem?.related?.message).toContain('Job5Rule');
  });

  it('is silent on the example, whose rules are aligned', () => {
    expect(JOBS).toHaveLength(12);
    expect(found(misaligned, EXAMPLE)).toEqual([]);
    expect(tokens([...JOBS, REFUND])).toEqual([]);
  });

  const kinds = KINDS.filter(kind => kind !== 'description');
  const copies = JOBS.flatMap(job => kinds.map(kind => [job.logical, kind, job] as const));

  it.each(copies)('a copy of %s with the %s left', (_, kind, job) => {
    const left = tokens([...JOBS, { ...REFUND, [kind]: job[kind] }]);
    expect(left).toHaveLength(1);
    expect(left[0]).toMatch(written(kind, job[kind]));
  });

  it('sees a description where it speaks of the other job', () => {
    const flagged = JOBS.filter(
      ({ description }) => tokens([...JOBS, { ...REFUND, description }])[0] === description,
    );
    expect(flagged.map(({ logical }) => logical)).toEqual(
      expect.arrayContaining(['ShipOrdersRule', 'SendInvoicesRule', 'CloseMonthRule']),
    );
  });

  it.each(['name', 'id', 'logical'] as const)('sees a copied %s that got a number', kind => {
    const value = `${JOBS[0]?.[kind]}2`;
    expect(tokens([...JOBS, { ...REFUND, [kind]: value }])).toEqual([value]);
  });

  it('flags the copy wherever it stands', () => {
    const copy = { ...REFUND, command: 'orders:ship' };
    const [problem] = found(misaligned, file([copy, ...JOBS]));
    expect(problem?.message).toContain('like `ShipOrdersRule` below');
  });

  it('flags each of two that were left', () => {
    const [ship] = JOBS;
    const copy = { ...REFUND, id: ship?.id ?? '', command: ship?.command ?? '' };
    expect(tokens([...JOBS, copy])).toEqual(['orders-ship', 'rake","orders:ship']);
  });

  it('leaves alone what is called after the queue, the cluster or the container', () => {
    const mail = { ...REFUND, id: 'orders-queue', description: 'A job of the orders service' };
    const sync: Job = {
      logical: 'SyncOrdersRule',
      name: 'sync_orders',
      description: mail.description,
      id: mail.id,
      command: 'orders:sync',
    };
    const text = file([sync, mail]);
    expect(found(misaligned, text).map(({ token }) => token)).toEqual([mail.description, mail.id]);
    const workers = [
      text.replaceAll('!ImportValue cluster', '!GetAtt OrdersQueue.Arn'),
      text.replaceAll('!ImportValue cluster', '!Sub "${Cluster}/orders"'),
      text.replaceAll('"name":"app"', '"name":"orders"'),
      text
        .replaceAll('!ImportValue cluster', '$&, EcsParameters: x')
        .replaceAll(
          /Arn: (.*), EcsParameters: x/g,
          'Arn: $1\n          EcsParameters: {TaskDefinitionArn: !Ref OrdersTask}',
        ),
    ];
    for (const called of workers) expect(found(misaligned, called)).toEqual([]);
  });

  it('takes neither a function nor a number in an ARN for a name', () => {
    const job = (id: string, n: number, task: string): Job => ({
      logical: `${id}Rule`,
      name: `${id.toLowerCase()}_${n}`,
      description: '""',
      id: `job-${n}`,
      command: task,
    });
    const arn = 'arn:aws:ecs:eu-west-1:123456789012:cluster/jobs';
    const numbered = file([job('Import', 1, 'task_1'), job('Refund', 2, 'task_1')]);
    expect(found(misaligned, numbered.replaceAll('!ImportValue cluster', arn))).toHaveLength(1);
    const named = file([job('Import', 1, 'import:all'), job('Refund', 2, 'import:all')]);
    expect(named).toContain('Arn: !ImportValue cluster');
    expect(found(misaligned, named)).toHaveLength(1);
  });

  it('finds the value whatever the jobs are called', () => {
    const word = fc
      .stringMatching(/^[b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z]$/)
      .filter(text => !/^(?:copy|task|name)/.test(text));
    const aligned = fc
      .uniqueArray(word, { minLength: 10, maxLength: 26, selector: text => text.slice(0, 4) })
      .map(words =>
        Array.from({ length: Math.floor(words.length / 2) }, (_, i) =>
          jobOf(words[2 * i] ?? '', words[2 * i + 1] ?? ''),
        ),
      );
    fc.assert(
      fc.property(aligned, fc.constantFrom(...KINDS), (jobs, kind) => {
        const [last, ...others] = [...jobs].reverse();
        const source = others[0];
        if (!last || !source) return;
        expect(tokens(jobs)).toEqual([]);
        const left = tokens([...jobs.slice(0, -1), { ...last, [kind]: source[kind] }]);
        expect(left).toHaveLength(1);
        expect(left[0]).toMatch(written(kind, source[kind]));
      }),
      { numRuns: 100 },
    );
  });

  const [ship, expire] = JOBS as [Job, Job];
  it.each<[string, Job[]]>([
    [
      'a second time for the same work',
      [ship, { ...ship, logical: 'ShipOrdersAtNoonRule', name: 'shop-ship-orders-noon' }],
    ],
    ['a copy that is not yet changed', [ship, { ...ship, logical: 'ShipOrdersRule2' }]],
    ['a copy with only its name changed', [ship, { ...ship, name: REFUND.name }]],
    [
      'values that any job has',
      [
        { ...ship, id: 'task-1', description: 'Runs a job' },
        { ...expire, id: 'task-1', description: 'Runs a job' },
      ],
    ],
    [
      'a command that fits neither',
      [
        { ...ship, command: 'all:dispatch' },
        { ...expire, command: 'all:dispatch' },
      ],
    ],
    [
      'what four rules share',
      [ship, ...JOBS.slice(1, 4).map(job => ({ ...job, command: ship.command }))],
    ],
  ])('is silent on %s', (_, jobs) => expect(tokens(jobs)).toEqual([]));
});

function jobOf(verb: string, noun: string): Job {
  const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
  return {
    logical: `${capital(verb)}${capital(noun)}Rule`,
    name: `${verb}_${noun}`,
    description: `Does the ${noun}`,
    id: `${noun}-${verb}`,
    command: `${noun}:${verb}`,
  };
}
