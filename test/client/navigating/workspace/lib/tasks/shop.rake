namespace :reports do
  desc 'Mails the sales of the day before'
  task daily: :environment
end

namespace :carts do
  desc 'Gives back the stock of carts that were left'
  task sweep: :environment
end

namespace :orders do
  desc 'Ships what was paid'
  task ship: :environment

  desc 'Pays back what was returned'
  task refund: :environment
end
