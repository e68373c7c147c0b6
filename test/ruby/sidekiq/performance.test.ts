import { expect, it } from 'vitest';
import { RubyDocument } from '../../../server/src/ruby/sidekiq/document.js';
import { DEFAULT_CONFIG } from '../../../server/src/rules/config.js';
import { lintRuby } from '../../../server/src/rules/lint.js';
import { Workspace } from '../../../server/src/workspace/workspace.js';
import { rubyParser } from '../../support/ruby.js';

const method = (i: number) => `  def step_${i}(order, limit: ${i})
    return if order.done? || order.tries > limit

    order.items.each_with_index do |item, at|
      item.update!(position: at, name: "x #{item.name}", price: item.price * 1.2) if item.price > 10
    end
    { id: order.id, total: order.items.sum(&:price), state: order.state.to_sym }
  rescue ActiveRecord::RecordNotFound => e
    logger.warn("gone: #{e.message}")
    Job${i}.perform_async(order.id, "#{order.id}-${i}")
  end
`;

/** Of 2,000 lines, 76 KB. */
const TEXT = `redis_url = rand < 0.5 ? NEW_REDIS_URL : OLD_REDIS_URL
Sidekiq.configure_server do |config|
  config.redis = { url: redis_url }
end
Sidekiq.configure_client do |config|
  config.redis = { url: new_redis_url }
end
class Steps
  include Sidekiq::Job

${Array.from({ length: 165 }, (_, i) => method(i)).join('\n')}end
`;

it.each([
  ['in the configuration', '  config.redis = { url: redis_url'],
  ['in a method', '    logger.warn("gone: #{e.message}")\n    Job80'],
])('a keystroke %s is answered in 10 ms', (_, place) => {
  expect(TEXT.split('\n').length).toBeGreaterThan(1980);
  const document = new RubyDocument(rubyParser());
  document.update(TEXT);
  const around = { now: 0, uri: 'file:///a.rb', workspace: new Workspace() };
  const at = TEXT.indexOf(place);
  let text = TEXT;
  const times = Array.from({ length: 140 }, (_, i) => {
    text = text.slice(0, at + i) + 'x = 1; '[i % 7] + text.slice(at + i);
    const start = process.cpuUsage();
    document.update(text);
    const { lastGood } = document;
    const problems = lastGood ? lintRuby(lastGood, around, DEFAULT_CONFIG) : [];
    const { user, system } = process.cpuUsage(start);
    expect(problems).toHaveLength(2);
    return (user + system) / 1000;
  });
  // the processor's time: other work on the machine does not count
  const sorted = times.sort((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length * 0.75)]).toBeLessThan(10);
});
