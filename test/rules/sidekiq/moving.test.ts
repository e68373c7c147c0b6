import { describe, expect, it } from 'vitest';
import { problemsIn } from '../../support/sidekiq.js';

const PATH = 'lib/tasks/move.rake';
const found = (text: string) =>
  problemsIn(PATH, { [PATH]: `require "sidekiq/api"\n${text}` }).map(
    ({ rule, start, end }) =>
      `${rule.replace('sidekiq/', '')}: ${`require "sidekiq/api"\n${text}`.slice(start, end)}`,
  );
const scheduled = (body: string) => `Sidekiq::ScheduledSet.new.each do |job|\n  ${body}\nend\n`;

describe('sidekiq/reenqueue-loses-time', () => {
  it.each([
    ['Sidekiq::Client.push(job.item)', 'job.item'],
    ['Sidekiq::Client.new(pool: POOL).push(job.item)', 'job.item'],
    ['client.push(job.item.merge("queue" => "low"))', 'job.item.merge("queue" => "low")'],
    ['item = job.item\n  client.push(item)', 'item'],
    ['job.klass.constantize.perform_async(*job.args)', 'perform_async'],
  ])('is found in %j', (body, token) => {
    expect(found(scheduled(body))).toEqual([`reenqueue-loses-time: ${token}`]);
  });

  it.each([
    'Sidekiq::ScheduledSet.new.select { |j| j.klass == "A" }.each { |job| CLIENT.push(job.item) }',
    'set = Sidekiq::ScheduledSet.new\nset.each { CLIENT.push(_1.item) }',
    '[Sidekiq::ScheduledSet.new, Sidekiq::RetrySet.new].each { |set| set.each { |job| CLIENT.push(job.item) } }',
  ])('is found in %j', text => {
    expect(found(text)).toEqual([expect.stringMatching(/^reenqueue-loses-time/)]);
  });

  it.each([
    scheduled('Sidekiq::Client.push(job.item.merge("at" => job.score))'),
    scheduled('item = job.item\n  item["at"] = job.score\n  Sidekiq::Client.push(item)'),
    scheduled('job.klass.constantize.perform_at(job.at, *job.args)'),
    scheduled('list.push(job.jid)'),
    scheduled('job.add_to_queue'),
    'Sidekiq::RetrySet.new.each { |job| Sidekiq::Client.push(job.item) }\n',
    'Sidekiq::Queue.new("a").each { |job| Sidekiq::Client.push(job.item) }\n',
    'orders.each { |job| Sidekiq::Client.push(job.item) }\n',
  ])('is not found in %j', text => expect(found(text)).toEqual([]));

  it('keeps the time by its fix', () => {
    const text = scheduled('Sidekiq::Client.push(job.item)');
    const [edit] = problemsIn(PATH, { [PATH]: text })[0]?.fixes?.[0]?.edits ?? [];
    const fixed = edit && text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
    expect(fixed).toBe(scheduled('Sidekiq::Client.push(job.item.merge("at" => job.score))'));
    expect(problemsIn(PATH, { [PATH]: fixed ?? '' })).toEqual([]);
  });
});

describe('sidekiq/move-not-atomic', () => {
  it.each([
    [
      'pop, then push',
      'while (e = OLD.zpopmin("schedule"))\n  NEW.zadd("schedule", e[1], e[0])\nend',
      'zpopmin',
    ],
    [
      'by redis-client',
      'def move(old, new)\n  job = old.call("RPOP", "queue:default")\n  new.call("LPUSH", "queue:default", job)\nend',
      'call',
    ],
    [
      'by pools',
      'def move\n  OLD.with { |r| r.zrem("retry", job) }\n  NEW.with { |r| r.zadd("retry", 1, job) }\nend',
      'zrem',
    ],
    [
      'a list of sets',
      '%w[schedule retry].each { |set| NEW.zadd(set, 1, OLD.zpopmin(set)) }',
      'zpopmin',
    ],
    [
      'push, then delete by the API',
      'Sidekiq::RetrySet.new.each do |job|\n  Sidekiq::Client.new(pool: NEW).push(job.item)\n  job.delete\nend',
      'delete',
    ],
    [
      'inside of the old Redis',
      'Sidekiq::Client.via(OLD) do\n  Sidekiq::Queue.new.each do |job|\n    Sidekiq::Client.via(NEW) { Sidekiq::Client.push(job.item) }\n    job.delete\n  end\nend',
      'delete',
    ],
  ])('is found: %s', (_, text, token) => {
    expect(found(text)).toEqual([`move-not-atomic: ${token}`]);
  });

  it('says what an end between the two steps does', () => {
    const message = (text: string) => problemsIn(PATH, { [PATH]: text })[0]?.message;
    expect(
      message('def a\n  x = OLD.zpopmin("schedule")\n  NEW.zadd("schedule", 1, x)\nend'),
    ).toMatch(/has lost the job \(4 of 20,000/);
    expect(message('def a\n  NEW.zadd("schedule", 1, x)\n  OLD.zrem("schedule", x)\nend')).toMatch(
      /runs twice/,
    );
  });

  it.each([
    ['one Redis', 'OLD.zrem("schedule", x)\nOLD.zadd("schedule", 1, x)'],
    ['keys of another program', 'def a\n  x = A.lpop("mails")\n  B.rpush("mails", x)\nend'],
    ['two methods', 'def a = OLD.zrem("schedule", x)\ndef b = NEW.zadd("schedule", 1, x)'],
    [
      'the process’s own Redis',
      'Sidekiq::Queue.new("a").each do |job|\n  Sidekiq::Client.push(job.item)\n  job.delete\nend',
    ],
    [
      'another job',
      'def a\n  Sidekiq::ScheduledSet.new.each { |job| job.delete }\n  Sidekiq::Client.via(OTHER) { Job.perform_async(1) }\nend',
    ],
    [
      'a script in Lua',
      'def a\n  x = OLD.call("EVAL", CLAIM, 1, "schedule")\n  NEW.call("EVAL", APPLY, 1, x)\n  OLD.call("HDEL", "outbox", x)\nend',
    ],
  ])('is not: %s', (_, text) => expect(found(text)).toEqual([]));
});
