import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { ROOT } from '../support/folders.js';
import { bundleServer, startServer, type TestServer } from '../support/server.js';

const example = (name: string) => readFileSync(join(ROOT, 'examples', name), 'utf8');
const SCHEDULES = example('schedules.yml');

const bundle = await bundleServer();
let server: TestServer;
afterEach(() => server.stop());

function ask<T>(what: string, params: object): Promise<T> {
  const uri = server.uri('schedules.yml');
  return server.connection.sendRequest<T>(`cronwright/testRun/${what}`, { uri, ...params });
}

const lineOf = (text: string) => SCHEDULES.split('\n').findIndex(line => line.includes(text));

it('a rule is tried on the cluster that the team names', async () => {
  server = await startServer(bundle, {
    'exports.json': example('exports.json'),
    'cronwright.yml': 'testCluster: shop-test\nexports: [{file: exports.json}]\n',
  });
  server.open(server.uri('schedules.yml'), SCHEDULES);
  await server.settled();
  const inside = { line: lineOf('Id: carts-expire'), character: 4 };
  const { here, rules } = await ask<{ here: string; rules: { id: string; detail: string }[] }>(
    'rules',
    { position: inside },
  );
  expect(here).toBe('ExpireCartsRule');
  expect(rules).toContainEqual({ id: here, detail: 'shop-expire-carts · carts:expire' });
  expect(await ask('make', { id: here })).toEqual({
    runs: [
      {
        kind: 'aws',
        title: 'On AWS: the test cluster shop-test',
        text: expect.stringMatching(
          /^NET_LIVE_SUBNET_OEN=.* &&\naws ecs run-task \\\n {2}--cluster shop-test/,
        ),
        notes: [],
      },
      {
        kind: 'local',
        title: 'On this machine: bundle exec rake carts:expire',
        text: 'bundle exec rake carts:expire',
        notes: [],
      },
    ],
  });
});

it('a cursor on none of the rules leaves the choice', async () => {
  server = await startServer(bundle, {});
  server.open(server.uri('schedules.yml'), SCHEDULES);
  const position = { line: 0, character: 0 };
  expect(await ask('rules', { position })).toMatchObject({ here: null });
  expect(await ask('make', { id: 'Gone' })).toEqual({
    refused: 'There is no rule `Gone` any more.',
  });
});
