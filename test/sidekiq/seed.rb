# frozen_string_literal: true

# Fills a Redis with jobs in sets and queues: due and far, small and large, some with the jid of another or of a batch.
#   ruby seed.rb JOBS
require "digest"
require "json"
require "securerandom"
require "sidekiq"

JOBS = Integer(ARGV.fetch(0))
FAR = 10 * 365 * 86_400
NOW = Time.now.to_f
POOL = Sidekiq::RedisConnection.create(url: ENV.fetch("SEED_REDIS_URL"), size: 1, timeout: 30, logger: nil)
RANDOM = Random.new(20_261_124)
TEXTS = ["", "plain", "Grüße, 日本語, 🚀", "quote \" backslash \\ line\n", "\u2028 \u0000 \u007f"].freeze
LARGE = "large #{"0123456789abcdef" * 6400}"

def text(number)
  number % 400 == 0 ? LARGE : TEXTS[number % TEXTS.size]
end

# Each hundredth has the jid of its neighbor; some of the far ones belong to a batch.
def job(number, far, retried)
  text = text(number)
  job = {
    "class" => "NotedJob", "args" => [number, Digest::SHA256.hexdigest(text), text], "retry" => true,
    "queue" => %w[default mailers low][number % 3], "jid" => format("%024x", number % 100 == 1 ? number - 1 : number),
    "created_at" => NOW, "enqueued_at" => NOW
  }
  job["bid"] = "b#{number}" if far && number % 50 == 8
  job.merge!("error_class" => "RuntimeError", "error_message" => "x" * 60, "retry_count" => number % 7) if retried
  JSON.generate(job)
end

def place(number)
  %w[schedule retry queue][number % 5 % 3]
end

# Most of what has a time is due in ten years, the rest within a few seconds.
def far?(number)
  number % 4 != 1
end

def score(number)
  far?(number) ? NOW + FAR + RANDOM.rand * 1e6 : NOW - 5 + RANDOM.rand * 6
end

(0...JOBS).each_slice(500) do |numbers|
  POOL.with do |redis|
    numbers.group_by { |number| place(number) }.each do |place, members|
      if place == "queue"
        members.each do |number|
          queue = JSON.parse(member = job(number, false, false))["queue"]
          redis.call("SADD", "queues", queue)
          redis.call("LPUSH", "queue:#{queue}", member)
        end
      else
        scored = members.flat_map { |number| [score(number).to_s, job(number, far?(number), place == "retry")] }
        redis.call("ZADD", place, *scored)
      end
    end
  end
end
