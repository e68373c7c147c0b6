#!/usr/bin/env ruby
# frozen_string_literal: true

# Moves Sidekiq's jobs from the old Redis to the new one. None is lost and none is doubled, also where this is killed
# at any moment and started again, and while Sidekiq works on both.
#
#   bundle exec ruby script/sidekiq_move.rb --dry-run    looks, and changes nothing
#   bundle exec ruby script/sidekiq_move.rb              moves; start it again whenever it was interrupted
#   bundle exec ruby script/sidekiq_move.rb --back       moves from the new Redis to the old one
#
# Nothing is atomic between two servers, so a job goes by way of an outbox:
#   1. claim    on the source, in one step: out of its set or queue and into the outbox, under an id of its own
#   2. deliver  on the target, in one step: only where its id is not noted yet, note it and put the job in its place
#   3. forget   on the source: out of the outbox
# A run that is interrupted leaves at most one batch in the outbox. The next run delivers it first, and the noted ids
# tell what had arrived. Each run signs both servers, and they refuse what an earlier run still has under way.
#
# Written by `cronwright migrate sidekiq`, and taken out by `cronwright migrate sidekiq --finish`.

require "json"
require "optparse"
require "securerandom"
require "sidekiq"

module SidekiqMove
  # What keeps a move from starting, or from going on.
  class Refused < StandardError; end

  # The oldest Redis that a Sidekiq works with, by Sidekiq's major version; Valkey tells such a version too.
  OLDEST_REDIS = {6 => "4.0", 7 => "6.2", 8 => "7.0"}.freeze

  # Errors of the connection and of the server: of the gem redis up to Sidekiq 6, then of redis-client.
  REDIS_ERROR = Sidekiq::VERSION.to_i < 7 ? Redis::BaseError : RedisClient::Error

  # From 7.3 on an iterable job keeps how far it is in a hash beside it, `it-JID`.
  ITERABLE = Gem::Version.new(Sidekiq::VERSION) >= Gem::Version.new("7.3")

  # One of the two Redis servers.
  class Server
    attr_reader :name

    def initialize(name, url)
      @name = name
      # A command whose reply is lost is not sent again: what it did is found in the outbox by the next run.
      @pool = Sidekiq::RedisConnection.create(url: url, size: 1, timeout: 60, reconnect_attempts: 0, logger: nil)
    end

    def call(*command)
      @pool.with { |redis| redis.call(*command) }
    end

    def info
      @info ||= call("INFO").scan(/^(\w+):(.*?)\r?$/).to_h
    end

    def sizes(keys)
      keys.map { |key| [key, call(key.start_with?("queue:") ? "LLEN" : "ZCARD", key)] }.to_h
    end
  end

  # Says why a move from one server to the other would go wrong.
  class Fitness
    def initialize(from, to)
      @from = from
      @to = to
    end

    def check
      refuse_sidekiq
      [@from, @to].each { |server| refuse_old(server) }
      refuse_same
      refuse_target
    end

    private

    def refuse_sidekiq
      return if OLDEST_REDIS.key?(major)
      raise Refused, "Sidekiq #{Sidekiq::VERSION} is older than 6, the oldest that this works with."
    end

    def major
      [Sidekiq::VERSION.to_i, OLDEST_REDIS.keys.max].min
    end

    def refuse_old(server)
      version = server.info["redis_version"]
      oldest = OLDEST_REDIS.fetch(major)
      return if version.nil? || Gem::Version.new(version) >= Gem::Version.new(oldest)
      raise Refused, "#{server.name} is #{version}, and Sidekiq #{Sidekiq::VERSION} needs Redis #{oldest} or newer."
    end

    def refuse_same
      return if @from.info["run_id"].nil? || @from.info["run_id"] != @to.info["run_id"]
      raise Refused, "Both addresses lead to the same Redis server, so there is nothing to move."
    end

    def refuse_target
      name = @to.name
      if @to.info["cluster_enabled"] == "1"
        raise Refused, "#{name} is a cluster, which Sidekiq does not work on. Use one with cluster mode off."
      elsif @to.info.fetch("role", "master") != "master"
        raise Refused, "#{name} is a replica, which takes no jobs. Give the address of its primary."
      elsif (policy = @to.info.fetch("maxmemory_policy", "noeviction")) != "noeviction"
        raise Refused, "#{name} throws away jobs when its memory is full (maxmemory-policy #{policy}). Set noeviction."
      end
    end
  end

  # What goes from one server to the other. Each direction has keys of its own.
  class Transfer
    # Bytes of jobs in a batch, about: while one is put in its place the server does nothing else.
    MOST_BYTES = 4 * 1024 * 1024

    TAKEN_OVER = "another sidekiq_move was started meanwhile, and goes on"

    # Jobs of a batch (Sidekiq Pro) stay: a batch counts them on the server that it is on.
    IN_BATCH = <<~LUA
      local function in_batch(job)
        if not string.find(job, '"bid"', 1, true) then return false end
        local ok, item = pcall(cjson.decode, job)
        return not ok or (type(item) == 'table' and item.bid ~= nil and item.bid ~= cjson.null)
      end
    LUA

    # KEYS: the set or queue, outbox, sequence, run. ARGV: run, most jobs, most bytes, …
    CLAIM = <<~LUA
      if redis.call('GET', KEYS[4]) ~= ARGV[1] then return redis.error_reply('TAKENOVER #{TAKEN_OVER}') end
      #{IN_BATCH}
      local claimed, bytes = {}, 0
      local function claim(job, score)
        local id = redis.call('INCR', KEYS[3]) .. ':' .. ARGV[1]
        local entry = KEYS[1] .. '\\n' .. score .. '\\n' .. job
        redis.call('HSET', KEYS[2], id, entry)
        claimed[#claimed + 1] = id
        claimed[#claimed + 1] = entry
        bytes = bytes + #job
        return bytes < tonumber(ARGV[3])
      end
    LUA

    # … the last job that was held back, and its score. It is looked up anew: places shift while Sidekiq works.
    CLAIM_FROM_SET = <<~LUA
      #{CLAIM}
      local first = 0
      if ARGV[4] ~= '' then
        local rank = redis.call('ZRANK', KEYS[1], ARGV[4])
        first = rank and rank + 1 or redis.call('ZCOUNT', KEYS[1], '-inf', '(' .. ARGV[5])
      end
      local found = redis.call('ZRANGE', KEYS[1], first, first + tonumber(ARGV[2]) - 1, 'WITHSCORES')
      local held, last, score = 0, '', ''
      for i = 1, #found, 2 do
        if in_batch(found[i]) then
          held, last, score = held + 1, found[i], found[i + 1]
        else
          redis.call('ZREM', KEYS[1], found[i])
          if not claim(found[i], found[i + 1]) then break end
        end
      end
      return {claimed, held, last, score}
    LUA

    # … the number of jobs that were held back. The oldest are at the end, and those held back return there in order.
    CLAIM_FROM_QUEUE = <<~LUA
      #{CLAIM}
      local held = {}
      for _ = 1, ARGV[2] + ARGV[4] do
        local job = redis.call('RPOP', KEYS[1])
        if not job then break end
        if in_batch(job) then held[#held + 1] = job elseif not claim(job, '') then break end
      end
      for i = #held, 1, -1 do redis.call('RPUSH', KEYS[1], held[i]) end
      return {claimed, #held}
    LUA

    # KEYS: of the states of iterable jobs. Gives for each how long it is kept, in ms, and its fields.
    STATES = <<~LUA
      local states = {}
      for i, key in ipairs(KEYS) do
        local fields = redis.call('HGETALL', key)
        if #fields > 0 then states[i] = {redis.call('PTTL', key), fields} else states[i] = {-1, {}} end
      end
      return states
    LUA

    # KEYS: delivered, run. ARGV: run, number of ids that are forgotten on the source, those ids, and for each job:
    # id, set or queue, score (empty for a queue), job, key of its state, ms that it is kept, number of fields, fields.
    DELIVER = <<~LUA
      if redis.call('GET', KEYS[2]) ~= ARGV[1] then return redis.error_reply('TAKENOVER #{TAKEN_OVER}') end
      local at, put = 3 + ARGV[2], 0
      for i = 3, at - 1 do redis.call('SREM', KEYS[1], ARGV[i]) end
      while at <= #ARGV do
        local id, key, score, job, state, kept, fields = unpack(ARGV, at, at + 6)
        if redis.call('SISMEMBER', KEYS[1], id) == 0 then
          if tonumber(fields) > 0 then
            redis.call('DEL', state)
            redis.call('HSET', state, unpack(ARGV, at + 7, at + 6 + fields))
            if tonumber(kept) > 0 then redis.call('PEXPIRE', state, kept) end
          end
          if score == '' then
            redis.call('SADD', 'queues', string.sub(key, 7))
            redis.call('LPUSH', key, job)
          else
            redis.call('ZADD', key, score, job)
          end
          -- noted last: where the server refuses the job it is not taken for delivered
          redis.call('SADD', KEYS[1], id)
          put = put + 1
        end
        at = at + 7 + fields
      end
      return put
    LUA

    # KEYS: run, and what goes with it; an outbox that has something in it stays. ARGV: run.
    CLEAN = <<~LUA
      if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
      if KEYS[3] and redis.call('HLEN', KEYS[2]) > 0 then return 0 end
      redis.call('DEL', unpack(KEYS))
      return 1
    LUA

    def initialize(from, to, direction, batch)
      @from = from
      @to = to
      @batch = batch
      @run = SecureRandom.hex(8)
      @signed, @outbox, @sequence, @delivered =
        %w[run outbox sequence delivered].map { |key| "sidekiq_move:#{direction}:#{key}" }
      @forgotten = []
    end

    # From now on neither server takes anything from an earlier run. The target first: then what that run has in its
    # hands is in the outbox for good.
    def take_over
      [@to, @from].each { |server| server.call("SET", @signed, @run) }
    end

    # Delivers what an interrupted run had claimed, the oldest first.
    def resume
      entries = flat(@from.call("HGETALL", @outbox)).each_slice(2).sort_by { |id, _| id.to_i }
      entries.each_slice(@batch).sum { |claimed| deliver(claimed) }
    end

    # Moves what a set or a queue holds, and tells of each batch. Gives the number of jobs that stay with their batch.
    def move(key, &told)
      key.start_with?("queue:") ? move_queue(key, &told) : move_set(key, &told)
    end

    # Leaves nothing of a move on either server, unless something is in the outbox or another run took over.
    def clean
      return if @from.call("EVAL", CLEAN, 3, @signed, @outbox, @sequence, @run).zero?
      @to.call("EVAL", CLEAN, 2, @signed, @delivered, @run)
    end

    private

    def move_set(key)
      all_held = 0
      last = score = ""
      loop do
        claimed, held, *place = claim(CLAIM_FROM_SET, key, last, score)
        break if claimed.empty? && held.zero?
        all_held += held
        last, score = place if held.positive?
        yield key, deliver(claimed)
      end
      all_held
    end

    def move_queue(key)
      before = 0
      loop do
        claimed, held = claim(CLAIM_FROM_QUEUE, key, before)
        return held if claimed.empty? && held <= before
        before = held
        yield key, deliver(claimed)
      end
    end

    def claim(script, key, *place)
      keys = [key, @outbox, @sequence, @signed]
      claimed, *rest = @from.call("EVAL", script, keys.size, *keys, @run, @batch, MOST_BYTES, *place)
      [claimed.each_slice(2).to_a, *rest]
    end

    def deliver(claimed)
      return 0 if claimed.empty?
      jobs = claimed.map { |id, entry| [id, *entry.b.split("\n", 3)] }
      arguments = jobs.zip(states_of(jobs)).flat_map { |job, state| job + state }
      put = @to.call("EVAL", DELIVER, 2, @delivered, @signed, @run, @forgotten.size, *@forgotten, *arguments)
      ids = claimed.map(&:first)
      @from.call("HDEL", @outbox, *ids)
      @forgotten = ids
      put
    end

    NO_STATE = ["", 0, 0].freeze

    # For each job the key of its state, ms that it is kept, the number of its fields, and these.
    def states_of(jobs)
      return jobs.map { NO_STATE } unless ITERABLE && any_state?(jobs)
      keys = jobs.map { |*, job| state_key(job) }
      known = keys.compact.uniq
      states = known.zip(@from.call("EVAL", STATES, known.size, *known)).to_h
      keys.map do |key|
        kept, fields = states[key]
        fields.nil? || fields.empty? ? NO_STATE : [key, kept, fields.size, *fields]
      end
    end

    # Few jobs are iterable: one question for all that looks like the id of a job spares reading each.
    def any_state?(jobs)
      keys = jobs.flat_map { |*, job| job.scan(/"jid"\s*:\s*"([^"]+)"/) }.map { |(jid)| "it-#{jid}" }
      !keys.empty? && @from.call("EXISTS", *keys).positive?
    end

    def state_key(job)
      item = JSON.parse(job)
      "it-#{item["jid"]}" if item.is_a?(Hash) && item["jid"].is_a?(String)
    rescue JSON::ParserError
      nil
    end

    # The fields and values of a hash, as the gem redis gives them and as redis-client does.
    def flat(hash)
      hash.to_a.flatten(1)
    end
  end

  # One line that says how far the move is: over and over on a terminal, else every ten seconds.
  class Progress
    def initialize(expected, output)
      @expected = expected
      @output = output
      @moved = Hash.new(0)
      @started = @told = now
    end

    def tell(key, count)
      @moved[key] += count
      pause = @output.tty? ? 0.2 : 10
      return if now - @told < pause
      @told = now
      @output.print(@output.tty? ? "\r\e[K#{line}" : "#{line}\n")
      @output.flush
    end

    def summary
      @output.print("\r\e[K") if @output.tty?
      jobs = @moved.reject { |_, count| count.zero? }.map { |key, count| "#{key} #{number(count)}" }
      of = jobs.empty? ? "" : ": #{jobs.join(", ")}"
      "moved #{number(total)} jobs in #{format("%.1f", now - @started)} s (#{number(rate)} a second)#{of}"
    end

    private

    def line
      left = [@expected - total, 0].max
      seconds = rate.zero? ? "" : ", about #{number((left / rate.to_f).ceil)} s left"
      "#{number(total)} of #{number([@expected, total].max)} jobs, #{number(rate)} a second#{seconds}"
    end

    def total
      @moved.values.sum
    end

    def rate
      elapsed = now - @started
      elapsed.zero? ? 0 : (total / elapsed).round
    end

    def number(count)
      count.to_s.gsub(/(?<=\d)(?=(\d{3})+\z)/, ",")
    end

    def now
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end
  end

  # A move in one direction, from what the options say to the summary.
  class Move
    def initialize(old, new, options, output)
      forward = Transfer.new(old, new, "to_new", options[:batch])
      back = Transfer.new(new, old, "to_old", options[:batch])
      @transfers = [forward, back]
      @transfer = options[:back] ? back : forward
      @from, @to = options[:back] ? [new, old] : [old, new]
      @take = options[:take]
      @output = output
    end

    def look
      Fitness.new(@from, @to).check
      @output.puts "From #{@from.name} to #{@to.name}, on Sidekiq #{Sidekiq::VERSION}:"
      @from.sizes(keys).each { |key, count| @output.puts format("  %-40s %12d", key, count) }
      @output.puts "Nothing is moved: this was a dry run."
    end

    def run
      Fitness.new(@from, @to).check
      # what an interrupted move in either direction had under way arrives first
      @transfers.each(&:take_over)
      resumed = @transfers.sum(&:resume)
      @output.puts "delivered #{resumed} jobs that an interrupted run had under way" if resumed.positive?
      progress = Progress.new(@from.sizes(keys).values.sum, @output)
      held = move_all(progress)
      @transfers.each(&:clean)
      @output.puts progress.summary
      tell_held(held)
    end

    private

    # Sidekiq may be at work, so there is one more pass until one finds nothing.
    def move_all(progress)
      loop do
        found = 0
        held = keys.map do |key|
          count = @transfer.move(key) do |from, jobs|
            found += jobs
            progress.tell(from, jobs)
          end
          [key, count]
        end
        return held.to_h.reject { |_, count| count.zero? } if found.zero?
      end
    end

    def keys
      @take.flat_map { |name| name == "queues" ? queues : [name] }
    end

    def queues
      @from.call("SMEMBERS", "queues").to_a.sort.map { |name| "queue:#{name}" }
    end

    def tell_held(held)
      return if held.empty?
      where = held.map { |key, count| "#{key} #{count}" }.join(", ")
      @output.puts "stay where their batch is: #{where}. Let a process work on #{@from.name} until they are done."
    end
  end

  def self.options(arguments)
    options = {batch: 200, take: %w[schedule retry queues]}
    OptionParser.new do |parser|
      parser.banner = "Usage: sidekiq_move.rb [OPTION…]"
      parser.on("--dry-run", "look, and change nothing") { options[:dry] = true }
      parser.on("--back", "from the new Redis to the old one") { options[:back] = true }
      parser.on("--take LIST", Array, "of schedule, retry, dead, queues, queue:NAME",
        "(schedule,retry,queues)") { |names| options[:take] = names }
      parser.on("--batch JOBS", Integer, "jobs that go at once, from 1 to 1000 (200)") { |n| options[:batch] = n }
    end.parse!(arguments)
    unknown = options[:take].reject { |name| name.match?(/\A(schedule|retry|dead|queues|queue:.+)\z/) }
    raise OptionParser::InvalidArgument, unknown.join(",") unless unknown.empty?
    raise OptionParser::InvalidArgument, options[:batch].to_s unless (1..1000).cover?(options[:batch])
    options
  end

  def self.run(arguments, output: $stderr)
    options = options(arguments)
    old = Server.new("the old Redis", ENV.fetch("SIDEKIQ_OLD_REDIS_URL"))
    new = Server.new("the new Redis", ENV.fetch("SIDEKIQ_NEW_REDIS_URL"))
    move = Move.new(old, new, options, output)
    options[:dry] ? move.look : move.run
    0
  rescue Refused, OptionParser::ParseError, KeyError => error
    output.puts "sidekiq_move: #{error.message}"
    2
  rescue URI::InvalidURIError
    # what the error says has the password in it
    output.puts "sidekiq_move: an address is no URL such as redis://HOST:6379/0"
    2
  rescue REDIS_ERROR => error
    again = "Nothing is lost: start it again, and it goes on where it stopped."
    output.puts "sidekiq_move: #{error.message}. #{again unless error.message.include?(Transfer::TAKEN_OVER)}".rstrip
    1
  rescue Interrupt
    output.puts "sidekiq_move: interrupted. Nothing is lost: start it again, and it goes on where it stopped."
    130
  end
end

exit SidekiqMove.run(ARGV) if $PROGRAM_NAME == __FILE__
