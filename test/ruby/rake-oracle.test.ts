import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RakeFacts, rakeTasks } from '../../server/src/ruby/rake.js';
import { folderOf } from '../support/folders.js';
import { rubyParser } from '../support/ruby.js';
import { workspaceOf } from '../support/workspace.js';

/** A task as Rake itself has it. */
interface RakeTask {
  readonly name: string;
  readonly params: readonly string[];
  readonly description: string;
}

/** Runs each Rakefile in an application of its own; Rails’ `:environment` is one that does nothing. */
const ORACLE = `require 'rake'
require 'json'
include Rake::DSL
Rake::TaskManager.record_task_metadata = true
all = JSON.parse(STDIN.read).map do |path|
  Rake.application = Rake::Application.new
  Rake::Task.define_task(:environment)
  load path
  Rake.application.load_imports
  Rake::Task.tasks.reject { |task| task.name == 'environment' }.map do |task|
    { name: task.name, params: task.arg_names, description: task.full_comment.to_s }
  end
end
puts JSON.generate(all)
`;

const hasRake = spawnSync('rake', ['--version'], { stdio: 'ignore' }).status === 0;

function askRake(texts: readonly string[]): RakeTask[][] {
  const files = Object.fromEntries(texts.map((text, i) => [`${i}.rake`, text]));
  const folder = folderOf({ ...files, 'oracle.rb': ORACLE });
  const paths = Object.keys(files).map(name => join(folder, name));
  const options = { input: JSON.stringify(paths), encoding: 'utf8', cwd: folder } as const;
  return JSON.parse(execFileSync('ruby', [join(folder, 'oracle.rb')], options)) as RakeTask[][];
}

const RAKEFILES: Readonly<Record<string, string>> = {
  'a Rails application': `
namespace :orders do
  desc 'Hand paid orders to the warehouse'
  task ship: :environment do
    Order.paid.each(&:ship)
  end

  desc "Forget carts that were left"
  task :expire, [:days, :shop] => :environment do |_task, args|
    args.with_defaults(days: 30)
  end

  namespace :mail do
    task :all, %i[day] => [:environment, 'orders:ship'] do |t, args|
      puts args[:day]
    end
  end
end

namespace 'stock' do
  task 'reconcile' => 'environment'
end

namespace :orders do
  task :archive, :year, :month
end
`,
  'every way to write a name': `
task :a
task 'b:c'
task "d" => [:a]
task e: %w[a b:c]
task('f' => :a)
task :g, [:x]
task :h, [:x, 'y'] => :a
task :i, :x, :y
task :k, [:x], order_only: :a
multitask l: :a
Rake::Task.define_task(:m)
Rake::MultiTask.define_task(:n)
self.task :o
task :"p q"
task %q(r)
task <<~NAME.strip.to_sym
  heredoc
NAME
`,
  descriptions: `
desc 'First'
desc 'Second'
task :twice
desc 'For what is in the namespace'
namespace(:x) { task :y }
desc <<~TEXT
  A long one.

  With two paragraphs.
TEXT
task :long
task :none
desc 'A file'
file 'out.txt' do end
desc "Says #{1}"
task :put_together
`,
  loops: `
STAGES = %w[live test].freeze
STAGES.each do |stage|
  namespace stage do
    task :deploy
  end
end
%i[one two].each { |name| task "count:#{name}" => :environment }
{ daily: 1, weekly: 7 }.each do |name, days|
  desc "Report of #{days} days"
  task "report_#{name}"
end
%w[a b].each_with_index { |name, i| task name }
%w[x y].map(&:upcase).each { |name| task name }
3.times { |i| task "job_#{i}" }
[[:left, 1], [:right, 2]].each { |name, _| task name }
for name in %w[p q] do
  task "for_#{name}"
end
`,
  'methods and conditions': `
def add(name)
  task("made:#{name}")
end
add :first
namespace(:inside) { add :second }
def within(name)
  namespace(name) { yield }
end
within(:block) { task :third } # may be third
if ENV['NEVER_SET_BY_ANYBODY'].nil?
  task :conditional
end
task :modified if true
begin
  task :begun
rescue LoadError
  task :rescued # may be rescued
end
class Sweeper
  extend Rake::DSL
  task :of_class
  def self.install
    namespace(:sweep) { task :installed }
  end
end
Sweeper.install
`,
  'files and rules': `
directory 'tmp/out'
file 'tmp/out/a.csv' => 'tmp/out'
file 'b.txt' => %w[c.txt] do |t| end
rule '.o' => '.c'
namespace(:n) { file 'in.txt' }
`,
  'what comes with Rake': `
require 'rake/clean'
require 'rake/testtask'
CLEAN.include('tmp')
Rake::TestTask.new
Rake::TestTask.new(:unit) { |t| t.pattern = 'x' }
Rake::TestTask.new('system' => :environment)
namespace(:ci) { Rake::TestTask.new(:all) }
`,
  'letters of any width': `
namespace :größe do
  desc 'Mißt 🚀'
  task :messen, [:länge]
end
`,
};

