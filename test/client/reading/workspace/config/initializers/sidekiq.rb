redis_url = rand < 0.5 ? SHOP_SIDEKIQ_NEW_REDIS_URL : SHOP_SIDEKIQ_OLD_REDIS_URL

# Servers read what the process drew …
Sidekiq.configure_server do |config|
  config.redis = { url: redis_url }
end

# … and clients push to the new Redis. Nothing has this name.
Sidekiq.configure_client do |config|
  config.redis = { url: new_redis_url }
end
