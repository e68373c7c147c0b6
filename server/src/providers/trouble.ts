/** Why AWS could not be asked: one quiet state, and what ends it. */
export interface Trouble {
  readonly kind: TroubleKind;
  /** A sentence or two, without a value of any template and without a secret. */
  readonly message: string;
  readonly action: Action | null;
}

export type TroubleKind =
  /** None, expired, or unknown to AWS. */
  | 'credentials'
  /** None is named. */
  | 'region'
  /** The credentials are those of another account than was asked for. */
  | 'account'
  /** No such stack or change set. */
  | 'not-found'
  /** The stack is being deployed. */
  | 'busy'
  | 'denied'
  /** Too many calls, also after all retries. */
  | 'throttled'
  | 'network'
  | 'cancelled'
  /** AWS failed, or answered what can't be read. */
  | 'other';

/** What a person can do about it. */
export type Action =
  | { readonly kind: 'run'; readonly command: string }
  | { readonly kind: 'configure'; readonly what: 'profile' | 'region' | 'account' | 'stack' }
  | { readonly kind: 'retry' };

export type Answer<T> = { readonly value: T } | { readonly trouble: Trouble };
