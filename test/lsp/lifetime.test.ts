import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { bundleServer, startServer } from '../support/server.js';

const bundle = await bundleServer();

describe('the server ends', () => {
  it('with 0 after a shutdown, and with 1 without one', async () => {
    const proper = await startServer(bundle);
    await proper.stop();
    expect(proper.process.exitCode).toBe(0);

    const abrupt = await startServer(bundle);
    const ended = once(abrupt.process, 'exit');
    await abrupt.connection.sendNotification('exit');
    expect(await ended).toEqual([1, null]);
    await abrupt.stop();
  });

  it('when its editor closes the pipe', async () => {
    const server = await startServer(bundle);
    await server.settled();
    const ended = once(server.process, 'exit');
    server.process.stdin?.end();
    await ended;
    await server.stop();
  });

  it('when the process of its editor is gone', async () => {
    const editor = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
    const server = await startServer(bundle, {}, { processId: editor.pid ?? null });
    const ended = once(server.process, 'exit');
    editor.stdin.end();
    await ended;
    await server.stop();
  });

  it('at once where nobody speaks its language, and says how it is started', () => {
    const { status, stderr } = spawnSync(process.execPath, [bundle], { encoding: 'utf8' });
    expect(stderr).toBe(
      'This is a language server for an editor to start: node server.js --stdio\n',
    );
    expect(status).toBe(2);
  });
});
