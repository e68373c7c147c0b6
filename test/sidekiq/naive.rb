# frozen_string_literal: true

# Two movers as one would write them at first. They are here to fail: what finds no fault in them proves nothing.
module Naive
  Held = Struct.new(:from, :to, :batch) do
    def sets
      %w[schedule retry]
    end

    def each_batch(&block)
      sets.each do |set|
        loop do
          members = from.call("ZRANGE", set, 0, batch - 1, "WITHSCORES").flatten(1).each_slice(2).to_a
          break if members.empty?
          members.each { |member, score| block.call(set, member, score) }
        end
      end
    end
  end

  # Takes a job out of one server, and then puts it into the other: killed between, it is lost.
  class PopThenAdd < Held
    def run
      sets.each do |set|
        while (member, score = from.call("ZPOPMIN", set).flatten(1)) && member
          to.call("ZADD", set, score, member)
        end
      end
    end
  end

  # Puts it in first, and then takes it out: killed between, it runs on the one and is moved to it again.
  class AddThenRemove < Held
    def run
      each_batch do |set, member, score|
        to.call("ZADD", set, score, member)
        from.call("ZREM", set, member)
      end
    end
  end
end
