import { describe, expect, it } from 'vitest';
import { definition } from '../../server/src/features/definition.js';
import { highlights } from '../../server/src/features/highlights.js';
import type { Place } from '../../server/src/features/named.js';
import { references } from '../../server/src/features/references.js';
import { prepareRename, rename } from '../../server/src/features/rename.js';
import { callsOfTaskAt, referencesOfTaskAt } from '../../server/src/features/task-places.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { workspaceOf } from '../support/workspace.js';
import { envOf } from './helpers.js';

const rule = (id: string, input: string, when = 'ScheduleExpression: rate(1 hour)') => `  ${id}:
    Type: AWS::Events::Rule
    Properties:
      ${when}
      Targets:
        - Id: a
          Arn: !GetAtt Cluster.Arn
          Input: ${input}
`;
const running = (...words: string[]) =>
  JSON.stringify({ containerOverrides: [{ name: 'app', command: words }] });
const FILES: Record<string, string> = {
  Rakefile: 'task :default',
  'lib/tasks/orders.rake': `namespace :orders do
  desc 'Ships what was paid'
  task :ship
  %w[monthly yearly].each { |period| task "close_#{period}" }
end
`,
  'lib/tasks/more.rake': "task 'orders:ship'\n",
  'a.yml': `Resources:
${rule('Ship', `'${running('bundle', 'exec', 'rake', 'orders:ship')}'`)}${rule(
  'Both',
  JSON.stringify(running('sh', '-c', 'rake orders:ship orders:close_yearly')),
)}${rule('Other', `'${running('echo', 'orders:ship')}'`)}`,
  'b.json': JSON.stringify({
    Resources: {
      OnEvent: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: { source: ['shop'] },
          Targets: [{ Id: 'a', Arn: 'x', Input: running('rails', 'orders:ship[today]') }],
        },
      },
    },
  }),
};
const workspace = workspaceOf(FILES);
const uriOf = (name: string) => `file:///project/${name}`;
const textOf = (uri: string) => FILES[uri.slice(uriOf('').length)] ?? '';

/** What the places have in their files, each with its file. */
function shown(places: readonly Place[]): string[] {
  return places.map(({ uri, start, end }) => {
    const text = textOf(uri);
    const line = text.slice(0, start).split('\n').length;
    return `${uri.slice(uriOf('').length)}:${line} ${text.slice(start, end)}`;
  });
}

const offsetIn = (name: string, text: string) => {
  const offset = textOf(uriOf(name)).indexOf(text);
  if (offset < 0) throw new Error(`${name} has no ${text}`);
  return offset;
};
const here = parseTemplate(FILES['a.yml'] ?? '');
const env = envOf('', { env: { uri: uriOf('a.yml'), workspace } });
const CALLS = ['a.yml:9 orders:ship', 'a.yml:17 orders:ship', 'b.json:1 orders:ship'];
const DEFINITIONS = ['lib/tasks/orders.rake:3 ship', 'lib/tasks/more.rake:1 orders:ship'];

describe('from a command to its rake task', () => {
  it('the definition is the line of Ruby, or all of them', () => {
    const found = (text: string) => shown(definition(here, offsetIn('a.yml', text) + 3, env));
    expect(found('orders:ship')).toEqual(DEFINITIONS);
    expect(found('orders:close')).toEqual(['lib/tasks/orders.rake:4 "close_#{period}"']);
  });

  it('a word that only looks like one leads nowhere', () => {
    const offset = (FILES['a.yml'] ?? '').lastIndexOf('orders:ship') + 3;
    expect(definition(here, offset, env)).toEqual([]);
    expect(references(here, offset, env, true)).toEqual([]);
  });

  it('all commands of all templates that run it are its references', () => {
    const offset = offsetIn('a.yml', 'orders:ship');
    expect(shown(references(here, offset, env, false))).toEqual(CALLS);
    expect(shown(references(here, offset, env, true))).toEqual([...DEFINITIONS, ...CALLS]);
  });

  it('those of the template are highlighted', () => {
    const found = highlights(here, offsetIn('a.yml', 'orders:ship'));
    expect(shown(found.map(span => ({ ...span, uri: env.uri })))).toEqual(CALLS.slice(0, 2));
  });

  it('it is not renamed from here', async () => {
    const offset = offsetIn('a.yml', 'orders:ship');
    const refused = { refused: expect.stringContaining('Rename it there.') };
    expect(prepareRename(here, offset, env)).toEqual(refused);
    expect(await rename(here, offset, 'x', env, async () => '')).toEqual(refused);
  });
});

describe('from a rake task to the commands that run it', () => {
  const at = (name: string, text: string) =>
    [uriOf(name), offsetIn(name, text) + 1, workspace] as const;

  it('on its name, in whichever file', () => {
    expect(shown(callsOfTaskAt(...at('lib/tasks/orders.rake', 'ship\n')))).toEqual(CALLS);
    expect(shown(callsOfTaskAt(...at('lib/tasks/more.rake', 'orders:ship')))).toEqual(CALLS);
    expect(shown(referencesOfTaskAt(...at('lib/tasks/more.rake', 'orders:ship')))).toEqual([
      ...DEFINITIONS,
      ...CALLS,
    ]);
  });

  it('on a name that a loop puts together, those of all its values', () => {
    expect(shown(callsOfTaskAt(...at('lib/tasks/orders.rake', 'close_')))).toEqual([
      'a.yml:17 orders:close_yearly',
    ]);
  });

  it('nowhere else, and not in a file that is not known', () => {
    expect(callsOfTaskAt(...at('lib/tasks/orders.rake', 'Ships'))).toEqual([]);
    expect(callsOfTaskAt(uriOf('x.rake'), 20, workspace)).toEqual([]);
    expect(shown(callsOfTaskAt(...at('Rakefile', 'default')))).toEqual([]);
  });
});
