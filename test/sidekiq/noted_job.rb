# frozen_string_literal: true

# A job that notes in a database of its own that it ran, and whether what it was given came through whole.
require "digest"
require "sidekiq"

NOTES = Sidekiq::RedisConnection.create(url: ENV.fetch("NOTES_REDIS_URL"), size: 20, logger: nil)

class NotedJob
  include Sidekiq::Worker

  def perform(number, digest, text)
    whole = Digest::SHA256.hexdigest(text) == digest
    NOTES.with { |redis| redis.call("HINCRBY", whole ? "ran" : "damaged", number, 1) }
  end
end
