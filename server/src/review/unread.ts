import { resourceOf } from '../template/resource.js';
import type { Template } from '../template/template.js';
import type { ComparedTemplate } from './compared.js';
import { writtenText } from './value.js';
import { code, listed } from './words.js';

/** What changed and is not looked into: resources that others write, and text that can't be read. */
export function unreadChanges({ file, before, after }: ComparedTemplate): string[] {
  const [old, now] = [generatorsOf(before), generatorsOf(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  const changed = keys.filter(key => old.get(key) !== now.get(key)).map(code);
  const [syntax] = after?.syntax ?? [];
  return [
    ...(changed.length > 0
      ? [
          `${code(file)}: what ${listed(changed)} ${changed.length > 1 ? 'write' : 'writes'} is not compared.`,
        ]
      : []),
    ...(syntax ? [`${code(file)} can’t be read in full: ${syntax.message}`] : []),
  ];
}

/** `Fn::ForEach`, `Fn::Transform` and the like, by their keys. */
function generatorsOf(template: Template | null): Map<string, string> {
  const blocks = template?.section('Resources') ?? [];
  return new Map(
    blocks.flatMap(({ block }) =>
      block.key.startsWith('Fn::') && !resourceOf(block)
        ? [[block.key, writtenText(block.value, block.text)] as const]
        : [],
    ),
  );
}
