import { describe, expect, it } from 'vitest';
import { INITIALIZER, problemsIn, said } from '../../support/sidekiq.js';

const toss = (choice: string) => `url = ${choice}
Sidekiq.configure_server { |config| config.redis = { url: url } }
Sidekiq.configure_client { |config| config.redis = { url: ENV["A_URL"] } }
`;

const message = (choice: string, files: Record<string, string> = {}) =>
  problemsIn(INITIALIZER, { ...files, [INITIALIZER]: toss(choice) }).find(
    ({ rule }) => rule === 'sidekiq/random-server',
  )?.message ?? '';

const FAIR = 'rand < 0.5 ? ENV["A_URL"] : ENV["B_URL"]';
const processes = (count: number) => ({ 'cronwright.yml': `sidekiq: { processes: ${count} }\n` });

describe('sidekiq/random-server', () => {
  it('tells the odds for the processes that there are', () => {
    expect(message(FAIR, processes(4))).toBe(
      '`rand < 0.5` picks the one Redis that a process reads for all its life (Sidekiq\'s docs/capsule.md). With 4 processes, one deploy in 16 leaves nobody reading `A_URL`, and one in 16 nobody reading `B_URL`. A fixed switch on chosen processes, such as `ENV["SIDEKIQ_DRAIN_OLD"] == "1"`, has no such odds.',
    );
    expect(message(FAIR, processes(8))).toContain('one deploy in 256');
    expect(message(FAIR, processes(1))).toContain('With 1 process, one deploy in 2 leaves');
  });

  it('takes their number from a Procfile, where several types run Sidekiq', () => {
    const Procfile = 'web: bundle exec puma\na: bundle exec sidekiq\nb: sidekiq -q low\n';
    expect(message(FAIR, { Procfile })).toContain('With 2 processes, one deploy in 4');
  });

  it('takes their number from the ECS services of the workspace', () => {
    expect(message(FAIR, { 'jobs.yml': service('4') })).toContain('With 4 processes');
    const both = { 'jobs.yml': service('4'), 'low.yml': service('2') };
    expect(message(FAIR, both)).toContain('With 6 processes');
    expect(message(FAIR, { 'jobs.yml': service('!Ref Count', 3) })).toContain('With 3 processes');
    expect(message(FAIR, { 'web.yml': service('4').replace(', sidekiq]', ', puma]') })).toContain(
      'With 2 processes, one deploy in 4',
    );
  });

  it('tells them for two and for four where nothing says how many there are', () => {
    expect(message(FAIR)).toContain(
      'With 2 processes, one deploy in 4 leaves nobody reading `A_URL`, and one in 4 nobody reading `B_URL`; with 4 processes it is one in 16.',
    );
  });

  it.each([
    ['rand > 0.5 ? ENV["A_URL"] : ENV["B_URL"]', /one deploy in 16/],
    ['rand(2) == 0 ? ENV["A_URL"] : ENV["B_URL"]', /one deploy in 16/],
    ['rand(2).zero? ? ENV["A_URL"] : ENV["B_URL"]', /one deploy in 16/],
    ['[true, false].sample ? ENV["A_URL"] : ENV["B_URL"]', /one deploy in 16/],
    ['[ENV["A_URL"], ENV["B_URL"]].sample', /one deploy in 16/],
    ['[ENV["A_URL"], ENV["B_URL"]][rand(2)]', /one deploy in 16/],
    ['unless rand >= 0.5 then ENV["A_URL"] else ENV["B_URL"] end', /one deploy in 16/],
    // one in four draws A: nobody with 0.75⁴
    ['rand < 0.25 ? ENV["A_URL"] : ENV["B_URL"]', /one deploy in 3\.2 .* and one in 256/],
    ['Random.rand < 0.5 ? ENV["A_URL"] : ENV["B_URL"]', /With few processes|one deploy in 16/],
    ['SecureRandom.random_number < 0.5 ? ENV["A_URL"] : ENV["B_URL"]', /With few processes/],
    ['ENV["URLS"].split(",").sample', /With few processes/],
    ['"redis://r#{rand(2)}:6379"', /With few processes/],
  ])('%s', (choice, odds) => expect(message(choice, processes(4))).toMatch(odds));

  it('is found in an if, in a method, in the hash and around the assignment', () => {
    const server = (lines: string) => `Sidekiq.configure_server do |c|\n${lines}\nend\n`;
    for (const text of [
      `if rand < 0.5\n  url = A\nelse\n  url = B\nend\n${server('c.redis = { url: url }')}`,
      `def pick = rand < 0.5 ? A : B\n${server('c.redis = { url: pick }')}`,
      server('c.redis = rand < 0.5 ? { url: A } : { url: B }'),
      server('c.redis = { url: A } if rand < 0.5'),
      `COIN = rand\n${server('c.redis = { url: COIN < 0.5 ? A : B }')}`,
    ]) {
      const rules = said(text).filter(one => one.startsWith('random-server'));
      expect(rules, text).toHaveLength(1);
    }
  });

  it.each([
    'Sidekiq.configure_server { |c| c.redis = { url: ENV["REDIS_URL"], id: SecureRandom.hex } }',
    'Sidekiq.configure_server { |c| c.redis = redis_options(id: SecureRandom.hex(4)) }\ndef redis_options(**) = X',
    'Sidekiq.configure_server { |c| c.redis = { url: X }; c.average_scheduled_poll_interval = rand(5) }',
    'Sidekiq.configure_server { |c| c.redis = { sentinels: HOSTS.shuffle, name: "a" } }',
    'color = rand < 0.5 ? RED_SIDEKIQ : BLUE_SIDEKIQ',
  ])('is not: %s', text => {
    expect(said(text).filter(one => one.startsWith('random'))).toEqual([]);
  });
});

