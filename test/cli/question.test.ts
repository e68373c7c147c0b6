import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { BACK, question } from '../../server/src/cli/question.js';

/** Asks with keys that are typed one after the other, and gives the answer and what was shown. */
async function asked(keys: readonly string[], initial = '') {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = '';
  output.on('data', chunk => {
    shown += chunk;
  });
  const answer = question(
    {
      message: 'When?',
      initial,
      suggest: text =>
        ['every day', 'every hour'].filter(one => one.startsWith(text) && one !== text),
      look: text => ({ ok: text.startsWith('every'), lines: [`means ${text}`] }),
    },
    { input, output },
  );
  for (const key of keys) {
    input.write(key);
    await new Promise(setImmediate);
  }
  return { answer: await answer, shown };
}

it('takes what is typed, and shows what it means', async () => {
  const { answer, shown } = await asked([...'every week', '\r']);
  expect(answer).toBe('every week');
  expect(shown).toContain('means every week');
});

it('takes what was proposed, or a suggestion', async () => {
  expect((await asked(['\r'], 'every year')).answer).toBe('every year');
  expect((await asked([...'every', '\x1b[B', '\x1b[B', '\r'])).answer).toBe('every hour');
  expect((await asked([...'every h', '\t', '\r'])).answer).toBe('every hour');
});

it('does not take what can’t be used, and goes back on escape', async () => {
  expect((await asked([...'no', '\r', '\x7f', '\x7f', ...'every x', '\r'])).answer).toBe('every x');
  expect((await asked(['\x1b'])).answer).toBe(BACK);
});
