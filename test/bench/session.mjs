// What is done with one start of one server, and how long each step took.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { liveSnapshot } from './live.mjs';
import { initializer, rakeFiles } from './ruby-files.mjs';
import {
  correctedLetters,
  expectWork,
  inFolder,
  placesAfter,
  randomLetter,
  randomPlace,
  times,
  withServer,
  writeAll,
} from './steps.mjs';
import {
  IMPORTED,
  networkTemplate,
  randomNumbers,
  schedulesTemplate,
  workspaceTemplates,
} from './templates.mjs';

/** What `target/rake-task` and `rule/collision` need before they look: all rules are on. */
const TEAM = "tasks: ['jobs:*']\nmostAtOnce: 200\n";

/** Opens a template of so many rules, types in it, hovers and completes. All times in ms. */
export async function typingSession(server, { rules, keystrokes, requests, seed }) {
  return inFolder(async folder => {
    await writeAll(folder, [
      ['network.yml', networkTemplate('net-live')],
      ['cronwright.yml', TEAM],
    ]);
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
      const count = Math.ceil(keystrokes * server.share);
      const corrected = await correctedLetters(client, typedIn, { count, random });
      const typed = await times(count, () => {
        const at = randomPlace(typedIn.getText(), random);
        return client.type(typedIn, at, randomLetter(random));
      });
      const memory = client.memory()?.now;
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
      return { start, corrected, typed, hovers, completions, memory };
    });
  });
}

