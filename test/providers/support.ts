import { afterAll } from 'vitest';
import type { Work } from '../../server/src/providers/provider.js';
import type { Answer, Trouble } from '../../server/src/providers/trouble.js';
import { SHOP_ENV } from '../support/shop.js';

/** The environment of the tests of a file: those credentials, and nothing that the machine has of AWS. */
export function useShopEnv(): void {
  const before = { ...process.env };
  setAwsEnv(SHOP_ENV);
  afterAll(() => {
    process.env = before;
  });
}

/** Nothing of AWS but what is said. */
export function setAwsEnv(env: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env))
    if (name.startsWith('AWS_')) delete process.env[name];
  // what the tests ask moto with would tell on standard error which Node it will need
  Object.assign(process.env, { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...env });
}

export function work(onProgress: NonNullable<Work['onProgress']> = () => undefined): Work {
  return { signal: new AbortController().signal, onProgress };
}

export function answered<T>(answer: Answer<T>): T {
  if ('value' in answer) return answer.value;
  throw new Error(`${answer.trouble.kind}: ${answer.trouble.message}`);
}

export function refused(answer: Answer<unknown>): Trouble {
  if ('trouble' in answer) return answer.trouble;
  throw new Error('AWS answered');
}
