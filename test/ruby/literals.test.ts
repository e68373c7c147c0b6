import { CallNode } from '@ruby/prism/src/nodes.js';
import { expect, it } from 'vitest';
import { descendants } from '../../server/src/ruby/literals.js';
import { rakeTasks } from '../../server/src/ruby/rake.js';
import { rubyParser } from '../support/ruby.js';

it.each([
  'case a when here then 1 end',
  'case a when 1 then here end',
  'def a(b = here); end',
  'def a(b: here); end',
  'begin; rescue here; end',
  'a, b[here] = 1, 2',
  'case a in [^(here), *] then 1 end',
  'a do |b = here| end',
])('everything below a node is found: %s', text => {
  const { root } = rubyParser().parse(text);
  const calls = [...(root ? descendants(root) : [])].filter(node => node instanceof CallNode);
  expect(calls.map(({ name }) => name)).toContain('here');
});

it('a rake task in a case is one', () => {
  const text = 'case ENV["A"]\nwhen "b" then task :one\nelse task :two\nend\n';
  expect(rakeTasks(text, rubyParser()).tasks.map(({ name }) => name)).toEqual(['one', 'two']);
});
