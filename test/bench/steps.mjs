// What the sessions are made of.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LspClient } from './lsp-client.mjs';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Types so many times: a letter at a random place, and takes it out again. Gives the ms of each. */
export async function correctedLetters(client, document, { count, random }) {
  const pairs = await times(Math.ceil(count / 2), async () => {
    const at = randomPlace(document.getText(), random);
    const typed = await client.type(document, at, randomLetter(random));
    return [typed, await client.type(document, at, '', 1)];
  });
  return pairs.flat();
}

export function randomLetter(random) {
  return LETTERS[Math.floor(random() * LETTERS.length)];
}

/** A server that says nothing is fast: such figures would be worth nothing. */
export function expectWork(done, what) {
  if (!done) throw new Error(`nothing to measure: the server had no answer to ${what}`);
}

/** Anywhere in the text of a random line, of a template of its resources, but not in its indentation. */
export function randomPlace(text, random) {
  const mark = '\nResources:\n';
  const at = text.indexOf(mark);
  const from = at < 0 ? 0 : at + mark.length;
  for (;;) {
    const at = from + Math.floor(random() * (text.length - from));
    const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
    if (line.trim()) return at;
  }
}

/** The offsets behind each place where `mark` stands. */
export function placesAfter(text, mark) {
  const places = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1))
    places.push(at + mark.length);
  return places;
}

/** What `step` gives, one time after the other. */
export async function times(count, step) {
  const all = [];
  for (let i = 0; i < count; i++) all.push(await step(i));
  return all;
}

/** Writes files, each with its folder. */
export async function writeAll(folder, files) {
  for (const [name, text] of files) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

export async function withServer(server, use) {
  const client = new LspClient(server);
  try {
    return await use(client);
  } finally {
    await client.stop();
  }
}

export async function inFolder(use) {
  const folder = await mkdtemp(join(tmpdir(), 'cronwright-bench-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
