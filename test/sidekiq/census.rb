# frozen_string_literal: true

# Counts what is on both servers and what has run, and prints it as JSON.
#   ruby census.rb far      the far jobs of each server by set: member and score, as a digest and as counts
require "digest"
require "json"
require "sidekiq"

SERVERS = %w[OLD NEW].map { |name| [name.downcase, ENV.fetch("SIDEKIQ_#{name}_REDIS_URL")] }.to_h
FAR = Time.now.to_f + 86_400

def pool(url)
  Sidekiq::RedisConnection.create(url: url, size: 1, timeout: 30, logger: nil)
end

def number(member)
  JSON.parse(member)["args"][0]
end

times = Hash.new(0)
far = Hash.new { |sets, name| sets[name] = [] }
SERVERS.each do |name, url|
  pool(url).with do |redis|
    %w[schedule retry].each do |set|
      redis.call("ZRANGE", set, 0, -1, "WITHSCORES").flatten(1).each_slice(2) do |member, score|
        times[number(member)] += 1
        bid = JSON.parse(member).key?("bid") ? "batch" : "single"
        far["#{name} #{set} #{bid}"] << "#{format("%.17g", score)} #{member}" if score.to_f > FAR
      end
    end
    redis.call("SMEMBERS", "queues").each do |queue|
      redis.call("LRANGE", "queue:#{queue}", 0, -1).each { |member| times[number(member)] += 1 }
    end
    redis.call("KEYS", "sidekiq_move:*:outbox").each do |outbox|
      redis.call("HVALS", outbox).each { |entry| times[number(entry.split("\n", 3).last)] += 1 }
    end
  end
end
ran = pool(ENV.fetch("NOTES_REDIS_URL")).with { |redis| redis.call("HGETALL", "ran") }.to_a.flatten(1)
ran.each_slice(2) { |job, count| times[job.to_i] += count.to_i }
damaged = pool(ENV.fetch("NOTES_REDIS_URL")).with { |redis| redis.call("HLEN", "damaged") }
puts JSON.generate(
  times: times.values.tally, ran: ran.size / 2, damaged: damaged,
  far: far.map { |set, members| [set, {count: members.size, digest: Digest::SHA256.hexdigest(members.sort.join("\n"))}] }.to_h
)
