/** Whom a guard lets through, and where. */
export interface GuardOptions {
  /** Roles for emergencies: they may change schedules by hand, and are notified of as well. */
  readonly breakGlassRoles: readonly string[];
  /** Roles that change schedules as their work, such as a service role of CloudFormation. */
  readonly allowedRoles: readonly string[];
  /** Twelve digits; null for any. */
  readonly account: string | null;
}

/** Letters of IAM names and paths, and wildcards; a role's name has at most 64 letters. */
const ROLE = /^(?:[\w+=,.@*?-]+\/){0,8}[\w+=,.@*?-]{1,64}$/;

/** What is wrong with the name of a role, with what to write instead; null for nothing. */
export function checkRole(name: string): string | null {
  if (/^\*+$/.test(name)) return '`*` lets every role through. Write the name of one.';
  if (name.startsWith('arn:'))
    return `Write the role by its name: \`${name.slice(name.lastIndexOf('/') + 1)}\`.`;
  if (ROLE.test(name)) return null;
  return `\`${name}\` is no name of a role. It has letters, digits and \`+=,.@_-\`, and may have \`*\`.`;
}

export function checkAccount(account: string): string | null {
  return /^\d{12}$/.test(account)
    ? null
    : `An account has twelve digits, and \`${account}\` is none.`;
}
