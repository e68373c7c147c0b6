import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { PATHS } from '../authoring/sidekiq/migration.js';
import { isVerified } from '../authoring/sidekiq/verified.js';
import { type ApplicationFolder, verifierOf } from '../disk/application.js';
import { reasonOf } from '../disk/source.js';
import { UsageError } from './command.js';

/**
 * Whether the verifier of a migration found no work on the old Redis: in the file with what it printed (`-` is standard
 * input), else it is run in the folder of the application. What it printed is shown.
 * @throws UsageError where it could not look
 */
export async function isEmptyBy(
  verified: string | undefined,
  application: ApplicationFolder,
): Promise<boolean> {
  if (verified === undefined) return isVerified(await run(application));
  const output = readText(verified);
  process.stderr.write(output);
  return isVerified(output);
}

function readText(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} ${reasonOf(error)}.`);
  }
}

async function run(application: ApplicationFolder): Promise<string> {
  const [command = '', ...args] = verifierOf(application);
  process.stderr.write(`${[command, ...args].join(' ')}\n`);
  // on Windows `bundle` is a batch file
  const shell = process.platform === 'win32';
  const child = spawn(command, args, {
    cwd: application.folder,
    shell,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    output += text;
    process.stderr.write(text);
  });
  const [code] = await once(child, 'close').catch(() => {
    throw new UsageError(`${command} can’t be started here, so ${NOT_HERE}`);
  });
  const looked = code === 0 || (code === 1 && /^Not yet:/m.test(output));
  if (!looked) throw new UsageError(`The verifier ended with ${code}, so ${NOT_HERE}`);
  return output;
}

const NOT_HERE = `nothing is taken out.
Run it where the old Redis can be reached, and hand in what it printed:
  bundle exec ruby ${PATHS.verify} | tee verified.txt
  cronwright migrate sidekiq --finish --verified verified.txt`;
