import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { URI } from 'vscode-uri';
import { resources, rule } from '../review/support.js';
import { bundleServer, startServer, type TestServer } from '../support/server.js';

const NIGHTLY = resources(rule());
const LATER = resources(rule({ expression: 'cron(0 4 * * ? *)' }));

const bundle = await bundleServer();
let server: TestServer;
afterEach(() => server.stop());

function git(...words: string[]): void {
  const who = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@localhost'];
  execFileSync('git', [...who, ...words], { cwd: server.folder, stdio: 'ignore' });
}

/** The server in a repository with one commit on `main`, now on a branch with another. */
async function onBranch(trusted = true, files: Readonly<Record<string, string>> = {}) {
  server = await startServer(
    bundle,
    { 'a.yml': NIGHTLY, ...files },
    { initializationOptions: { trusted } },
  );
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-q', '-m', 'all');
  git('switch', '-q', '-c', 'topic');
  writeFileSync(join(server.folder, 'a.yml'), LATER);
  git('commit', '-q', '-am', 'later');
  await server.settled();
}

const uri = () => URI.file(server.folder).toString();

const bases = () => server.connection.sendRequest('cronwright/review/bases', { uri: uri() });

const review = (base: string) =>
  server.connection.sendRequest<{ markdown?: string; verdict?: string; refused?: string }>(
    'cronwright/review',
    { uri: uri(), base },
  );

describe('cronwright/review', () => {
  it('offers the last commit, and where the branch left main', async () => {
    await onBranch();
    expect(await bases()).toEqual(['HEAD', 'main']);
    git('switch', '-q', 'main');
    expect(await bases()).toEqual(['HEAD']);
  });

  it('compares with either', async () => {
    await onBranch();
    const { markdown, verdict } = await review('main');
    expect(verdict).toBe('look');
    expect(markdown).toContain('### `Nightly` is changed\n\nRule in `a.yml:2`');
    expect(await review('HEAD')).toMatchObject({
      verdict: 'pass',
      markdown: expect.stringContaining('No rule and no schedule changes'),
    });
  });

  it('sees what is typed and not saved', async () => {
    await onBranch();
    server.open(server.uri('a.yml'), LATER.replace('ENABLED', 'DISABLED'));
    const { markdown } = await review('HEAD');
    expect(markdown).toContain('`Nightly` is switched off');
  });

  it('leaves out what cronwright.yml leaves out', async () => {
    await onBranch(true, { 'cronwright.yml': 'files:\n  exclude: [a.yml]\n' });
    await server.settled();
    expect((await review('main')).markdown).toContain('No rule and no schedule changes');
  });

  it('asks git nothing where the folder is not trusted', async () => {
    await onBranch(false);
    expect(await bases()).toEqual([]);
    expect(await review('main')).toEqual({
      refused: 'Git is asked only where the folder is trusted.',
    });
  });

  it('says why there is nothing to compare with', async () => {
    await onBranch();
    expect((await review('nowhere')).refused).toMatch(/^There is no commit nowhere here/);
  });
});
