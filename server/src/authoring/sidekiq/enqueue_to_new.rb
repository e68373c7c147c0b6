# >>> cronwright: Sidekiq's move to another Redis
# What the jobs of a process that drains the old Redis enqueue goes to the new one: configure_client does not run there.
# Jobs of a batch stay, for a batch has to end where it began.
class EnqueueToNew
  NEW_REDIS = Sidekiq::RedisConnection.create(url: ENV.fetch("SIDEKIQ_NEW_REDIS_URL"))

  def call(_job_instance, job, _queue, &perform)
    job["bid"] ? perform.call : Sidekiq::Client.via(NEW_REDIS, &perform)
  end
end

Sidekiq.configure_server do |config|
  # the last to be added is the innermost, so retries stay where they are
  config.server_middleware { |chain| chain.add EnqueueToNew } if DRAINS_OLD_REDIS
end
# <<< cronwright
