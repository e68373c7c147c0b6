namespace :sessions do
  desc 'Delete sessions older than a month'
  task sweep: :environment do
    Session.where(updated_at: ...1.month.ago).delete_all
  end
end
