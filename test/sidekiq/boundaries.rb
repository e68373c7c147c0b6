# frozen_string_literal: true

# Ends a mover after each of its commands that changes something, starts it again, and tells as JSON what became of the
# jobs. These are all the states that a kill -9 can leave.
#   ruby boundaries.rb MOVER.rb outbox | pop-then-add | add-then-remove | interleaved | late
require "json"
require "stringio"
require_relative "naive"
require File.expand_path(ARGV.fetch(0))

# As kill -9: no rescue and no ensure of the mover sees it, as it has none for this.
class Killed < Exception; end # rubocop:disable Lint/InheritException

# Stands between the mover and its servers.
module Fault
  class << self
    attr_accessor :calls, :at
  end

  # `at` is called with the number of each command and what sends it.
  def call(*command)
    Fault.calls += 1
    send = -> { super(*command) }
    Fault.at ? Fault.at.call(Fault.calls, command, send) : send.call
  end
end
SidekiqMove::Server.prepend(Fault)

OLD_URL = ENV.fetch("SIDEKIQ_OLD_REDIS_URL")
NEW_URL = ENV.fetch("SIDEKIQ_NEW_REDIS_URL")
OLD = Sidekiq::RedisConnection.create(url: OLD_URL, size: 1, logger: nil)
NEW = Sidekiq::RedisConnection.create(url: NEW_URL, size: 1, logger: nil)

def job(number, more = {})
  JSON.generate({"class" => "NotedJob", "args" => [number], "jid" => "j#{number}", "queue" => "default"}.merge(more))
end

# Jobs 0 to 4 are in the queue, in the order in which they are to run.
def seed
  [OLD, NEW].each { |pool| pool.with { |redis| redis.call("FLUSHDB") } }
  OLD.with do |redis|
    redis.call("SADD", "queues", "default")
    [job(0), job(1), job(100, "bid" => "b1"), job(2), job(3), job(4)].each { |member| redis.call("LPUSH", "queue:default", member) }
    redis.call("ZADD", "schedule", "1.5", job(10), "1.5", job(11), "2.25", job(110, "bid" => "b1"), "3.125", job(12))
    redis.call("ZADD", "retry", "1795000000.123456", job(20), "1795000001", job(21))
  end
end

# What Sidekiq would do on a server: it takes whatever is there, the oldest first.
def consume(pool)
  taken = []
  pool.with do |redis|
    while (member = redis.call("RPOP", "queue:default"))
      taken << member
    end
    %w[schedule retry].each do |set|
      taken.concat(redis.call("ZRANGE", set, 0, -1))
      redis.call("DEL", set)
    end
  end
  taken.map { |member| JSON.parse(member)["args"][0] }
end

def mover
  options = {batch: 2, take: %w[schedule retry queues]}
  old, new = [["old", OLD_URL], ["new", NEW_URL]].map { |name, url| (@servers ||= {})[name] ||= SidekiqMove::Server.new(name, url) }
  case ARGV.fetch(1)
  when "pop-then-add" then Naive::PopThenAdd.new(old, new, 2)
  when "add-then-remove" then Naive::AddThenRemove.new(old, new, 2)
  else SidekiqMove::Move.new(old, new, options, StringIO.new)
  end
end

def run(&at)
  Fault.calls = 0
  Fault.at = at
  mover.run
  true
rescue Killed
  false
rescue SidekiqMove::REDIS_ERROR => error
  raise unless error.message.include?(SidekiqMove::Transfer::TAKEN_OVER)
  :taken_over
ensure
  Fault.at = nil
end

CHANGES = %w[SET EVAL HDEL ZADD ZREM ZPOPMIN].freeze

# Ends the mover after so many commands that change something; with 0 before any.
def killed(number)
  changes = 0
  lambda do |_, command, send|
    raise Killed if number.zero?
    reply = send.call
    raise Killed if CHANGES.include?(command.first) && (changes += 1) == number
    reply
  end
end

JOBS = [0, 1, 2, 3, 4, 10, 11, 12, 20, 21, 100, 110].freeze
BATCHED = [100, 110].freeze
RESULT = %i[runs lost doubled left disordered residue].map { |what| [what, 0] }.to_h

# Counts what became of the jobs, of which some were taken on the new server by now.
def judge(taken)
  taken.concat(consume(NEW))
  left = consume(OLD)
  found = (taken + left).tally
  RESULT[:runs] += 1
  RESULT[:lost] += JOBS.count { |number| !found.key?(number) }
  RESULT[:doubled] += found.count { |_, count| count > 1 }
  RESULT[:left] += 1 if left != BATCHED
  queued = taken.select { |number| number < 10 }
  RESULT[:disordered] += 1 if queued != queued.sort
  RESULT[:residue] += [OLD, NEW].sum { |pool| pool.with { |redis| redis.call("KEYS", "sidekiq_move:*").size } }
end

# The changes that a run makes first: it signs, and delivers what an earlier run had claimed.
FIRST_CHANGES = 8

# Kills once at each place, and of the run after that once in its first steps.
def kill_everywhere
  0.step do |number|
    seed
    return if run(&killed(number))
    taken = consume(NEW)
    run
    judge(taken)
    (0..FIRST_CHANGES).each { |again| kill_twice(number, again) }
  end
end

def kill_twice(number, again)
  seed
  run(&killed(number))
  taken = consume(NEW)
  run(&killed(again))
  taken.concat(consume(NEW))
  run
  judge(taken)
end

# Before each command of one run another one is run to its end.
def interleave
  1.step do |number|
    seed
    taken = []
    ended = run do |call, _, send|
      if call == number
        here = [Fault.calls, Fault.at]
        run
        taken.concat(consume(NEW))
        Fault.calls, Fault.at = here
      end
      send.call
    end
    break if ended == true && Fault.calls < number
    RESULT[:taken_over] = RESULT.fetch(:taken_over, 0) + 1 if ended == :taken_over
    run
    judge(taken)
  end
end

# A command that was on its way when its run was killed arrives when the next run is done.
def arrive_late
  1.step do |number|
    seed
    late = nil
    ended = run do |call, command, send|
      if call == number
        late = [command, send]
        raise Killed
      end
      send.call
    end
    break if ended
    run
    taken = consume(NEW)
    begin
      late.last.call
    rescue SidekiqMove::REDIS_ERROR
      RESULT[:refused] = RESULT.fetch(:refused, 0) + 1
    end
    run
    judge(taken)
  end
end

case ARGV.fetch(1)
when "interleaved" then interleave
when "late" then arrive_late
else kill_everywhere
end
puts JSON.generate(RESULT)
