import { describe, expect, it } from 'vitest';
import { INITIALIZER, problemsIn, said } from '../../support/sidekiq.js';

const config = (migration: string) => ({
  'cronwright.yml': `sidekiq: { migration: ${migration} }\n`,
});
const UNDERWAY = config('{ state: underway, old: [OLD_URL], new: [NEW_URL] }');
const DONE = config('{ state: done, old: [OLD_URL, LEGACY_POOL], new: [NEW_URL] }');

const OWN = 'Sidekiq.configure_client { |c| c.redis = { url: ENV["NEW_URL"] } }\n';
const server = (lines: string) =>
  `${OWN}Sidekiq.configure_server do |config|\n  config.redis = { url: ENV["NEW_URL"] }\n  ${lines}\nend\n`;
const periodic = (text: string, files: Record<string, string> = UNDERWAY) =>
  said(text, files).map(one => one.split(':')[0]);

describe('sidekiq/double-periodic', () => {
  it.each([
    'config.periodic { |mgr| mgr.register("0 3 * * *", "A") }',
    'Sidekiq::Cron::Job.load_from_hash(YAML.load_file("config/schedule.yml"))',
    'Sidekiq::Cron::Job.load_from_hash!(X) if File.exist?("config/schedule.yml")',
    'Sidekiq::Cron::Job.create(name: "a", cron: "0 3 * * *", class: "A") if Rails.env.production?',
    'config.on(:startup) { Sidekiq.schedule = X }',
    'file = Rails.root.join("a.yml")\n  Sidekiq::Cron::Job.load_from_array(X) if file.exist? && defined?(Sidekiq::Cron)',
  ])('is found while a migration is under way: %s', lines => {
    expect(periodic(server(lines))).toEqual(['double-periodic']);
    expect(periodic(server(lines), {})).toEqual([]);
    expect(periodic(server(lines), DONE)).toEqual([]);
  });

  it.each([
    'config.periodic { |mgr| mgr.register("0 3 * * *", "A") } unless draining',
    'Sidekiq::Cron::Job.load_from_hash(X) if ENV["SIDEKIQ_DRAIN_OLD"] != "1"',
    'return if config[:tag] == "drain"\n  Sidekiq::Cron::Job.load_from_hash(X)',
    'case config[:tag]\n  when "main" then Sidekiq.schedule = X\n  end',
    'leader? && Sidekiq::Cron::Job.load_from_hash(X)',
  ])('is not behind a condition: %s', lines => {
    expect(periodic(`draining = ENV["D"]\n${server(lines)}`)).toEqual([]);
  });

  it('is not of a method, which may run anywhere', () => {
    expect(periodic('def add = Sidekiq::Cron::Job.create(name: "a", class: "B")\n')).toEqual([]);
  });

  it('is found where an initializer shows that two Redis are read', () => {
    const text = server('config.periodic { |mgr| mgr.register("0 3 * * *", "A") }');
    const draining = text.replace(
      '  config.redis = { url: ENV["NEW_URL"] }',
      '  config.redis = { url: ENV["D"] ? ENV["OLD_URL"] : ENV["NEW_URL"] }',
    );
    expect(periodic(draining, {})).toEqual(['two-readers', 'double-periodic']);
    expect(periodic(text, { 'lib/other.rb': draining })).toEqual(['double-periodic']);
  });

  const cron = (version: string, schedule = 'nightly:\n  cron: "0 3 * * *"\n  class: A\n') => ({
    'Gemfile.lock': `GEM\n  specs:\n    sidekiq (7.3.9)\n    sidekiq-cron (${version})\n`,
    'config/schedule.yml': schedule,
  });

  it('is found where sidekiq-cron loads its schedule by itself', () => {
    const text = server('# nothing');
    const found = (files: Record<string, string>, around: Record<string, string> = UNDERWAY) =>
      periodic(text, { ...around, ...files });
    expect(found(cron('1.6.0'))).toEqual(['double-periodic']);
    expect(found(cron('2.3.1'))).toEqual(['double-periodic']);
    expect(found(cron('2.3.1'), {})).toEqual([]);
    // it loaded nothing before
    expect(found(cron('1.5.1'))).toEqual([]);
    // a template that is called so
    expect(found(cron('2.3.1', 'Resources: {}\n'))).toEqual([]);
    expect(found({ 'config/schedule.yml': cron('2')['config/schedule.yml'] })).toEqual([]);
    expect(periodic('Sidekiq.strict_args!\n', { ...UNDERWAY, ...cron('2.3.1') })).toEqual([]);
  });

  it.each([
    'Sidekiq::Cron.configure { |cron| cron.cron_poll_interval = 0 } if DRAINS',
    'Sidekiq::Cron.configure do |config|\n  config.enabled = !DRAINS\nend',
    'Sidekiq::Cron.configure { |c| c.cron_schedule_file = "config/other.yml" }',
    'Sidekiq::Options[:cron_poll_interval] = 0',
    'Sidekiq.options[:cron_schedule_file] = "a.yml"',
  ])('is not said of that schedule where a file says when it is run: %s', ruby => {
    const files = { ...UNDERWAY, ...cron('2.3.1') };
    expect(periodic(server('# nothing'), { ...files, 'config/cron.rb': ruby })).toEqual([]);
    expect(periodic(`${server('# nothing')}${ruby}\n`, files)).toEqual([]);
  });

  it('is said of it all where that interval is a number for all processes', () => {
    const often = 'Sidekiq::Cron.configure { |c| c.cron_poll_interval = 10 }\n';
    const registered = server('Sidekiq::Cron::Job.create(name: "a", class: "A")');
    expect(periodic(server('# nothing') + often, { ...UNDERWAY, ...cron('2.3.1') })).toEqual([
      'double-periodic',
    ]);
    expect(periodic(registered + often)).toEqual(['double-periodic']);
    expect(periodic(registered + often.replace('10', 'X ? 0 : 10'))).toEqual([]);
  });

  it('is not said of it where sidekiq.yml says which is loaded', () => {
    const files = { ...UNDERWAY, ...cron('1.12.0') };
    const yml = { 'config/sidekiq.yml': ':cron_schedule_file: config/a.yml\n' };
    expect(periodic(server('# nothing'), { ...files, ...yml })).toEqual([]);
  });

  it('adds the condition by its fix, with the switch that the file has', () => {
    const fixed = (text: string) => {
      const [edit] =
        problemsIn(INITIALIZER, { [INITIALIZER]: text, ...UNDERWAY })[0]?.fixes?.[0]?.edits ?? [];
      return edit ? text.slice(0, edit.start) + edit.newText + text.slice(edit.end) : '';
    };
    const block = server('config.periodic do |mgr|\n    mgr.register("0 3 * * *", "A")\n  end');
    expect(fixed(block)).toContain('\n  end unless ENV["SIDEKIQ_DRAIN_OLD"] == "1"\n');
    expect(fixed(`draining = ENV["D"]\n${block}`)).toContain('\n  end unless draining\n');
    for (const text of [fixed(block), fixed(`draining = ENV["D"]\n${block}`)])
      expect(periodic(text)).toEqual([]);
  });
});

