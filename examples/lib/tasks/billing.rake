namespace :payments do
  desc 'Capture payments that were authorised'
  task capture: :environment do
    Payment.authorised.find_each(&:capture)
  end
end

namespace :invoices do
  desc 'Send the invoices of the day before'
  task send: :environment do
    Invoice.of(Date.yesterday).find_each(&:deliver)
  end
end

namespace :subscriptions do
  desc 'Renew the subscriptions that end today'
  task renew: :environment do
    Subscription.ending_on(Date.current).find_each(&:renew)
  end
end

namespace :accounting do
  desc 'Close the books of the month before'
  task close_month: :environment do
    Accounting.close(Date.current.prev_month)
  end
end
