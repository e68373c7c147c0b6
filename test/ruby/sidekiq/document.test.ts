import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RubyDocument, readRuby } from '../../../server/src/ruby/sidekiq/document.js';
import type { SidekiqFacts } from '../../../server/src/ruby/sidekiq/facts.js';
import { factsIn } from '../../../server/src/ruby/sidekiq/read.js';
import { rubyParser } from '../../support/ruby.js';

const parser = rubyParser();
const FIXTURES = new URL('../../fixtures/sidekiq/', import.meta.url);
const TEXTS = ['samples', 'correct'].flatMap(folder =>
  readdirSync(new URL(`${folder}/`, FIXTURES))
    .filter(name => name.endsWith('.rb'))
    .map(name => readFileSync(new URL(`${folder}/${name}`, FIXTURES), 'utf8')),
);

const method = (i: number) => `  # step ${i} 🚀
  def step_${i}(order, limit: ${i})
    return if order.done? || order.tries > limit

    order.items.each_with_index do |item, at|
      item.update!(position: at, name: "漢字 #{item.name}")
    end
    Job${i}.perform_async(order.id, "#{order.id}-${i}")
  end
`;

/** Longer than what is always read as a whole. */
const LONG = `require "sidekiq"
${TEXTS[0]}
class Steps
  include Sidekiq::Job

${Array.from({ length: 25 }, (_, i) => method(i)).join('\n')}
  def pool
    [OLD_POOL, NEW_POOL].sample
  end

  def push(id)
    Sidekiq::Client.via(pool) { Job.perform_async(id) }
  end
end

module Tasks
${Array.from({ length: 12 }, (_, i) => method(100 + i)).join('\n')}
end

${TEXTS.slice(1).join('\n')}
`;

/** What is typed, taken out and pasted. */
const PIECES = [
  'end\n',
  '"',
  "'",
  '#',
  '(',
  '}',
  ' if draining\n',
  '\n\n',
  'x = ENV["X"]\n',
  '  def a\n    1\n  end\n',
  'class A\n  B = 1\nend\n',
  'Sidekiq.configure_client { |c| c.redis = { url: X } }\n',
  '  Sidekiq::Client.push(job.item)\n',
  'rescue => e\n',
  '<<~TEXT\n',
  'TEXT\n',
  '__END__\n',
  '=begin\n',
  '\\\n',
  'x = 1 \\\n',
  'rescue\n  Sidekiq.redis = X\n',
  'else\n',
  'end\ndef more\n',
  'end\nproc do\n',
  '.foo\n',
  'do |x|\n',
  '🚀',
  'rand',
];

interface Edit {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.oneof(fc.constant(0), fc.nat(5), fc.nat(200)),
    text: fc.oneof(fc.constantFrom(...PIECES), fc.constant(''), fc.constantFrom('a', ' ', '\n')),
  }),
  { minLength: 1, maxLength: 8 },
);

function applied(text: string, { at, length, text: piece }: Edit): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + piece + text.slice(start + length);
}

/** Every place that facts have. */
function* spansIn(value: unknown): Generator<{ start: number; end: number }> {
  if (typeof value !== 'object' || value === null) return;
  if ('start' in value && 'end' in value) yield value as { start: number; end: number };
  for (const inner of Object.values(value)) yield* spansIn(inner);
}

function sane(text: string, facts: SidekiqFacts): void {
  for (const { start, end } of spansIn(facts)) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(end).toBeLessThanOrEqual(text.length);
  }
  for (const { name, start, end } of facts.names) expect(text.slice(start, end)).toBe(name);
}

