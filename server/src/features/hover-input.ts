import { taskDefinitionsFor, taskLabel, taskOf } from '../rules/target/task-definition.js';
import { type Command, commandLine, commandsOf, type Input, inputsOf } from '../template/input.js';
import { nameText } from '../template/names.js';
import { type PathStep, pathAt } from '../template/node.js';
import { overrideAt } from '../template/schema/overrides.js';
import { holdsOverrides } from './input-cursor.js';
import { keysOf } from './locate.js';
import { propertyMarkdown } from './property-words.js';
import type { Said, Spot } from './spot.js';

/** What a key, a container or a command means in the JSON of an `Input` that overrides a task. */
export function hoverInput(spot: Spot): Said | null {
  const { placed, at } = spot;
  for (const input of inputsOf(placed.block)) {
    const root = input.json?.root;
    if (!root || at < root.start || at > root.end || !holdsOverrides(input)) continue;
    return saidOf(pathAt(root, at), input, spot);
  }
  return null;
}

function saidOf(path: readonly PathStep[], input: Input, spot: Spot): Said | null {
  const keys = keysOf(path);
  const last = path.at(-1);
  if (last?.onKey && last.entry) {
    const property = overrideAt(keys);
    const { key, keySpan } = last.entry;
    return property ? { markdown: propertyMarkdown(key, property), span: keySpan } : null;
  }
  if (last?.node.kind !== 'scalar') return null;
  const { text, start, end } = last.node;
  const markdown =
    keys.join('.') === 'containerOverrides.name'
      ? containerWords(text, input, spot)
      : keys.join('.') === 'containerOverrides.command'
        ? wordsOfCommand(path, spot)
        : null;
  return markdown === null ? null : { markdown, span: { start, end } };
}

function containerWords(text: string, { target }: Input, { template, env }: Spot): string | null {
  const task = taskDefinitionsFor(template, env).find(taskOf(target));
  const containers = task?.definition.containers ?? [];
  const found = containers.find(({ name }) => name && nameText(name) === text);
  if (!task || !found) return null;
  const image = found.image ? `\n\nImage: \`${found.image}\`` : '';
  return `**${text}** · container of ${taskLabel(task)}${image}`;
}

function wordsOfCommand(path: readonly PathStep[], { placed }: Spot): string | null {
  const list = path.at(-2)?.node;
  const command = commandsOf(placed.block).find(({ node }) => node === list);
  return command && command.words.length > 1 ? runsWords(command) : null;
}

/** A command as one would type it, and the container that it runs in. */
export function runsWords(command: Command): string {
  const where = command.container ? ` in the container \`${command.container}\`` : '';
  return `Runs${where}:\n\n\`\`\`sh\n${commandLine(command)}\n\`\`\``;
}
