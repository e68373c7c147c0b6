#!/usr/bin/env ruby
# frozen_string_literal: true

# Says whether the old Redis has any work left. It only reads, and ends with 0 where there is none, with 1 where there
# is some, and with 2 where it could not look.
#
#   bundle exec ruby script/sidekiq_verify.rb            looks at the old Redis
#   bundle exec ruby script/sidekiq_verify.rb --back     looks at the new one, after a move back
#
# Written by `cronwright migrate sidekiq`, and taken out by `cronwright migrate sidekiq --finish`.

require "sidekiq"
require "time"
require "uri"

module SidekiqVerify
  # Errors of the connection and of the server: of the gem redis up to Sidekiq 6, then of redis-client.
  REDIS_ERROR = Sidekiq::VERSION.to_i < 7 ? Redis::BaseError : RedisClient::Error

  # What a Redis holds of Sidekiq, by what it is called in the table.
  class Census
    # Jobs that are still to be done.
    attr_reader :work
    # What is no work, and good to know.
    attr_reader :others

    def initialize(url)
      @pool = Sidekiq::RedisConnection.create(url: url, size: 1, logger: nil)
      @keys = Hash.new { |found, kind| found[kind] = [] }
      each_key { |key| @keys[kind(key)] << key }
      @processes = call("SMEMBERS", "processes").to_a
      @work = count_work
      @others = count_others
    end

    private

    def kind(key)
      case key
      when /\Aqueue:/ then :queue
      when /:(work|workers)\z/ then :busy
      when /\Asidekiq_move:\w+:outbox\z/ then :outbox
      when /\Ab-/ then :batch
      when /\Acron_job:/ then :cron
      end
    end

    # The lists beside the named queues are those in which a process of Sidekiq Pro keeps what it works on.
    def count_work
      lists = @keys[:queue].select { |key| call("TYPE", key) == "list" }
      {
        **%w[schedule retry].map { |set| [set, call("ZCARD", set)] }.to_h,
        **lists.sort.map { |list| [list, call("LLEN", list)] }.to_h,
        "in progress (busy)" => @processes.sum { |process| call("HGET", process, "busy").to_i },
        "in progress (work)" => @keys[:busy].sum { |key| call("HLEN", key) },
        "under way (outbox of the mover)" => @keys[:outbox].sum { |key| call("HLEN", key) }
      }
    end

    def count_others
      {
        "dead" => call("ZCARD", "dead"),
        "live processes" => @processes.count { |process| call("EXISTS", process) == 1 },
        "keys of batches (b-…)" => @keys[:batch].size,
        "jobs of sidekiq-cron" => @keys[:cron].size
      }
    end

    def each_key(&block)
      cursor = "0"
      loop do
        cursor, keys = call("SCAN", cursor, "COUNT", 1000)
        keys.each(&block)
        break if cursor == "0"
      end
    end

    def call(*command)
      @pool.with { |redis| redis.call(*command) }
    end
  end

  def self.run(arguments, output: $stdout)
    name, url =
      if arguments == ["--back"]
        ["new", ENV.fetch("SIDEKIQ_NEW_REDIS_URL")]
      else
        ["old", ENV.fetch("SIDEKIQ_OLD_REDIS_URL")]
      end
    census = Census.new(url)
    output.puts "The #{name} Redis at #{address(url)}, #{Time.now.utc.iso8601}"
    table(census, output)
    left = census.work.select { |_, count| count.positive? }
    if left.empty?
      output.puts "Verified: the #{name} Redis has no work left."
    else
      output.puts "Not yet: there is work left in #{left.keys.join(", ")}."
    end
    left.empty? ? 0 : 1
  rescue REDIS_ERROR, KeyError => error
    warn "sidekiq_verify: #{error.message}"
    2
  rescue URI::InvalidURIError
    # what the error says has the password in it
    warn "sidekiq_verify: the address of the #{name} Redis is no URL such as redis://HOST:6379/0"
    2
  end

  def self.table(census, output)
    census.work.each { |what, count| output.puts format("  %-42s %10d%s", what, count, count.zero? ? "" : "  left") }
    census.others.each { |what, count| output.puts format("  %-42s %10d  for information", what, count) }
    live = census.others.fetch("live processes")
    return if live.zero?
    output.puts "What a live process works on is told every ten seconds only: verify again 60 seconds after the last ended."
  end

  # Without what is secret in it.
  def self.address(url)
    uri = URI(url)
    uri.host ? "#{uri.host}:#{uri.port || 6379}#{uri.path}" : uri.path
  end
end

exit SidekiqVerify.run(ARGV) if $PROGRAM_NAME == __FILE__
