import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callsOf } from '../../server/src/template/rake-command.js';

type Command = string | readonly string[];

const wordsOf = (command: Command) => (typeof command === 'string' ? [command] : command);

/** Each task as one would call it. */
const tasks = (command: Command) =>
  callsOf(command).flatMap(call =>
    call.kind === 'task'
      ? [call.args.length > 0 ? `${call.name}[${call.args.map(a => a.text).join('|')}]` : call.name]
      : [],
  );

/** What stands at the places of the calls and their arguments. */
const written = (command: Command) =>
  callsOf(command)
    .flatMap(call => [call, ...(call.kind === 'task' ? call.args : [])])
    .map(({ word, start, end }) => wordsOf(command)[word]?.slice(start, end));

describe('the tasks of a command', () => {
  it.each<[Command, string[]]>([
    [['bundle', 'exec', 'rake', 'ns:task'], ['ns:task']],
    [['bundle', 'exec', 'rake', 'ns:task[a,b]'], ['ns:task[a|b]']],
    [['bundle', 'exec', 'rake', 'ns:task[a,', 'b]'], ['ns:task[a|b]']],
    [
      ['rake', 'a[]', 'b[,x]', 'c[x\\,y]', 'd[ x , y ]'],
      ['a', 'b[|x]', 'c[x,y]', 'd[x|y]'],
    ],
    [['bin/rails', 'db:migrate'], ['db:migrate']],
    [['RAILS_ENV=production', '/app/bin/rake', '--trace', '-j', '4', 'x:y', 'K=v'], ['x:y']],
    [['rake', '-I', 'lib', '-r', './x', 'a'], ['a']],
    [['/entrypoint.sh', 'bundle', 'exec', 'rake', 'z'], ['z']],
    [['docker-entrypoint', 'rake', 'z'], ['z']],
    [['timeout', '-k', '5', '600', 'bundle', 'exec', 'rake', 'a'], ['a']],
    [['env', 'A=b', 'nice', 'rake', 'a'], ['a']],
    [['ruby', '-W0', 'bin/rake', 'a'], ['a']],
    [['tini', '--', 'rake', 'a'], ['a']],
    [['chamber', 'exec', 'app', '--', 'bundle', 'exec', 'rake', 'a'], ['a']],
    [
      ['sh', '-c', 'bundle exec rake a:b && bin/rake c:d[1] FOO=bar'],
      ['a:b', 'c:d[1]'],
    ],
    [
      ['bash', '-lc', `rake 'r:s["q w"]' | tee /tmp/x; rake u`],
      ['r:s["q w"]', 'u'],
    ],
    [['bash', '-o', 'pipefail', '-c', 'rake a 2>&1 > out.log'], ['a']],
    [
      ['sh', '-c', `sh -c "rake 'a b' c"`],
      ['a b', 'c'],
    ],
    [['sh', '-c', 'set -e # rake x\nexec rake a'], ['a']],
    ['bundle exec rake -t a:b[1, 2] c', ['a:b[1|2]', 'c']],
    [['bundle exec rake ns:task'], ['ns:task']],
    [['bundle', 'exec', 'sidekiq'], []],
    [['echo', 'rake', 'x'], []],
    [['rails', 'console'], []],
    [['rake', '-f', 'other/Rakefile', 'x'], []],
    [['rake', '-T'], []],
    [['rake'], []],
    [[], []],
  ])('are found in %j', (command, expected) => expect(tasks(command)).toEqual(expected));
});

describe('the place of a call', () => {
  it.each<[Command, string[]]>([
    [
      ['rake', 'a:b[x, y]'],
      ['a:b', 'x', 'y'],
    ],
    [
      ['rake', 'a[x,', 'y]'],
      ['a', 'x', 'y'],
    ],
    [
      ['sh', '-c', "echo é🚀; rake 'a:b[x,y z]' && rake c"],
      ['a:b', 'x', 'y z', 'c'],
    ],
    [['sh', '-c', 'bash -c "rake \\"a:b\\""'], ['a:b']],
    [['rails', 'runner', 'Job.run'], ['Job.run']],
  ])('is that of its name and arguments in %j', (command, expected) => {
    expect(written(command)).toEqual(expected);
  });
});

describe('a runner', () => {
  it.each([
    [['bundle', 'exec', 'rails', 'runner', 'Report.new.mail']],
    [['bin/rails', 'r', '-e', 'production', 'Report.new.mail']],
    [['sh', '-c', "cd /app && rails runner 'Report.new.mail'"]],
  ])('is found in %j', command => {
    expect(callsOf(command)).toMatchObject([{ kind: 'runner', code: 'Report.new.mail' }]);
  });
});

it('never throws, and names only places that are there', () => {
  const piece = fc.constantFrom(
    'rake',
    'sh',
    '-c',
    'a:b',
    '[',
    ']',
    ',',
    "'",
    '"',
    '\\',
    ' ',
    '&&',
    '>',
    '2>&1',
    '$(',
    '#',
    '\n',
    '--',
    '🚀',
  );
  const word = fc.array(piece, { maxLength: 6 }).map(pieces => pieces.join(''));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), words => {
      for (const { word, start, end } of callsOf(words)) {
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(words[word]?.length ?? -1);
      }
    }),
  );
});