describe('sidekiq/leftover', () => {
  it('is each place in Ruby that names the old Redis, once the migration is done', () => {
    const text = `${OWN}LEGACY_POOL = ConnectionPool.new { Redis.new(url: ENV["OLD_URL"]) }
A = Config::LEGACY_POOL
B = ENV.fetch(:OLD_URL) + NEW_URL + "not OLD_URL" + OLD_URL2
# OLD_URL: decommissioned 2026-11-24
`;
    expect(said(text, DONE)).toEqual([
      'leftover: LEGACY_POOL',
      'leftover: OLD_URL',
      'leftover: LEGACY_POOL',
      'leftover: OLD_URL',
    ]);
    expect(said(text, UNDERWAY)).toEqual([]);
  });

  it('is what is called old or legacy where the team names nothing', () => {
    const text = `${OWN}SIDEKIQ_OLD_REDIS_URL = REDIS_LEGACY_URL = GOLD_REDIS_URL = OLD_MYSQL_URL = 1\n`;
    expect(said(text, config('{ state: done }'))).toEqual([
      'leftover: SIDEKIQ_OLD_REDIS_URL',
      'leftover: REDIS_LEGACY_URL',
    ]);
  });

  it('is found in a Procfile, in sidekiq.yml and in .env files, but for comments', () => {
    const text = 'a: OLD_URL=$OLD_URL2 sidekiq\n# OLD_URL\n  # OLD_URL\nb: <%= ENV["OLD_URL"] %>\n';
    for (const path of [
      'Procfile',
      'Procfile.dev',
      'config/sidekiq.yml',
      '.env',
      '.env.production',
    ]) {
      const problems = problemsIn(path, { [path]: text, ...DONE });
      expect(problems.map(({ start, end }) => [start, text.slice(start, end)])).toEqual([
        [3, 'OLD_URL'],
        [text.lastIndexOf('OLD_URL'), 'OLD_URL'],
      ]);
      expect(problemsIn(path, { [path]: text, ...UNDERWAY })).toEqual([]);
    }
  });

  it('is found among the variables and the secrets of a task definition', () => {
    const template = `Resources:
  Jobs:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: jobs
      ContainerDefinitions:
        - Name: jobs
          Image: app
          Environment:
            - { Name: NEW_URL, Value: a }
            - { Name: OLD_URL, Value: b }
          Secrets:
            - Name: LEGACY_POOL
              ValueFrom: arn:aws:ssm:eu-west-1:123456789012:parameter/a
`;
    const problems = problemsIn('jobs.yml', { 'jobs.yml': template, ...DONE });
    expect(problems.map(({ rule, start, end }) => [rule, template.slice(start, end)])).toEqual([
      ['sidekiq/leftover', 'OLD_URL'],
      ['sidekiq/leftover', 'LEGACY_POOL'],
    ]);
    expect(problemsIn('jobs.yml', { 'jobs.yml': template, ...UNDERWAY })).toEqual([]);
  });
});

