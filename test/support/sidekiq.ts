import { readRuby } from '../../server/src/ruby/sidekiq/document.js';
import { parseConfig } from '../../server/src/rules/config.js';
import { lint, lintRuby, lintSettings } from '../../server/src/rules/lint.js';
import type { Problem } from '../../server/src/rules/rule.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { settingsFile, settingsKind } from '../../server/src/workspace/settings.js';
import { liveIn } from './live.js';
import { rubyParser } from './ruby.js';
import { workspaceOf } from './workspace.js';

export const INITIALIZER = 'config/initializers/sidekiq.rb';

/** All that is said of one file of a workspace, under its `cronwright.yml`. */
export function problemsIn(path: string, files: Readonly<Record<string, string>>): Problem[] {
  const text = files[path] ?? '';
  const { config } = parseConfig(files['cronwright.yml'] ?? '');
  const around = {
    now: Date.UTC(2026, 10, 24),
    uri: `file:///project/${path}`,
    workspace: workspaceOf(files),
    live: liveIn(files, path, config),
  };
  const kind = settingsKind(path);
  if (kind) return lintSettings(settingsFile(kind, text), around, config);
  if (!/\.(?:rb|rake)$/.test(path)) return lint(parseTemplate(text), around, config);
  const file = readRuby(text, rubyParser(), config.sidekiq.migration?.old);
  return file ? lintRuby(file, around, config) : [];
}

/** All that is said of an initializer: rules with the text that each lies on. */
export function said(text: string, files: Readonly<Record<string, string>> = {}): string[] {
  return problemsIn(INITIALIZER, { ...files, [INITIALIZER]: text }).map(
    ({ rule, start, end }) => `${rule.replace('sidekiq/', '')}: ${text.slice(start, end)}`,
  );
}

/** A `Gemfile.lock` with some version of Sidekiq. */
export function locked(version: string): Record<string, string> {
  return { 'Gemfile.lock': `GEM\n  specs:\n    sidekiq (${version})\n` };
}
