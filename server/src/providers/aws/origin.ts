import type { Profile, SharedConfigFiles } from '@smithy/core/config';

/** Where the credentials come from, found as the SDK finds them. */
export interface Origin {
  /** What is shown: `profile dev (AWS_PROFILE)`, `the role of this machine`. */
  readonly words: string;
  /** The profile, where it is one that is taken. */
  readonly profile: string | null;
  /** It is named and not there: the SDK would take any others that it finds. */
  readonly isMissing: boolean;
  /** The command that gets fresh ones, where a person can run one. */
  readonly login: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A profile that is named wins over keys in the environment. The AWS command line has it the other
 * way round where AWS_PROFILE names it, so both are said.
 */
export function originOf(
  named: string | undefined,
  env: Environment,
  files: SharedConfigFiles,
): Origin {
  const hasKeys = Boolean(env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY);
  const profile = named || env.AWS_PROFILE;
  if (profile) {
    const notes = [
      ...(named ? [] : ['AWS_PROFILE']),
      ...(hasKeys ? ['not AWS_ACCESS_KEY_ID'] : []),
    ];
    const note = notes.length > 0 ? ` (${notes.join(', ')})` : '';
    return ofProfile(profile, `profile ${profile}${note}`, files);
  }
  if (hasKeys) return plain('AWS_ACCESS_KEY_ID');
  if (sectionsOf('default', files).length > 0)
    return ofProfile('default', 'profile default', files);
  if (env.AWS_WEB_IDENTITY_TOKEN_FILE) return plain('AWS_WEB_IDENTITY_TOKEN_FILE');
  if (env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || env.AWS_CONTAINER_CREDENTIALS_FULL_URI)
    return plain('the role of this container');
  return plain('the role of this machine');
}

function plain(words: string): Origin {
  return { words, profile: null, isMissing: false, login: null };
}

function ofProfile(profile: string, words: string, files: SharedConfigFiles): Origin {
  const isMissing = sectionsOf(profile, files).length === 0;
  return { words, profile, isMissing, login: loginOf(profile, files) };
}

/** A profile can take its credentials from another one, which is the one to log in with. */
function loginOf(profile: string, files: SharedConfigFiles): string | null {
  const seen = new Set<string>();
  for (let at: string | undefined = profile; at !== undefined && !seen.has(at); ) {
    seen.add(at);
    const section: Profile = Object.assign({}, ...sectionsOf(at, files));
    if (section.sso_session || section.sso_start_url) return `aws sso login --profile ${at}`;
    if (section.login_session) return `aws login --profile ${at}`;
    at = section.source_profile;
  }
  return null;
}

function sectionsOf(profile: string, { configFile, credentialsFile }: SharedConfigFiles) {
  return [configFile[profile], credentialsFile[profile]].filter(section => section !== undefined);
}
