// The mover as `cronwright migrate sidekiq` writes it, on two Redis of its own: how fast it is, and what memory it takes.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './servers.mjs';

/** Between two looks at its memory, in ms. */
const LOOK = 100;

const NEEDED = [
  ['redis-server', ['--version']],
  ['ruby', ['-e', 'require "sidekiq"']],
];

/** What the mover needs and is not here; undefined where all is. */
export function missingForMover() {
  const missing = NEEDED.find(([command, args]) => spawnSync(command, args).status !== 0);
  return missing && (missing[0] === 'ruby' ? 'Ruby with Sidekiq' : missing[0]);
}

/**
 * Moves so many jobs, half of them scheduled and half in a queue. Gives the version of Sidekiq; the jobs a second, as
 * the mover itself says; and its memory in MB after a tenth of the time and at its most, null where the system has no
 * /proc.
 */
export async function moverSession(jobs) {
  const folder = await mkdtemp(join(tmpdir(), 'cronwright-bench-'));
  const servers = [];
  try {
    for (const _ of ['old', 'new']) servers.push(await startRedis(folder));
    const [from, to] = servers;
    const named = ['--old', 'OLD_URL', '--new', 'NEW_URL', '--processes', '4'];
    execFileSync(process.execPath, [join(root, 'dist/cli.js'), 'migrate', 'sidekiq', ...named], {
      cwd: folder,
      stdio: 'ignore',
    });
    from.cli('EVAL', SEED, '0', String(jobs / 2));
    const moved = await run(join(folder, 'script/sidekiq_move.rb'), {
      OLD_URL: from.url,
      NEW_URL: to.url,
    });
    const arrived = Number(to.cli('ZCARD', 'schedule')) + Number(to.cli('LLEN', 'queue:default'));
    if (arrived !== jobs) throw new Error(`${arrived} of ${jobs} jobs arrived`);
    return moved;
  } finally {
    for (const { child } of servers) await ended(child);
    await rm(folder, { recursive: true });
  }
}

/** Jobs of about 200 bytes, as Sidekiq writes them. */
const SEED = `
  redis.call('SADD', 'queues', 'default')
  for i = 1, tonumber(ARGV[1]) do
    local job = '{"retry":true,"queue":"default","args":[' .. i .. ',"order-' .. i .. '","2026-11-24"],"class":"Shop::Worker",' ..
      '"created_at":1795514400.123456,"enqueued_at":1795514400.123987,"jid":"%s'
    redis.call('ZADD', 'schedule', 1795514400 + i, string.format(job, string.format('%024x"}', i)))
    redis.call('LPUSH', 'queue:default', string.format(job, string.format('%024x"}', 10000000 + i)))
  end`;

async function run(script, env) {
  const child = spawn('ruby', [script], { env: { ...process.env, ...env } });
  let said = '';
  child.stderr.on('data', text => {
    said += text;
  });
  const memory = [];
  const look = setInterval(() => memory.push(residentMemory(child.pid)), LOOK);
  const [code] = await once(child, 'close');
  clearInterval(look);
  const [, rate] = /\(([\d,]+) a second\)/.exec(said) ?? [];
  if (code !== 0 || !rate) throw new Error(`the mover ended with ${code}:\n${said}`);
  // at its end it has none any more
  const seen = memory.filter(megabytes => megabytes !== null);
  return {
    sidekiq: execFileSync('ruby', ['-e', 'require "sidekiq"; print Sidekiq::VERSION'], {
      encoding: 'utf8',
    }),
    rate: Number(rate.replaceAll(',', '')),
    early: seen[Math.floor(seen.length / 10)] ?? null,
    most: seen.length > 0 ? Math.max(...seen) : null,
  };
}

function residentMemory(pid) {
  try {
    const [, kilobytes] =
      /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes ? Number(kilobytes) / 1024 : null;
  } catch {
    return null;
  }
}

/** A server on a free port of the loopback, which keeps everything in memory. */
async function startRedis(dir) {
  const port = String(await freePort());
  const quiet = ['--save', '', '--appendonly', 'no', '--dir', dir, '--bind', '127.0.0.1'];
  const child = spawn('redis-server', ['--port', port, ...quiet]);
  for await (const text of child.stdout) if (`${text}`.includes('Ready to accept')) break;
  const cli = (...command) =>
    execFileSync('redis-cli', ['-p', port, ...command], { encoding: 'utf8' }).trim();
  return { child, cli, url: `redis://127.0.0.1:${port}/0` };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function ended(child) {
  if (child.exitCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
