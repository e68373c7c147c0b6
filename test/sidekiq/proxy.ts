import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { atEnd, type Redis } from '../support/redis.js';

/**
 * An address before a server whose connection breaks once: when the server has answered the `number`th command that has
 * `text` in it, before the answer arrives. It ends with the tests of the file.
 */
export async function breakingBefore(redis: Redis, text: string, number: number): Promise<string> {
  const state = { left: number };
  const sockets = new Set<Socket>();
  const proxy = createServer(client => {
    const server = connect(redis.port, '127.0.0.1');
    let breaks = false;
    client.on('data', chunk => {
      breaks ||= chunk.includes(text) && --state.left === 0;
      server.write(chunk);
    });
    server.on('data', chunk => {
      if (breaks) client.destroy();
      else client.write(chunk);
    });
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        server.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  atEnd(() => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `redis://127.0.0.1:${address.port}/0`;
}
