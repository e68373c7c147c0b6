# frozen_string_literal: true

# A small application: what a Sidekiq process, a web process and a console load. Its initializer is the one that
# INITIALIZER names.
require_relative "noted_job"
load File.expand_path(ENV.fetch("INITIALIZER"))

class ChildJob
  include Sidekiq::Worker

  def perform(*)
  end
end

class ParentJob
  include Sidekiq::Worker

  def perform(name)
    ChildJob.set(queue: "children").perform_async(name)
    ChildJob.perform_in(3600, name)
  end
end

class FailingJob
  include Sidekiq::Worker

  def perform
    raise "as it should"
  end
end
