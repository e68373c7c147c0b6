namespace :orders do
  desc 'Hand paid orders to the warehouse'
  task ship: :environment do
    Order.paid.find_each(&:ship)
  end
end

namespace :carts do
  desc 'Give back the stock of carts that were left'
  task expire: :environment do
    Cart.left_behind.find_each(&:expire)
  end
end

namespace :checkout do
  desc 'Buy a book as a customer would'
  task probe: :environment do
    Checkout::Probe.new.buy_a_book
  end
end
