/** `role Admin`, `user ann`, … for the ARN that STS and CloudTrail know a caller by. */
export function callerOf(arn: string): string {
  const [, kind, path = ''] = /^arn:[\w-]+:(?:iam|sts)::\d*:([\w-]+)(?:\/(.+))?$/.exec(arn) ?? [];
  const names = path.split('/');
  if (kind === 'assumed-role') return `role ${roleOf(names[0] ?? '')}`;
  if (kind === 'role') return `role ${roleOf(names.at(-1) ?? '')}`;
  if (kind === 'user') return `user ${names.at(-1)}`;
  if (kind === 'federated-user') return `federated user ${path}`;
  return kind === 'root' ? 'the root user' : 'somebody';
}

/** Who took the role, as the session is called; null for who is not a role. */
export function sessionOf(arn: string): string | null {
  return /:assumed-role\/[^/]+\/(.+)$/.exec(arn)?.[1] ?? null;
}

/** A permission set of IAM Identity Center is a role whose name is made of its own. */
function roleOf(name: string): string {
  return /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(name)?.[1] ?? name;
}
