import { isOfRails } from '../rules/target/library-tasks.js';
import { subParts } from '../template/names.js';
import type { Template } from '../template/template.js';
import type { Tasks } from '../workspace/tasks.js';
import { rakeTasksOf, wordsOfLine } from './command.js';
import { LONGEST_NAME, namesIn } from './names.js';

/** Each check gives a message where the answer can't be used, else null. */
export function checkTask(task: string): string | null {
  if (task.trim() === '')
    return 'Write what it runs: a rake task such as `orders:ship`, or a command.';
  if (wordsOfLine(task) === null)
    return 'A quote is open in this command, so its words can’t be told. Close it.';
  if (/[\r\n]/.test(task)) return 'A command is one line. Put several into a script or a task.';
  return null;
}

/** What there is to say of a task that the workspace does not have; null where nothing is. */
export function doubtTask(task: string, tasks: Tasks): string | null {
  const name = rakeTasksOf(task).find(one => !tasks.has(one) && !isOfRails(one));
  if (!name || tasks.names.length === 0) return null;
  const near = tasks.near(name);
  const hint = near ? `Did you mean \`${near}\`?` : 'Check its spelling before you merge.';
  return `No rake task \`${name}\` is known in this workspace. ${hint}`;
}

export function checkName(name: string, template: Template): string | null {
  const text = subParts(name)
    .filter(part => part.kind === 'text')
    .map(part => part.text)
    .join('');
  if (name.trim() === '') return 'A name is needed, so that the rule can be found in the console.';
  const odd = /[^\w.-]/.exec(text)?.[0];
  if (odd)
    return `A name has letters, digits and \`. - _\`, so AWS refuses ${odd === ' ' ? 'the blank' : `\`${odd}\``}. Write e.g. \`${text.replace(/[^\w.-]+/g, '_')}\`.`;
  if (text.length > LONGEST_NAME)
    return `A name has at most ${LONGEST_NAME} characters, and this has ${text.length}.`;
  if (namesIn(template).has(name))
    return `\`${name}\` is the name of another rule here, and the deploy would be refused. Write another one.`;
  return null;
}

export function checkLogicalId(id: string, template: Template): string | null {
  if (!/^[A-Za-z0-9]{1,255}$/.test(id))
    return 'A logical id has letters and digits alone, at most 255. Write e.g. `ShipOrdersRule`.';
  const section = ['Resources', 'Parameters'].find(name => template.find(name, id));
  if (section)
    return `\`${id}\` is there already, in ${section}, and one name means one thing. Write another one.`;
  return null;
}

export const LONGEST_DESCRIPTION = 512;

export function checkDescription(description: string): string | null {
  if (/[\r\n]/.test(description))
    return 'A description is one line here. Write it as one sentence.';
  if (description.length > LONGEST_DESCRIPTION)
    return `A description has at most ${LONGEST_DESCRIPTION} characters, and this has ${description.length}.`;
  return null;
}