/** Opens a Ruby file of so many lines, and types in it. All times in ms. */
export async function rubyTypingSession(server, { rubyLines, keystrokes, seed }) {
  return inFolder(folder =>
    withServer(server, async client => {
      await client.initialize(folder);
      const file = join(folder, 'sidekiq.rb');
      const { document, diagnostics } = await client.open(file, initializer(rubyLines));
      const start = performance.now() - client.startedAt;
      if (server.id === 'ours') expectWork(diagnostics.length > 0, 'the first diagnostics');
      await client.quiet(1000);
      const random = randomNumbers(seed);
      const corrected = await correctedLetters(client, document, { count: keystrokes, random });
      return { start, corrected, memory: client.memory()?.now };
    }),
  );
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

/**
 * Makes rules for an open template of so many, one after the other and each after the questions that
 * the editor asks before; gives the ms of the makings. The template stays as it is.
 */
export async function addRuleSession(server, { rules, additions }) {
  return inFolder(async folder => {
    await writeAll(folder, [['network.yml', networkTemplate('net-live')]]);
    const text = schedulesTemplate(rules);
    return withServer(server, async client => {
      await client.initialize(folder);
      const { document } = await client.open(join(folder, 'schedules.yml'), text);
      await client.quiet(1000);
      const ask = (what, params) =>
        client.request(`cronwright/addRule/${what}`, { uri: document.uri, ...params });
      const made = await times(additions, async i => {
        const answers = newRule(i);
        await ask('open', { position: { line: 0, character: 0 } });
        await ask('schedules', { text: answers.schedule });
        await ask('propose', answers);
        return ask('make', { answers });
      });
      const isMade = ({ answer }) => answer?.edits?.length > 0 && answer.problems.length === 0;
      expectWork(made.every(isMade), 'a new rule');
      return made.map(({ ms }) => ms);
    });
  });
}

function newRule(i) {
  return {
    kind: 'rule',
    task: `jobs:added_${i}`,
    schedule: 'cron(20 6 * * ? *)',
    timezone: null,
    name: `shop-added-${i}`,
    logicalId: `Added${i}Rule`,
    description: `Runs what was added as ${i}`,
    like: null,
  };
}

/**
 * From the start of the process until so many templates are indexed, and the rename of each export
 * that half of them import; in ms. Only ours does it.
 */
export async function indexSession(server, count) {
  return inFolder(async folder => {
    const stacks = join(folder, 'stacks');
    await writeAll(stacks, workspaceTemplates(count));
    return withServer(server, async client => {
      const indexed = client.indexed(count);
      await client.initialize(folder);
      await indexed;
      const index = performance.now() - client.startedAt;
      const text = networkTemplate('net-live');
      const { document } = await client.open(join(stacks, 'network.yml'), text);
      const renamed = await times(IMPORTED.length, i => {
        const offset = text.indexOf(`net-live-${IMPORTED[i]}\n`);
        const newName = `net-live-renamed-${i}`;
        return client.ask('textDocument/rename', document, offset, { newName });
      });
      const files = renamed.map(({ answer }) => answer.documentChanges.length);
      expectWork(Math.min(...files) > count / 4, 'a rename');
      return { index, files: files[0], renames: renamed.map(({ ms }) => ms) };
    });
  });
}

/**
 * From the start of the process until a template and so many rake files are indexed; how long a hover
 * takes meanwhile; both in ms. And the memory, at its most and afterwards.
 */
export async function rubySession(server, count) {
  return inFolder(async folder => {
    await writeAll(folder, rakeFiles(count));
    const file = join(folder, 'schedules.yml');
    const text = schedulesTemplate(1);
    await writeFile(file, text);
    return withServer(server, async client => {
      let isDone = false;
      const indexed = client.indexed(1).then(() => {
        isDone = true;
        return performance.now() - client.startedAt;
      });
      await client.initialize(folder);
      const { document } = await client.open(file, text);
      const offset = text.indexOf('cron(');
      const hovers = [];
      while (!isDone) {
        hovers.push((await client.ask('textDocument/hover', document, offset)).ms);
        await pause(20);
      }
      const inTask = text.indexOf('task_0');
      const { answer } = await client.ask('textDocument/completion', document, inTask);
      const isKnown = answer.some(({ label }) => label === 'jobs:task_0');
      expectWork(isKnown === count > 0, 'which tasks there are');
      // what the thread held goes with it
      await client.quiet(1000);
      return { index: await indexed, hovers, memory: client.memory() };
    });
  });
}

/**
 * Opens a template of so many rules whose stack has a recorded snapshot; gives the ms until the lenses
 * of all that differs were there, and until they are after a keystroke.
 */
export async function driftSession(server, rules) {
  return inFolder(async folder => {
    const file = join(folder, 'schedules.yml');
    const text = schedulesTemplate(rules);
    await writeAll(folder, [
      ['schedules.yml', text],
      ['network.yml', networkTemplate('net-live')],
      ['live.json', liveSnapshot(rules)],
      ['cronwright.yml', STACKS],
    ]);
    return withServer(server, async client => {
      const indexed = client.indexed(2);
      await client.initialize(folder);
      await indexed;
      const network = await readFile(join(folder, 'network.yml'), 'utf8');
      await client.open(join(folder, 'network.yml'), network);
      // the view of VS Code asks at the start
      await client.request('cronwright/drift/stacks');
      await client.quiet(1000);
      const lenses = async (document, since) => {
        const { answer } = await client.request('cronwright/drift', { uri: document.uri });
        const differing = answer.filter(({ status }) => status === 'drift');
        expectWork(differing.length === Math.floor(rules / 10), 'what differs');
        return performance.now() - since;
      };
      const openedAt = performance.now();
      const opening = client.open(file, text);
      const open = await lenses({ uri: pathToFileURL(file).href }, openedAt);
      const { document } = await opening;
      await client.quiet(1000);
      const at = text.indexOf('Runs job 5');
      const typed = await times(20, async i => {
        const sentAt = performance.now();
        const answered = client.type(document, at, i % 2 ? '' : 'x', i % 2);
        const ms = await lenses(document, sentAt);
        await answered;
        return ms;
      });
      return { open, typed };
    });
  });
}

const STACKS = `stacks:
  - files: [schedules.yml]
    stack: shop-live
    account: '123456789012'
    region: eu-central-1
    snapshot: live.json
`;
