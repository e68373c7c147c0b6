namespace :reports do
  desc 'Write the sales of the week'
  task weekly_sales: :environment do
    SalesReport.weekly.publish
  end

  desc 'Mail the sales of the day'
  task mail_sales: :environment do
    SalesReport.daily.deliver_later
  end
end
