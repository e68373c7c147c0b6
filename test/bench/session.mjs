// What is done with one start of one server, and how long each step took.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LspClient } from './lsp-client.mjs';
import {
  networkTemplate,
  randomNumbers,
  schedulesTemplate,
  workspaceTemplates,
} from './templates.mjs';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Opens a template of so many rules, types in it, hovers and completes. All times in ms. */
export async function typingSession(server, { rules, keystrokes, requests, seed }) {
  return inFolder(async folder => {
    await writeFile(join(folder, 'network.yml'), networkTemplate('net-live'));
    const file = join(folder, 'schedules.yml');
    const text = schedulesTemplate(rules);
    await writeFile(file, text);
    return withServer(server, async client => {
      await client.initialize(folder);
      const { document: typedIn, diagnostics } = await client.open(file, text);
      const start = performance.now() - client.startedAt;
      if (server.id === 'ours') expectWork(diagnostics.length > 0, 'the first diagnostics');
      await client.quiet(1000);
      const random = randomNumbers(seed);
      const typed = await times(Math.ceil(keystrokes * server.share), () => {
        const letter = LETTERS[Math.floor(random() * LETTERS.length)];
        return client.type(typedIn, randomPlace(typedIn.getText(), random), letter);
      });
      const memory = client.memory();
      // where so much was typed at random, there is little left to hover on
      const { document } = await client.open(join(folder, 'unharmed.yml'), text);
      const ask = async (method, mark) => {
        const places = placesAfter(text, mark);
        const answers = await times(Math.ceil(requests * server.share), () =>
          client.ask(method, document, places[Math.floor(random() * places.length)]),
        );
        const said = answers.filter(
          ({ answer }) => answer?.contents || answer?.length || answer?.items?.length,
        );
        if (server.id === 'ours') expectWork(said.length > answers.length / 2, method);
        return answers.map(({ ms }) => ms);
      };
      const hovers = await ask('textDocument/hover', 'ScheduleExpression: cron(');
      const completions = await ask('textDocument/completion', '!ImportValue net-live-');
      return { start, typed, hovers, completions, memory };
    });
  });
}

/** From the start of the process to the first diagnostics of a file, in ms. */
export async function startSession(server, folder, name) {
  const file = join(folder, name);
  const text = await readFile(file, 'utf8');
  return withServer(server, async client => {
    await client.initialize(folder);
    await client.open(file, text);
    return performance.now() - client.startedAt;
  });
}

/** From the start of the process until so many templates are indexed, in ms. Only ours does it. */
export async function indexSession(server, count) {
  return inFolder(async folder => {
    await mkdir(join(folder, 'stacks'));
    for (const [name, text] of workspaceTemplates(count))
      await writeFile(join(folder, 'stacks', name), text);
    return withServer(server, async client => {
      const indexed = client.notification(
        'cronwright/status',
        ({ indexing, files }) => !indexing && files >= count,
      );
      await client.initialize(folder);
      await indexed;
      return performance.now() - client.startedAt;
    });
  });
}

/** A server that says nothing is fast: such figures would be worth nothing. */
function expectWork(done, what) {
  if (!done) throw new Error(`nothing to measure: the server had no answer to ${what}`);
}

/** Anywhere in the text of a random line of the resources, but not in its indentation. */
function randomPlace(text, random) {
  const from = text.indexOf('\nResources:') + '\nResources:\n'.length;
  for (;;) {
    const at = from + Math.floor(random() * (text.length - from));
    const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
    if (line.trim()) return at;
  }
}

/** The offsets behind each place where `mark` stands. */
function placesAfter(text, mark) {
  const places = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1))
    places.push(at + mark.length);
  return places;
}

/** What `step` gives, one time after the other. */
async function times(count, step) {
  const all = [];
  for (let i = 0; i < count; i++) all.push(await step());
  return all;
}

async function withServer(server, use) {
  const client = new LspClient(server);
  try {
    return await use(client);
  } finally {
    await client.stop();
  }
}

async function inFolder(use) {
  const folder = await mkdtemp(join(tmpdir(), 'cronwright-bench-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
