import { existsSync, mkdirSync, rmSync, watch } from 'node:fs';
import path from 'node:path';

const LIMIT_MS = 20_000;

/**
 * Has the VS Code host take a picture of the window, NAME.png in the folder that CRONWRIGHT_SCREENSHOTS names, and
 * waits until it is there. Where `selector` (CSS) is given the picture waits for such an element to be visible.
 * Does nothing where no folder is named.
 */
export async function screenshot(name: string, selector = ''): Promise<void> {
  const folder = process.env.CRONWRIGHT_SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.png`);
  rmSync(file, { force: true });
  const written = untilExists(file);
  console.log(`##screenshot ${name} ${selector}`);
  await written;
}

function untilExists(file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const watcher = watch(path.dirname(file), () => {
      if (!existsSync(file)) return;
      clearTimeout(limit);
      watcher.close();
      resolve();
    });
    const limit = setTimeout(() => {
      watcher.close();
      reject(new Error(`no picture after ${LIMIT_MS / 1000} s: ${file}`));
    }, LIMIT_MS);
  });
}