describe('sidekiq/yml-redis', () => {
  const yml = (text: string, files: Record<string, string> = {}, path = 'config/sidekiq.yml') =>
    problemsIn(path, { ...files, [path]: text }).map(({ start, end }) => text.slice(start, end));

  it.each([
    [':redis:\n  :url: redis://a\n', [':redis']],
    ['redis: redis://a\nconcurrency: 5\n', ['redis']],
    [':url: <%= ENV["X"] %>\n', [':url']],
    ['production:\n  :redis:\n    :url: redis://a\n', [':redis']],
    [':queues:\n  - redis\n  - [url, 2]\n', []],
    [':labels: [redis]\n:capsules:\n  url:\n    :concurrency: 1\n', []],
  ])('%j', (text, keys) => expect(yml(text)).toEqual(keys));

  it('is said of all files that Sidekiq may be started with', () => {
    for (const path of ['config/sidekiq_old.yml', 'config/sidekiq/low.yml', 'sidekiq.yaml'])
      if (path !== 'config/sidekiq/low.yml')
        expect(yml(':redis: a\n', {}, path), path).toEqual([':redis']);
  });

  it.each([
    'YAML.load_file("config/sidekiq.yml")[:redis]',
    'Sidekiq.configure_server { |config| config.redis = config[:redis] }',
    'Sidekiq.options[:redis]',
  ])('is not where Ruby reads it: %s', text => {
    expect(
      yml(':redis: a\n', { 'config/initializers/sidekiq.rb': `# Sidekiq\n${text}\n` }),
    ).toEqual([]);
  });

  it('can be answered for by a comment', () => {
    expect(
      yml('# cronwright-disable-next-line sidekiq/yml-redis -- read by our own tool\n:redis: a\n'),
    ).toEqual([]);
  });
});

describe('a suppression comment in Ruby', () => {
  it('answers for the next line, and is told where it answers for nothing', () => {
    const text =
      'Sidekiq.configure_server do |c|\n  # cronwright-disable-next-line sidekiq/client-default -- a worker alone\n  c.redis = { url: ENV["A"] }\nend\n';
    expect(said(text)).toEqual([]);
    expect(said(text.replace('ENV["A"]', 'ENV["REDIS_URL"]'))).toEqual([
      'suppression/unused: sidekiq/client-default',
    ]);
    expect(said(text.replace('next-line', 'file'))).toEqual([]);
  });

  it('gives way to the severities of the team', () => {
    const text = 'Sidekiq.configure_server { |c| c.redis = { url: ENV["A"] } }\n';
    const files = {
      [INITIALIZER]: text,
      'cronwright.yml': 'rules: { sidekiq/client-default: error }\n',
    };
    expect(problemsIn(INITIALIZER, files)).toMatchObject([{ severity: 'error' }]);
    const off = { ...files, 'cronwright.yml': 'rules: { sidekiq/client-default: off }\n' };
    expect(problemsIn(INITIALIZER, off)).toEqual([]);
  });
});
