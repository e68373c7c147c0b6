import { describe, expect, it } from 'vitest';
import { INITIALIZER, locked, problemsIn, said } from '../../support/sidekiq.js';

const server = (value: string) =>
  `Sidekiq.configure_server do |config|\n  config.redis = ${value}\nend\n`;
const client = (value: string) =>
  `Sidekiq.configure_client do |config|\n  config.redis = ${value}\nend\n`;
const both = (value: string) => server(value) + client(value);
const OWN = '{ url: ENV["REDIS_URL"] }';

/** The initializer after the first fix of its only problem. */
function fixed(text: string): string {
  const [problem, more] = problemsIn(INITIALIZER, { [INITIALIZER]: text });
  const [edit] = problem?.fixes?.[0]?.edits ?? [];
  if (!edit || more) throw new Error('not one problem with a fix');
  return text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
}

describe('sidekiq/capsule-redis', () => {
  const inServer = (lines: string) =>
    `Sidekiq.configure_server do |config|\n  config.redis = ${OWN}\n${lines}\nend\n`;

  it.each([
    'config.capsule("a") { |c| c.redis = X }',
    'config.capsule(:a) { _1.redis = X }',
    'config.default_capsule { |c| c.redis = X }',
    'config.default_capsule.redis = X',
    'cap = config.capsule("a")\n  cap.redis = X',
    'config.capsule("a") do |c|\n    c.queues = %w[x]\n    c.redis = X if ENV["Y"]\n  end',
  ])('is found in %j', lines => {
    expect(said(inServer(`  ${lines}`))).toEqual([expect.stringMatching(/^capsule-redis: /)]);
  });

  it('names the capsule, and is found in an embedded configuration', () => {
    const text =
      'Sidekiq.configure_embed do |c|\n  c.capsule("old") { |cap| cap.redis = X }\nend\n';
    const [problem] = problemsIn(INITIALIZER, { [INITIALIZER]: text });
    expect(problem?.message).toMatch(/^The capsule `old` can't have its own Redis: `redis=`/);
    expect(problem?.message).toContain('Sidekiq 7.3, docs/capsule.md');
  });

  it.each([
    'config.capsule("a") { |c| c.concurrency = 1 }',
    'config.capsule("a") { |c| c.config.redis { |r| r.ping } }',
    'Space.capsule("a") { |c| c.redis = X }',
    'config.capsule("a") { |c| [1].each { |c| c.redis = X } }',
  ])('is not found in %j', lines => {
    expect(said(inServer(`  ${lines}`)).filter(one => one.startsWith('capsule'))).toEqual([]);
  });
});

describe('sidekiq/undefined-url', () => {
  it.each([
    ['a local variable', `redis_url = ENV["REDIS_URL"]\n${both('{ url: redis_url }')}`],
    ['a block’s own', both('{ url: url = ENV["REDIS_URL"] }')],
    ['a method of the file', `def redis_url = ENV["REDIS_URL"]\n${both('{ url: redis_url }')}`],
    ['a method with an argument', both('{ url: redis_url(:jobs) }')],
    ['a method of something', both('{ url: app.redis_url }')],
    ['one that is looked for first', both('{ url: defined?(redis_url) ? redis_url : X }')],
    ['in a class, which may inherit it', `class A\n${both('{ url: redis_url }')}end\n`],
    ['in a method', `def setup\n${both('{ url: redis_url }')}end\n`],
    [
      'in a block of something else',
      `Rails.configuration.to_prepare do\n${server('redis_config')}end\n`,
    ],
    ['where an error is caught', `begin\n${both('redis_config')}rescue NameError\nend\n`],
  ])('is not %s', (_, text) => expect(said(text)).toEqual([]));

  it.each([
    'def redis_url; end',
    'class A; attr_reader :redis_url; end',
    'define_method(:redis_url) { X }',
    'delegate :other, :redis_url, to: :settings',
    'alias redis_url other',
  ])('is not what another file defines: %s', text => {
    expect(said(both('{ url: redis_url }'), { 'lib/a.rb': text })).toEqual([]);
  });

  it('says who would fail, by where it stands', () => {
    const message = (text: string) =>
      problemsIn(INITIALIZER, { [INITIALIZER]: text }).map(({ message }) => message);
    expect(message(`${server(OWN)}${client('redis_options')}`)[0]).toMatch(
      /web, console and rake .* The server will still boot/,
    );
    expect(message(`${server('{ url: redis_url }')}${client(OWN)}`)[0]).toMatch(
      /a Sidekiq process ends with a NameError when it boots/,
    );
    expect(message(`url = redis_url\n${both('{ url: url }')}`)).toEqual([
      expect.stringMatching(/each process that loads this file/),
    ]);
  });

  it('offers the names of the file that may be meant', () => {
    expect(
      fixed(`new_url = ENV["X"]\n${server('{ url: new_url }')}${client('{ url: new_ulr }')}`),
    ).toContain('configure_client do |config|\n  config.redis = { url: new_url }');
  });
});

describe('sidekiq/split-redis', () => {
  it.each([
    ['{ url: ENV["A"] }', '{ url: ENV["B"] }'],
    ['{ url: ENV.fetch("A") }', '{ url: ENV.fetch("B", nil) }'],
    ['{ url: OLD_URL }', '{ url: NEW_URL }'],
    ['{ url: "redis://a:6379" }', '{ "url" => "redis://b:6379" }'],
    ['{ url: Settings.old.url }', '{ url: Settings.new.url }'],
    ['{ url: ENV["A"] || ENV["B"] }', '{ url: ENV["C"] }'],
    ['{ url: "redis://a/1" }', '{ url: "redis://a/2" }'],
  ])('is found in %s and %s', (reads, pushes) => {
    expect(said(server(reads) + client(pushes))).toEqual(['split-redis: config.redis']);
  });

  it.each([
    ['one way and the other', '{ url: ENV["A"] }', '{ url: ENV.fetch("A") { X } }'],
    ['the first database', '{ url: "redis://a:6379" }', '{ url: "redis://a:6379/0" }'],
    ['a common branch', '{ url: x ? ENV["A"] : ENV["B"] }', '{ url: ENV["A"] }', 'two-readers'],
    ['a call that may give the same', '{ url: build(:a) }', '{ url: build(:b) }'],
    ['a constant that may be the variable', '{ url: REDIS_A }', '{ url: ENV["A"] }'],
    ['put together', '{ url: "redis://#{host}" }', '{ url: "redis://#{name}" }'],
    ['a host of its own', '{ host: "a" }', '{ url: ENV["A"] }'],
    ['a developer’s own', '{ url: "redis://localhost:6379" }', '{ url: ENV["A"] }'],
  ])('is not %s', (_, reads, pushes, ...others) => {
    const found = said(`host = name = x = ARGV\n${server(reads)}${client(pushes)}`);
    expect(found.map(one => one.split(':')[0])).toEqual(others);
  });

  it('sees the constant that is set in the file, and a variable in its branches', () => {
    const text = `A = ENV["A"]\nif x?\n  url = ENV["B"]\nelse\n  url = ENV["C"]\nend\n`;
    expect(said(`${text}${server('{ url: url }')}${client('{ url: A }')}`)).toEqual([
      'split-redis: config.redis',
    ]);
    expect(said(`${text}${server('{ url: url }')}${client('{ url: ENV["B"] }')}`)).toEqual([
      'two-readers: config.redis',
    ]);
  });

  it('takes the last assignment, and each of those that are not always made', () => {
    const twice = (a: string, b: string) =>
      `Sidekiq.configure_server do |config|\n  config.redis = ${a}\n  config.redis = ${b}\nend\n`;
    const pushes = client('{ url: ENV["A"] }');
    expect(said(twice('{ url: ENV["A"] }', '{ url: ENV["B"] }') + pushes)).toEqual([
      'split-redis: config.redis',
    ]);
    expect(said(twice('{ url: ENV["B"] }', '{ url: ENV["A"] }') + pushes)).toEqual([]);
    expect(said(twice('{ url: ENV["B"] }', '{ url: ENV["A"] } if z?') + pushes)).toEqual([
      'two-readers: config.redis',
    ]);
  });

  it('says nothing where a method is handed the configuration', () => {
    const handed = 'Sidekiq.configure_client do |config|\n  Setup.call(config)\nend\n';
    expect(said(server('{ url: ENV["A"] }') + handed)).toEqual([]);
  });
});

describe('sidekiq/client-default', () => {
  const text = server('{ url: ENV["JOBS_REDIS_URL"], size: 20 }');

  it('is found, and sets the same for clients', () => {
    expect(said(text)).toEqual(['client-default: config.redis']);
    expect(fixed(text)).toBe(
      `${text.trimEnd()}\n\nSidekiq.configure_client do |config|\n  config.redis = { url: ENV["JOBS_REDIS_URL"], size: 20 }\nend\n`,
    );
    expect(said(fixed(text))).toEqual([]);
  });

  it.each([
    ['another file sets it', { 'config/initializers/client.rb': client('{ url: ENV["B"] }') }],
    ['the environment names the variable', { '.env': 'REDIS_PROVIDER=JOBS_REDIS_URL\n' }],
    ['a Procfile names it', { Procfile: 'web: REDIS_PROVIDER=JOBS_REDIS_URL puma\n' }],
    [
      'a task definition names it',
      {
        'web.yml':
          'Resources:\n  Web:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n        - { Name: web, Environment: [{ Name: REDIS_PROVIDER, Value: JOBS_REDIS_URL }] }\n',
      },
    ],
  ])('is not where %s', (_, files) => expect(said(text, files)).toEqual([]));

  it.each([
    server(OWN),
    server('{ url: ENV.fetch("REDIS_URL", "redis://localhost:6379/1") }'),
    server('{ url: "redis://localhost:6379/0" }'),
    server('{ size: 5 }'),
    server('{ url: ENV[ENV["REDIS_PROVIDER"]] }'),
    server('redis_options_of(:server)'),
    'Sidekiq.redis = { url: ENV["A"] }\n',
    client('{ url: ENV["A"] }'),
  ])('is not: %j', own => expect(said(own)).toEqual([]));

  it('is not said of tests', () => {
    expect(problemsIn('spec/rails_helper.rb', { 'spec/rails_helper.rb': text })).toEqual([]);
  });
});

describe('what Sidekiq 7 refuses', () => {
  const found = (text: string, version: string) => said(text, locked(version));

  it.each([
    ['ConnectionPool.new(size: 5) { Redis.new }', 'pool-object'],
    ['ConnectionPool.new(size: 5, &connect)', 'pool-object'],
    ['Sidekiq::RedisConnection.create(url: ENV["REDIS_URL"])', 'pool-object'],
    ['nil', 'pool-object'],
    ['{ url: ENV["REDIS_URL"], namespace: "shop" }', 'namespace'],
    ['{ url: ENV["REDIS_URL"] }.merge("namespace" => x)', 'namespace'],
  ])('%s', (value, rule) => {
    const text = `connect = x = proc { Redis.new }\n${both(value)}`;
    for (const version of ['7.0.0', '8.1.7']) {
      const rules = found(text, version).map(one => one.split(':')[0]);
      expect(rules).toEqual([rule, rule]);
    }
    expect(found(text, '6.5.12')).toEqual([]);
    expect(said(text)).toEqual([]);
  });

  it('is known by the nearest Gemfile.lock', () => {
    const path = 'apps/shop/config/initializers/sidekiq.rb';
    const files = {
      [path]: both('{ url: ENV["REDIS_URL"], namespace: "a" }'),
      ...locked('7.3.9'),
      'apps/shop/Gemfile.lock': locked('6.4.1')['Gemfile.lock'] ?? '',
    };
    expect(problemsIn(path, files)).toEqual([]);
  });

  it('is one finding where both sides have one hash', () => {
    const text = `redis = { url: X, namespace: "a" }\n${both('redis')}`;
    expect(found(text, '7.3.9')).toEqual(['namespace: namespace: "a"']);
  });

  it('says nothing where only one branch is a pool', () => {
    expect(found(`x = 1\n${both('x ? nil : { url: X }')}`, '7.3.9')).toEqual([]);
  });
});

describe('sidekiq/redis-merge', () => {
  const twice = (a: string, b: string) =>
    `Sidekiq.configure_client do |c|\n  c.redis = ${a}\n  c.redis = ${b}\nend\n`;

  it('names what is kept, since 7', () => {
    const text = twice('{ url: ENV["A"], password: X, db: 2 }', '{ url: ENV["B"] }');
    const [problem, more] = problemsIn(INITIALIZER, { [INITIALIZER]: text, ...locked('7.3.9') });
    expect(more).toBeUndefined();
    expect(problem?.rule).toBe('sidekiq/redis-merge');
    expect(problem?.message).toContain(
      '`password` and `db` of the assignment above still hold here',
    );
    expect(said(text, locked('6.4.1'))).toEqual([]);
    expect(said(text)).toEqual([]);
  });

  it.each([
    ['the later one sets it', '{ url: ENV["A"], password: X }', '{ url: ENV["B"], password: nil }'],
    ['it is the same Redis', '{ url: ENV["A"], password: X }', '{ url: ENV["A"], size: 5 }'],
    ['the later one adds', '{ url: ENV["A"], password: X }', '{ size: 5 }'],
    ['nothing is left', '{ url: ENV["A"], size: 5 }', '{ url: ENV["B"] }'],
    ['keys are not known', '{ url: ENV["A"], password: X }', '{ url: ENV["B"], **more }'],
  ])('is not found where %s', (_, a, b) => {
    expect(said(`more = X\n${twice(a, b)}`, locked('7.3.9'))).toEqual([]);
  });
});