/** Whether a name is one of those that only running the file tells. */
function isOf(patterns: RakeFacts['patterns'], name: string): boolean {
  return patterns.some(pattern => {
    const pieces = pattern.split('*').map(piece => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${pieces.join('.*')}$`, 's').test(name);
  });
}

function expectAlike(text: string, actual: readonly RakeTask[]): void {
  const facts = rakeTasks(text, rubyParser());
  const names = new Set(facts.tasks.map(({ name }) => name));
  const missed = actual.filter(({ name }) => !names.has(name) && !isOf(facts.patterns, name));
  expect(missed, text).toEqual([]);
  for (const { name, params, description } of actual) {
    const known = facts.tasks.filter(task => task.name === name);
    // the last one that names any says what they are
    const last = known.findLast(task => task.params === null || task.params.length > 0);
    const taken = last ? last.params : [];
    if (known.length > 0 && taken) expect([name, ...params]).toEqual([name, ...taken]);
    const [said] = known.flatMap(task => task.description.trim() || []);
    if (said && !said.includes('*')) expect(description, text).toContain(said);
    if (!said && known.some(task => task.params)) expect([name, description]).toEqual([name, '']);
  }
  const invented = [...names].filter(
    name => !actual.some(task => task.name === name) && !text.includes(`# may be ${name}`),
  );
  expect(invented, text).toEqual([]);
}

/** Rakefiles as nobody would write them. */
const name = fc.constantFrom('a', 'b', 'c', 'd:e', 'é');
const written = fc.oneof(
  name.map(text => `'${text}'`),
  name.map(text => `:"${text}"`),
  name.map(text => `"${text}_#{'x'}"`),
);
const params = fc.constantFrom('', ', [:p]', ', :p, :q', ', %w[p q]', ', [:p] => :environment');
const described = fc.constantFrom('', "desc 'Does it'\n", 'desc "Does #{1}"\n');
const { statement } = fc.letrec<{ statement: string }>(tie => {
  const body = fc.array(tie('statement'), { maxLength: 3 }).map(lines => lines.join('\n'));
  return {
    statement: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc
        .tuple(described, written, params)
        .map(([desc, text, rest]) => `${desc}task ${text}${rest}`),
      name.map(text => `task '${text}' => :environment do |t, args| puts args end`),
      name.map(text => `file '${text}.txt'`),
      fc.tuple(written, body).map(([text, inner]) => `namespace(${text}) do\n${inner}\nend`),
      fc
        .tuple(body, name)
        .map(
          ([inner, text]) =>
            `%w[one two].each do |x|\ntask "${text}_#{x}"\nnamespace(x) do\n${inner}\nend\nend`,
        ),
      body.map(inner => `if ENV['PATH']\n${inner}\nend`),
      body.map(inner => `begin\n${inner}\nensure\n1\nend`),
    ),
  };
});

describe.skipIf(!hasRake)('what Rake itself says, where ruby and rake are installed', () => {
  const answers = hasRake ? askRake(Object.values(RAKEFILES)) : [];

  it.each(Object.entries(RAKEFILES))('of %s', (name, text) => {
    const actual = answers[Object.keys(RAKEFILES).indexOf(name)] ?? [];
    expect(actual.length).toBeGreaterThan(0);
    expectAlike(text, actual);
  });

  it('of random ones', () => {
    const texts = fc
      .sample(fc.array(statement, { minLength: 1, maxLength: 4 }), { numRuns: 300 })
      .map(lines => lines.join('\n'));
    const all = askRake(texts);
    for (const [i, text] of texts.entries()) expectAlike(text, all[i] ?? []);
    expect(all.flat().length).toBeGreaterThan(texts.length);
  });

  it('by rake -P, of an application that loads its files', () => {
    const files = {
      Rakefile: "task :environment\nDir['lib/tasks/**/*.rake'].sort.each { |file| load file }\n",
      'lib/tasks/orders.rake': RAKEFILES['a Rails application'] ?? '',
      'lib/tasks/more/loops.rake': RAKEFILES.loops ?? '',
      'rakelib/mail.rake': 'namespace(:mail) { task :send, [:to] => :environment }',
    };
    const options = { cwd: folderOf(files), encoding: 'utf8' } as const;
    const printed = execFileSync('rake', ['-P', '--silent'], options);
    const names = [...printed.matchAll(/^rake (.*)$/gm)].map(([, name = '']) => name);
    const { tasks } = workspaceOf(files);
    expect(names.filter(name => !tasks.has(name))).toEqual([]);
    expect(tasks.names.filter(name => !names.includes(name))).toEqual([]);
    expect(names).toContain('mail:send');
  });
});
