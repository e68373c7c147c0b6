import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of the package, whose manifest lies one folder above the bundle. */
export function version(): string {
  return JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')).version;
}