function service(desired: string, parameter = 0): string {
  return `Parameters:
  Count: { Type: Number, Default: ${parameter} }
Resources:
  Jobs:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - { Name: jobs, Image: app, Command: [bundle, exec, sidekiq] }
  JobsService:
    Type: AWS::ECS::Service
    Properties:
      DesiredCount: ${desired}
      TaskDefinition: !Ref Jobs
`;
}

describe('sidekiq/random-client', () => {
  it('is found where clients draw, beside what is said of servers', () => {
    const text = `url = ${FAIR}\nSidekiq.configure_server { |c| c.redis = { url: url } }\nSidekiq.configure_client { |c| c.redis = { url: url } }\n`;
    expect(said(text).sort()).toEqual(['random-client: rand < 0.5', 'random-server: rand < 0.5']);
    const errors = problemsIn(INITIALIZER, { [INITIALIZER]: text }).filter(
      ({ severity }) => severity === 'error',
    );
    expect(errors.map(({ rule }) => rule)).toEqual(['sidekiq/random-client']);
  });
});

describe('sidekiq/random-per-call', () => {
  const service = (pool: string) =>
    `class Enqueue\n  def call\n    Sidekiq::Client.via(${pool}) { Job.perform_async }\n  end\nend\n`;

  it.each([
    ['rand < 0.5 ? OLD_POOL : NEW_POOL', 'error'],
    ['[LEGACY, CURRENT].sample', 'error'],
    ['[POOL_A, POOL_B].sample', 'warning'],
    ['POOLS.sample', 'warning'],
  ])('%s: %s', (pool, severity) => {
    expect(problemsIn('app/a.rb', { 'app/a.rb': service(pool) })).toMatchObject([
      { rule: 'sidekiq/random-per-call', severity },
    ]);
  });

  it('is found in a variable, in a method and in Client.new', () => {
    for (const body of [
      'pool = rand < 0.5 ? OLD : NEW\n    Sidekiq::Client.via(pool) { Job.perform_async }',
      'Sidekiq::Client.new(pool: rand < 0.5 ? OLD : NEW).push(job)',
      'Sidekiq::Client.via(pool) { Job.perform_async }\n  end\n  def pool\n    [OLD, NEW].sample',
    ]) {
      const text = `class Enqueue\n  def call\n    ${body}\n  end\nend\n`;
      expect(problemsIn('app/a.rb', { 'app/a.rb': text }), body).toMatchObject([
        { rule: 'sidekiq/random-per-call' },
      ]);
    }
  });

  it.each(['SHARDS.sample', 'SHARDS[id % 2]', 'NEW_POOL', 'pools.fetch(name)'])(
    'is not %s',
    pool => {
      expect(problemsIn('app/a.rb', { 'app/a.rb': service(pool) })).toEqual([]);
    },
  );
});
