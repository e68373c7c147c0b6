import { lockedGems } from '../../server/src/ruby/gemfile-lock.js';
import { rakeTasks } from '../../server/src/ruby/rake.js';
import { isTemplate } from '../../server/src/template/detect.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { factsOf } from '../../server/src/workspace/facts.js';
import { parseRecordedExports } from '../../server/src/workspace/recorded.js';
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
    const list = parseRecordedExports(text, uri, true);
    if (list) lists.push(list);
    else if (isTemplate(text)) workspace.setFile(uri, factsOf(parseTemplate(text).blocks));
  }
  workspace.setRecorded(lists);
  return workspace;
}
