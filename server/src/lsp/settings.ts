import type { InlayHints } from '../features/inlay-hints.js';
import { isTimeZone } from '../schedule/zones.js';

/** What is a person's taste; what a team agrees on stands in `cronwright.yml`. */
export interface Settings {
  /** IANA name. */
  readonly timeZone: string;
  readonly hour12: boolean;
  readonly inlayHints: InlayHints;
  readonly aws: AwsSettings;
}

/** How this machine reaches AWS; null is as `cronwright.yml`, the environment and `~/.aws` say. */
export interface AwsSettings {
  readonly enabled: boolean;
  readonly profile: string | null;
  readonly region: string | null;
  readonly endpoint: string | null;
}

/** Reads the section `cronwright` of an editor's settings; whatever it holds. */
export function readSettings(value: unknown, locale: string): Settings {
  const { timeZone, timeFormat, inlayHints, aws } = (value ?? {}) as Record<string, unknown>;
  return {
    timeZone: typeof timeZone === 'string' && isTimeZone(timeZone) ? timeZone : systemZone(),
    hour12: timeFormat === '12h' || (timeFormat !== '24h' && prefersHour12(locale)),
    inlayHints: inlayHints === 'off' || inlayHints === 'wordsAndNextRun' ? inlayHints : 'words',
    aws: readAws((aws ?? {}) as Record<string, unknown>),
  };
}

function readAws({ enabled, profile, region, endpoint }: Record<string, unknown>): AwsSettings {
  const text = (value: unknown) => (typeof value === 'string' && value.trim() ? value : null);
  return {
    enabled: enabled === true,
    profile: text(profile),
    region: text(region),
    endpoint: text(endpoint),
  };
}

/** The editor's locale where it is one: a shell's, such as `en_US.UTF-8` or `C`, is none. */
export function readLocale(locale: string | undefined): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

function systemZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function prefersHour12(locale: string): boolean {
  const { hour12 } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  return hour12 === true;
}
