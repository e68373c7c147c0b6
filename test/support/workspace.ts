import { lockedGems } from '../../server/src/ruby/gemfile-lock.js';
import { rakeTasks } from '../../server/src/ruby/rake.js';
import { readRuby } from '../../server/src/ruby/sidekiq/document.js';
import { mentionsSidekiq, methodsDefinedIn } from '../../server/src/ruby/sidekiq/mentions.js';
import { isTemplate } from '../../server/src/template/detect.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { factsOf } from '../../server/src/workspace/facts.js';
import { parseRecordedExports } from '../../server/src/workspace/recorded.js';
import { settingsFile, settingsKind } from '../../server/src/workspace/settings.js';
import { isOther } from '../../server/src/workspace/sidekiq.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { rubyParser } from './ruby.js';

/** A workspace of files by their names, below `file:///project/`; a list of exports is complete. */
export function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  const workspace = new Workspace();
  const lists = [];
  for (const [name, text] of Object.entries(files)) {
    const uri = `file:///project/${name}`;
    if (/(?:Rakefile|\.rake)$/.test(name))
      workspace.tasks.setFiles([[uri, rakeTasks(text, rubyParser())]]);
    if (name.endsWith('Gemfile.lock')) workspace.tasks.setGems(uri, [...lockedGems(text).keys()]);
    addSidekiq(workspace, uri, text);
    const list = parseRecordedExports(text, uri, true);
    if (list) lists.push(list);
    else if (isTemplate(text)) workspace.setFile(uri, factsOf(parseTemplate(text).blocks));
  }
  workspace.setRecorded(lists);
  return workspace;
}

function addSidekiq({ sidekiq }: Workspace, uri: string, text: string): void {
  if (isOther(uri)) sidekiq.setOther(uri, text);
  const kind = settingsKind(uri);
  if (kind) sidekiq.setSettings(uri, settingsFile(kind, text));
  if (!/\.(?:rb|rake)$/.test(uri)) return;
  sidekiq.addMethods(methodsDefinedIn(text));
  if (mentionsSidekiq(text))
    sidekiq.setFiles([[uri, readRuby(text, rubyParser())?.sidekiq ?? null]]);
}
