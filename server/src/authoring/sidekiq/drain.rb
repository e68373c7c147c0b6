# >>> cronwright: Sidekiq's move to another Redis; `cronwright migrate sidekiq --finish` takes out what is marked so.
# A process with SIDEKIQ_DRAIN_OLD=1 works on the old Redis, until nothing is left there.
DRAINS_OLD_REDIS = ENV["SIDEKIQ_DRAIN_OLD"] == "1"
# <<< cronwright
