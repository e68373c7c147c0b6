// npm run bench: Cronwright, an empty server and yaml-language-server, side by side over stdio.
//   --quick   one start and fewer keystrokes, for a first look
//   --json    the figures as JSON
//   --write   puts the report into docs/performance.md
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const option = name => process.argv.includes(`--${name}`);

installAndBuild();
const { bundleEmptyServer, servers } = await import('./servers.mjs');
const {
  addRuleSession,
  driftSession,
  indexSession,
  rubySession,
  rubyTypingSession,
  startSession,
  typingSession,
} = await import('./session.mjs');
const { missingForMover, moverSession } = await import('./mover.mjs');
const { figures, machine, markdown, writeReport } = await import('./report.mjs');

const PLAN = {
  sizes: [20, 200, 500],
  templates: 1000,
  deployed: [30, 300],
  rubyFiles: 2000,
  rubyLines: 2000,
  jobs: option('quick') ? 50_000 : 1_000_000,
  starts: option('quick') ? 1 : 3,
  keystrokes: option('quick') ? 40 : 200,
  requests: option('quick') ? 20 : 100,
  additions: 20,
};

const scratch = await mkdtemp(join(tmpdir(), 'cronwright-bench-'));
try {
  const emptyServer = join(scratch, 'empty-server.cjs');
  await bundleEmptyServer(emptyServer);
  const before = machine();
  const result = figures(before, PLAN, await measure(servers(emptyServer)));
  if (option('write')) await writeReport(join(root, 'docs/performance.md'), result);
  console.log(option('json') ? JSON.stringify(result, null, 2) : markdown(result));
} finally {
  await rm(scratch, { recursive: true });
}

/**
 * Every measurement of every server. One server runs at a time, and in each round another one is
 * the first, so that whatever else the machine does falls on all of them.
 */
async function measure(all) {
  const typing = [];
  const example = [];
  const index = [];
  const additions = [];
  const drift = [];
  const ruby = [];
  const rubyTyping = [];
  for (let round = 0; round < PLAN.starts; round++) {
    for (const server of rotated(all, round)) {
      progress(round, server.name, 'the example');
      const start = await startSession(server, join(root, 'examples'), 'schedules.yml');
      example.push({ server, start });
    }
    for (const rules of PLAN.sizes)
      for (const server of rotated(all, round)) {
        progress(round, server.name, `${rules} rules`);
        const session = await typingSession(server, { ...PLAN, rules, seed: 1 + round });
        typing.push({ server, rules, ...session });
      }
    const [ours] = all;
    progress(round, ours.name, 'a new rule');
    additions.push(await addRuleSession(ours, { ...PLAN, rules: PLAN.sizes.at(-1) }));
    for (const rules of PLAN.deployed) {
      progress(round, ours.name, `${rules} rules with a snapshot`);
      drift.push({ rules, ...(await driftSession(ours, rules)) });
    }
    progress(round, ours.name, `${PLAN.templates} templates`);
    index.push(await indexSession(ours, PLAN.templates));
    for (const files of [PLAN.rubyFiles, 0]) {
      progress(round, ours.name, `${files} Ruby files`);
      ruby.push({ files, ...(await rubySession(ours, files)) });
    }
    // the peer reads no Ruby
    for (const server of rotated(all.slice(0, 2), round)) {
      progress(round, server.name, `${PLAN.rubyLines} lines of Ruby`);
      const session = await rubyTypingSession(server, { ...PLAN, seed: 1 + round });
      rubyTyping.push({ server, ...session });
    }
  }
  const missing = missingForMover();
  const mover = missing ? { missing } : await moverSession(PLAN.jobs);
  return { servers: all, typing, example, index, additions, drift, ruby, rubyTyping, mover };
}

function rotated(list, by) {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

function progress(round, name, what) {
  if (process.stderr.isTTY) console.error(`${round + 1}/${PLAN.starts}  ${name}: ${what}`);
}

function installAndBuild() {
  const run = (command, args, cwd) =>
    execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  if (!existsSync(join(root, 'node_modules'))) run(npm, ['ci'], root);
  if (!existsSync(join(here, 'node_modules'))) run(npm, ['ci'], here);
  if (!existsSync(join(root, 'dist/server.js'))) run(npm, ['run', 'build'], root);
}
