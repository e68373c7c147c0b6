/** The Ruby that keeps a sidekiq-cron of some version from running its jobs in a process. */
export function quietCron(version: string): string {
  return Number.parseInt(version, 10) < 2
    ? 'Sidekiq::Options[:cron_poll_interval] = 0'
    : 'Sidekiq::Cron.configure { |cron| cron.cron_poll_interval = 0 }';
}
