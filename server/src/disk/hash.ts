import { createHash } from 'node:crypto';

/** In hexadecimal digits; what `snapshot --hash-input` records in place of an `Input`. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
