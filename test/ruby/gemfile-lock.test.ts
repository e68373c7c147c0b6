import { expect, it } from 'vitest';
import { lockedGems } from '../../server/src/ruby/gemfile-lock.js';

it('reads the gems that were settled on, not what they ask for', () => {
  const lock = `GIT
  remote: https://example.com/x.git
  specs:
    x-tasks (0.1.0)

GEM
  specs:
    rails (7.1.3)
      rake (>= 12.2)
    nokogiri (1.16.0-x86_64-linux)

DEPENDENCIES
  rails (~> 7.1)
`;
  expect([...lockedGems(lock)]).toEqual([
    ['x-tasks', '0.1.0'],
    ['rails', '7.1.3'],
    ['nokogiri', '1.16.0-x86_64-linux'],
  ]);
  expect([...lockedGems(lock.replaceAll('\n', '\r\n')).keys()]).toHaveLength(3);
  expect(lockedGems('<<<<<<< HEAD').size).toBe(0);
});
