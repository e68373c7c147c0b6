# frozen_string_literal: true

# A Sidekiq process that works on the server that SERVER_REDIS_URL names, and looks often for what is due.
require_relative "noted_job"

Sidekiq.configure_server do |config|
  config.redis = {url: ENV.fetch("SERVER_REDIS_URL")}
  (config.respond_to?(:[]=) ? config : config.options)[:poll_interval_average] = 0.3
end
