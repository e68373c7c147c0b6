namespace :catalogue do
  desc 'Build the search index anew'
  task reindex: :environment do
    Book.reindex
  end
end

namespace :stock do
  desc 'Compare our stock with what the warehouse counted'
  task reconcile: :environment do
    Stock.compare_with(Warehouse.last_count)
  end
end

namespace :images do
  desc 'Delete pictures that no book shows any more'
  task prune: :environment do
    Image.orphaned.find_each(&:purge)
  end
end

namespace :prices do
  desc 'Put the prices of the sale into the shop'
  task start_sale: :environment do
    Sale.next.start
  end
end
