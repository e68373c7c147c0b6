import { afterAll, type TestContext } from 'vitest';
import { ROOT } from './folders.js';
import { findMoto, type Moto, runMoto } from './moto-server.js';

declare module 'vitest' {
  interface TaskMeta {
    /** Why a test is skipped, for the list at the end of npm test. */
    reason?: string;
  }
}

const python = findMoto(ROOT);

/** Skips where moto is not there. */
export function needMoto({ task, skip }: TestContext): void {
  if (python !== null) return;
  task.meta.reason = 'moto is not installed';
  skip('moto is not installed');
}

/** Starts moto; it ends with the tests of the file. Where it is not there, null. */
export async function startMoto(): Promise<Moto | null> {
  if (python === null) return null;
  const moto = await runMoto(python);
  afterAll(() => moto.stop());
  return moto;
}
