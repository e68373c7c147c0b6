# frozen_string_literal: true

# Runs a mover that says when it begins to move, so that it can be killed in the middle.
#   ruby telling.rb MOVER.rb [OPTION…]
load File.expand_path(ARGV.shift)

module Telling
  private

  def move_all(*)
    $stdout.puts "started"
    $stdout.flush
    super
  end
end
SidekiqMove::Move.prepend(Telling)

exit SidekiqMove.run(ARGV)
