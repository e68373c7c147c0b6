import { describe, expect, it } from 'vitest';
import { rakeTasks } from '../../server/src/ruby/rake.js';
import { rubyParser } from '../support/ruby.js';

const factsOf = (text: string) => rakeTasks(text, rubyParser());
const names = (text: string) => factsOf(text).tasks.map(({ name }) => name);
const patterns = (text: string) => factsOf(text).patterns;
const params = (text: string) => factsOf(text).tasks[0]?.params;

describe('the name of a task', () => {
  it.each([
    ['task :a', ['a']],
    ["task 'a'", ['a']],
    ['task a: :environment', ['a']],
    ["task 'a' => [:b, :c]", ['a']],
    ['task(:a) { run }', ['a']],
    ['multitask :a', ['a']],
    ['Rake::Task.define_task(:a)', ['a']],
    ['::Rake::Task.define_task :a => :b', ['a']],
    ['file "out.txt" => :a', ['out.txt']],
    ['namespace(:n) { file "out.txt" }', ['out.txt']],
    ['directory "tmp/out"', ['tmp', 'tmp/out']],
    ["require 'rake/clean'", ['clean', 'clobber']],
    ['Rake::TestTask.new("system" => :a)', ['system']],
    ['if ENV["X"]\n  task :a\nend', ['a']],
    ['RSpec::Core::RakeTask.new(:spec)', ['spec']],
    ['RuboCop::RakeTask.new', ['rubocop']],
    ['foo.task :a', []],
    ['task', []],
  ])('is read from %s', (text, expected) => expect(names(text)).toEqual(expected));

  it('has the namespaces around, which may be opened again', () => {
    expect(
      names(`
namespace :a do
  namespace 'b' do
    task :x
  end
  task :y
end
namespace b: [] do task :z end
namespace(:a) { task 'c:w' }`),
    ).toEqual(['a:b:x', 'a:y', 'b:z', 'a:c:w']);
  });

  it('is that of each turn of a loop over literals', () => {
    expect(names('%w[a b].each { |n| task "x:#{n}" }')).toEqual(['x:a', 'x:b']);
    expect(names('%i[a b].each_with_index do |n, i| task n end')).toEqual(['a', 'b']);
    expect(names('{ a: 1, b: 2 }.each do |n, _| task "#{n}_job" end')).toEqual(['a_job', 'b_job']);
    expect(names('ALL = %w[a b].freeze\nALL.each { |n| namespace(n) { task :x } }')).toEqual([
      'a:x',
      'b:x',
    ]);
    expect(names('%w[a b].each { |n| desc "Do #{n}"; task(n.to_sym) }')).toEqual(['a', 'b']);
  });
});

describe('a name that only running would tell', () => {
  it.each([
    ['task "x:#{name}"', ['x:*']],
    ['Dir["*"].each { |f| task "x:#{f}:y" }', ['x:*:y']],
    ['namespace(name) { task :y }', ['*:y']],
    ['namespace :x do task name end', ['x:*']],
    ['namespace(:x, &block)', ['x:*']],
    ['%w[a].each { |n| other.each { |n| task n } }', ['*']],
    ['%w[a].each { |n| n = n.upcase; task n }', ['*']],
    ['def add(n) = task("x:#{n}")', ['*x:*']],
    ['namespace :x do\n  def self.add = task(:y)\nend', ['*y']],
    ['A = %w[a]\nA = %w[b]\nA.each { |n| task n }', ['*']],
    ['Unknown::RakeTask.new', ['*']],
    ['RSpec::Core::RakeTask.new', ['spec:*']],
  ])('is a pattern: %s', (text, expected) => expect(patterns(text)).toEqual(expected));

  it('is both where an unknown method may put it into a namespace', () => {
    expect(factsOf('within(:x) { task :y }')).toMatchObject({
      tasks: [{ name: 'y' }],
      patterns: ['*y'],
    });
  });

  it('is none in what a task does: classes are called Task there too', () => {
    expect(patterns('task(:x) { ImportTask.new.run; %w[a].each { |f| file(f) } }')).toEqual([]);
  });
});

describe('the parameters of a task', () => {
  it.each([
    ['task :a', []],
    ['task a: :b', []],
    ['task :a, [:x, :y]', ['x', 'y']],
    ['task :a, [:x] => :environment do |_, args| p args[:x], args.x end', ['x']],
    ['task :a, [:x] => [:b] do |t, args| args.with_defaults(x: 1); p args.to_h end', ['x']],
    ['task :a, :x, :y', ['x', 'y']],
    ['task :a, :x => :b', ['x']],
    ['task :a, [:x], order_only: :b', ['x']],
    ["task 'a', %i[x y] => :b", ['x', 'y']],
    ['task :a, NAMES => :b', null],
    ['task :a, [*NAMES]', null],
    ['task :a, [:x] do |_, args| p args.extras end', null],
    ['task :a do |_, args| run(*args.to_a) end', null],
    ['task :a do |_, args| run(args) end', null],
    ['task :a, &method(:run)', null],
    ['task(:a) { p _2 }', null],
  ])('are read from %s', (text, expected) => expect(params(text)).toEqual(expected));
});

describe('what a file says of its tasks', () => {
  it('gives a description to the next task alone', () => {
    const { tasks } = factsOf(`
desc 'Mail ' \\
     'it 🚀'
task :a
task :b
desc <<~TEXT
  Long
TEXT
task :c`);
    expect(tasks.map(({ description }) => description)).toEqual(['Mail it 🚀', '', 'Long\n']);
  });

  it('is placed on the name, after letters of any width', () => {
    const text = `# 漢字 🚀\nnamespace :é do\n  task 'größe🚀' => :x\n  task send: :environment\nend`;
    expect(factsOf(text).tasks.map(({ start, end }) => text.slice(start, end))).toEqual([
      'größe🚀',
      'send',
    ]);
  });

  it('keeps what was understood of a file with errors, and says that it has', () => {
    expect(factsOf('task :a\nnamespace :b do\n  task :c do\n    (')).toMatchObject({
      tasks: [{ name: 'a' }, { name: 'b:c' }],
      hasErrors: true,
    });
    expect(factsOf('task :a').hasErrors).toBe(false);
  });

  it('is unknown where it is nested too deep', () => {
    const deep = `${'if x\n'.repeat(700)}task :a\n${'end\n'.repeat(700)}`;
    expect(factsOf(deep).hasErrors).toBe(true);
  });
});