describe('a long file that is typed in', () => {
  it('is long enough, and has something of each kind', () => {
    expect(LONG.length).toBeGreaterThan(10_000);
    const facts = readRuby(LONG, parser)?.sidekiq;
    expect(facts?.assignments.length).toBeGreaterThan(20);
    expect(facts?.clients.some(({ toss }) => toss)).toBe(true);
    expect(facts?.periodic.length).toBeGreaterThan(0);
  });

  it.each([...TEXTS, LONG])('is understood as if all of it were looked at', text => {
    const parsed = parser.parse(text);
    if (!parsed.root) throw new Error('not read');
    // names and texts are listed only where something else is found
    const { names, texts, ...whole } = factsIn(text, parsed.root, parsed);
    expect(readRuby(text, parser)?.sidekiq).toMatchObject(whole);
  });

  it('is understood as if it were read anew', () => {
    let [good, stale] = [0, 0];
    fc.assert(
      fc.property(edits, all => {
        const document = new RubyDocument(parser);
        document.update(LONG);
        let text = LONG;
        for (const edit of all) {
          text = applied(text, edit);
          const fresh = readRuby(text, parser);
          const isGood = document.update(text);
          // what has a syntax error is never taken for understood
          if (isGood) expect(fresh).not.toBeNull();
          // what seems to have one may turn out well once it is read whole
          else if (fresh) {
            stale++;
            expect(document.readWhole(text)).toBe(true);
          }
          if (!fresh) continue;
          good++;
          expect(document.lastGood?.text).toBe(text);
          expect(document.lastGood?.sidekiq).toEqual(fresh.sidekiq);
          sane(text, fresh.sidekiq);
        }
      }),
      { numRuns: 60 },
    );
    expect(good).toBeGreaterThan(20);
    expect(stale).toBeLessThan(good / 2);
  }, 120_000);

  /** Line starts: in a method, before one, before and after a class, in a block, at the ends. */
  const PLACES = [
    '    order.items',
    '  # step 5',
    '  def pool',
    '  def push',
    'class Steps',
    'module Tasks',
    'Sidekiq.configure_server',
    '  config.redis',
  ].map(start => LONG.indexOf(start, LONG.indexOf('class Steps')));

  it.each(PIECES)('is, where %j is typed on a line of its own', piece => {
    for (const at of [...PLACES, 0, LONG.length]) {
      const document = new RubyDocument(parser);
      document.update(LONG);
      const text = LONG.slice(0, at) + piece + LONG.slice(at);
      const fresh = readRuby(text, parser);
      if (!document.update(text)) continue;
      expect(fresh).not.toBeNull();
      expect(document.lastGood?.sidekiq).toEqual(fresh?.sidekiq);
    }
  });

  it('keeps what was understood where an edit breaks it', () => {
    const document = new RubyDocument(parser);
    expect(document.update(LONG)).toBe(true);
    const before = document.lastGood;
    for (const broken of ['def x(', 'x = "', 'end', '}', 'class'])
      for (const at of [0, LONG.indexOf('  def step_5'), LONG.length]) {
        expect(document.update(`${LONG.slice(0, at)}${broken}\n${LONG.slice(at)}`)).toBe(false);
        expect(document.lastGood).toBe(before);
      }
    expect(document.update(`${LONG}# more\n`)).toBe(true);
  });

  it('has what stands right behind a method move with what is typed in there', () => {
    const block = 'Sidekiq.configure_client { |c| c.redis = { url: URL } }\n';
    const text = `${block}def total(a)\n  a.sum\nend\n${block}${LONG}`;
    const document = new RubyDocument(parser);
    document.update(text);
    for (const typed of ['  a.sum + b.sum', '  a', '  a.sum']) {
      const after = text.replace('  a.sum', typed);
      expect(document.update(after)).toBe(true);
      expect(document.lastGood?.sidekiq).toEqual(readRuby(after, parser)?.sidekiq);
    }
  });

  it('sees what a method that mattered not says from now on', () => {
    const document = new RubyDocument(parser);
    document.update(LONG);
    const clients = document.lastGood?.sidekiq.clients.length ?? 0;
    const text = LONG.replace(
      '    Job7.perform_async',
      '    Sidekiq::Client.via([A, B].sample) { Job7.perform_async',
    ).replace('"#{order.id}-7")', '"#{order.id}-7") }');
    expect(document.update(text)).toBe(true);
    const after = document.lastGood?.sidekiq.clients ?? [];
    expect(after.length).toBe(clients + 1);
    expect(after.some(({ start }) => text.slice(start).startsWith('Sidekiq::Client.via([A'))).toBe(
      true,
    );
  });
});

describe('any text', () => {
  it('is taken, cut off anywhere', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(LONG, ...TEXTS),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (text, part) => {
          const cut = text.slice(0, Math.floor(part * text.length));
          const file = readRuby(cut, parser);
          if (file) sane(cut, file.sidekiq);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is taken with pieces that are missing or doubled', () => {
    const draws = fc.infiniteStream(fc.nat(11));
    fc.assert(
      fc.property(fc.constantFrom(...TEXTS), draws, (text, dice) => {
        const lines = text.split('\n').flatMap(line => {
          const roll = dice.next().value;
          return roll === 0 ? [] : roll === 1 ? [line, line] : [line];
        });
        const changed = lines.join('\n');
        const file = readRuby(changed, parser);
        if (file) sane(changed, file.sidekiq);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['a deep hash', `Sidekiq.redis = ${'{ a: '.repeat(2000)}1${' }'.repeat(2000)}`],
    ['a long chain', `Sidekiq.configure_server { |c| c.redis = a${'.b'.repeat(5000)} }`],
    [
      'names that name themselves',
      'a = b\nb = a\nA = B\nB = A\ndef c = d\ndef d = c\nSidekiq.redis = c || A || b',
    ],
    ['many branches', `u = ${'x? ? A : '.repeat(300)}B\nSidekiq.redis = { url: u }`],
    ['halves of pairs', 'Sidekiq.redis = { url: "\ud83d\ude00\ud800" }'],
    ['a sum of hashes', `Sidekiq.redis = {}${'.merge(a: 1)'.repeat(500)}`],
  ])('is taken with %s', (_, text) => {
    const file = readRuby(text, parser);
    if (file) sane(text, file.sidekiq);
  });
});

describe('places', () => {
  it('are right behind letters of any width', () => {
    const text =
      '# 漢字 🚀 é\nredis = { url: "redis://🚀", "漢" => 1, namespace: "漢字🚀" }; Sidekiq.redis = redis\n';
    const [assignment] = readRuby(text, parser)?.sidekiq.assignments ?? [];
    const at = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
    expect(assignment && at(assignment)).toBe('Sidekiq.redis');
    expect(assignment?.values[0]?.keys.map(at)).toEqual([
      'url: "redis://🚀"',
      '"漢" => 1',
      'namespace: "漢字🚀"',
    ]);
  });
});
