import { isThrottlingError } from '@smithy/core/retry';
import type { Trouble } from '../trouble.js';
import type { Origin } from './origin.js';

/** What went wrong, as it is told; `cause` is what the SDK said. */
export class AwsFailure extends Error {
  constructor(
    readonly trouble: Trouble,
    cause?: unknown,
  ) {
    super(trouble.message, { cause });
  }
}

/** An IAM action, which names a service and its operation: `events:ListRules`. */
export type IamAction = `${keyof typeof SERVICES}:${string}`;

export interface Asked {
  readonly action: IamAction;
  readonly origin: Origin;
  readonly signal: AbortSignal;
}

/** What the SDK throws, of which little is typed. */
interface Thrown {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

const SERVICES = {
  cloudformation: 'CloudFormation',
  cloudtrail: 'CloudTrail',
  cloudwatch: 'CloudWatch',
  events: 'EventBridge',
  scheduler: 'EventBridge Scheduler',
  sts: 'STS',
};

const PROVIDER_ERRORS = new Set(['CredentialsProviderError', 'TokenProviderError']);
const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired']);
const UNKNOWN = new Set([
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'IncompleteSignature',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'InvalidToken',
]);
const DENIED = /^(?:AccessDenied|UnauthorizedOperation|NotAuthorized|OptInRequired)/;
const NETWORK = new Set([
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|EPROTO/;

/** What the SDK threw as a failure that can be told. */
export function failureOf(error: unknown, asked: Asked): AwsFailure {
  if (error instanceof AwsFailure) return error;
  return new AwsFailure(troubleOf(error as Thrown, asked), error);
}

/** Whether AWS refused with an error of this name. */
export function isRefusal(error: unknown, name: string): boolean {
  return error instanceof AwsFailure && (error.cause as Thrown | undefined)?.name === name;
}

function troubleOf(error: Thrown, asked: Asked): Trouble {
  const { name = '', code = '', message = '' } = error;
  if (asked.signal.aborted || name === 'AbortError')
    return { kind: 'cancelled', message: 'Cancelled.', action: { kind: 'retry' } };
  if (/^Region is missing|^Region not accepted/.test(message)) return noRegion(asked.origin);
  if (PROVIDER_ERRORS.has(name)) return noCredentials(message, asked.origin);
  if (EXPIRED.has(name))
    return stale(`The credentials of ${asked.origin.words} have expired.`, asked);
  if (UNKNOWN.has(name))
    return stale(`AWS does not know the credentials of ${asked.origin.words}.`, asked);
  if (DENIED.test(name)) return denied(message, asked);
  if (isThrottlingError(error as Parameters<typeof isThrottlingError>[0]))
    return {
      kind: 'throttled',
      message: `${serviceOf(asked)} has too many calls from this account at the moment: it put off ${operationOf(asked)}, also when asked again.`,
      action: { kind: 'retry' },
    };
  if (NETWORK.has(code) || name === 'TimeoutError')
    return notReached(serviceOf(asked), code || 'no answer in time');
  if (CERTIFICATE.test(code))
    return notReached(serviceOf(asked), `its certificate is not trusted: ${code}`);
  return unexpected(error, asked);
}

function noRegion({ profile }: Origin): Trouble {
  const where = profile ? `profile ${profile} has none` : 'AWS_REGION is not set';
  return {
    kind: 'region',
    message: `No AWS region is named, and ${where}. Name the one that the stack is in.`,
    action: { kind: 'configure', what: 'region' },
  };
}

/** The SDK found none, or the ones that it found could not be exchanged for others. */
function noCredentials(message: string, { profile, words, login }: Origin): Trouble {
  const lost = message.match(/\bE[A-Z_]+\b/g)?.find(code => NETWORK.has(code));
  if (lost) return notReached('The sign-in of AWS', lost);
  if (login && profile)
    return {
      kind: 'credentials',
      message: `The login of ${words} has expired or was never made. Run \`${login}\`.`,
      action: { kind: 'run', command: login },
    };
  if (profile || words.startsWith('AWS_'))
    return {
      kind: 'credentials',
      message: `No credentials were given by ${words}. Renew them, then ask again.`,
      action: { kind: 'retry' },
    };
  return {
    kind: 'credentials',
    message:
      'There are no AWS credentials: no profile is named, and neither the environment nor ~/.aws has any. Name a profile.',
    action: { kind: 'configure', what: 'profile' },
  };
}

export function missingProfile({ profile }: Origin): Trouble {
  return {
    kind: 'credentials',
    message: `There is no profile ${profile} in ~/.aws/config or ~/.aws/credentials.`,
    action: { kind: 'configure', what: 'profile' },
  };
}

function stale(what: string, { origin: { login } }: Asked): Trouble {
  return login
    ? {
        kind: 'credentials',
        message: `${what} Run \`${login}\`.`,
        action: { kind: 'run', command: login },
      }
    : {
        kind: 'credentials',
        message: `${what} Renew them, then ask again.`,
        action: { kind: 'retry' },
      };
}

/** The action is all that is taken from AWS's own words, which name people and resources. */
function denied(message: string, { action }: Asked): Trouble {
  const [, named = action] = /perform: ([\w-]+:\w+)/.exec(message) ?? [];
  return {
    kind: 'denied',
    message: `These credentials may not call ${named}: the policy must allow it.`,
    action: null,
  };
}

function notReached(what: string, why: string): Trouble {
  return {
    kind: 'network',
    message: `${what} can't be reached (${why}).`,
    action: { kind: 'retry' },
  };
}

/** An error of the service has its request's id; without a name of its own, the answer was none. */
function unexpected({ name = '', $metadata }: Thrown, asked: Asked): Trouble {
  const status = $metadata?.httpStatusCode;
  const isUnreadable = name === 'SyntaxError' || name === 'Error' || status === undefined;
  const id = $metadata?.requestId ? `, request ${$metadata.requestId}` : '';
  const what = isUnreadable
    ? `${operationOf(asked)} with what can't be read`
    : `${operationOf(asked)} with ${name} (HTTP ${status}${id})`;
  return {
    kind: 'other',
    message: `${serviceOf(asked)} answered ${what}.`,
    action: { kind: 'retry' },
  };
}

function serviceOf({ action }: Asked): string {
  return SERVICES[action.slice(0, action.indexOf(':')) as keyof typeof SERVICES];
}

function operationOf({ action }: Asked): string {
  return action.slice(action.indexOf(':') + 1);
}
