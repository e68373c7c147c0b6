import { describe, expect, it } from 'vitest';
import { INITIALIZER, problemsIn, said } from '../../support/sidekiq.js';

const both = (value: string) =>
  ['server', 'client']
    .map(side => `Sidekiq.configure_${side} do |config|\n  config.redis = ${value}\nend\n`)
    .join('');

describe('sidekiq/cluster-endpoint', () => {
  const clustered = 'rediss://clustercfg.jobs.a1b2c3.euw1.cache.amazonaws.com:6379';
  const serverless = 'rediss://jobs-a1b2c3.serverless.euw1.cache.amazonaws.com:6379';

  it.each([
    [`${both(`{ url: "${clustered}" }`)}`, 2],
    [`URL = "${serverless}"\n${both('{ url: URL }')}`, 1],
    [`${both('{ url: ENV.fetch("REDIS_URL", HOST) }')}HOST = "${clustered}"\n`, 1],
    [
      `def go = Sidekiq::Client.via(ConnectionPool.new { Redis.new(url: "${clustered}") }) { x }`,
      1,
    ],
  ])('is found where it reaches Sidekiq: %j', (text, count) => {
    const rules = said(text).map(one => one.split(':')[0]);
    expect(rules).toEqual(Array(count).fill('cluster-endpoint'));
  });

  it.each([
    `Rails.cache = Redis.new(url: "${clustered}") # not Sidekiq's\n`,
    both('{ url: "rediss://master.jobs.a1b2c3.euw1.cache.amazonaws.com:6379" }'),
    both('{ url: "redis://jobs.a1b2c3.0001.euw1.cache.amazonaws.com:6379" }'),
  ])('is not %j', text => expect(said(`require "sidekiq"\n${text}`)).toEqual([]));
});

describe('sidekiq/cluster-endpoint, in a task definition', () => {
  const text = both('{ url: ENV.fetch("JOBS_URL") }');
  const task = (value: string, { name = 'JOBS_URL', command = 'bundle, exec, sidekiq' } = {}) => ({
    'stacks/jobs.yml': `Resources:
  JobsTask:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: jobs
          Command: [${command}]
          Environment:
            - { Name: OTHER_URL, Value: !GetAtt Cache.ConfigurationEndPoint.Address }
            - { Name: ${name}, Value: ${value} }
`,
  });

  it.each([
    '!GetAtt Jobs.ConfigurationEndPoint.Address',
    '{ "Fn::GetAtt": [Jobs, ConfigurationEndPoint.Address] }',
    '!Sub "rediss://${Jobs.ConfigurationEndPoint.Address}:6379"',
    '!Join ["", ["rediss://", !GetAtt Jobs.ConfigurationEndPoint.Address, ":6379"]]',
    'rediss://clustercfg.jobs.a1b2c3.euw1.cache.amazonaws.com:6379',
  ])('is found by the variable that Sidekiq reads: %s', value => {
    const [problem, more] = problemsIn(INITIALIZER, { [INITIALIZER]: text, ...task(value) });
    expect(more).toBeUndefined();
    expect(problem?.rule).toBe('sidekiq/cluster-endpoint');
    expect(problem?.message).toContain(
      '`JOBS_URL` has the configuration endpoint of a Redis cluster in the task definition JobsTask of jobs.yml',
    );
    const { uri = '', start, end } = problem?.related ?? {};
    expect(task(value)['stacks/jobs.yml'].slice(start, end)).toBe('JOBS_URL');
    expect(uri).toMatch(/stacks\/jobs\.yml$/);
  });

  it.each([
    ['another attribute', task('!GetAtt Jobs.PrimaryEndPoint.Address')],
    ['Memcached’s', task('!GetAtt Cache.ConfigurationEndpoint.Address')],
    ['a condition', task('!If [A, !GetAtt A.ConfigurationEndPoint.Address, b]')],
    ['another variable', task('!GetAtt A.ConfigurationEndPoint.Address', { name: 'CACHE_URL' })],
    ['another process', task('!GetAtt A.ConfigurationEndPoint.Address', { command: 'puma' })],
    [
      'an application of several',
      {
        ...task('!GetAtt A.ConfigurationEndPoint.Address'),
        'other/config/initializers/sidekiq.rb': both('{ url: ENV["OTHER_URL"] }'),
      },
    ],
  ])('is not %s', (_, files) => expect(said(text, files)).toEqual([]));
});
