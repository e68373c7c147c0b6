import type { KnownExport } from '../workspace/workspace.js';
import { fileName } from './places.js';

/** Gives an address the name it has here: `../network.yml`. */
type FileNamer = (uri: string) => string;

/** Where an export comes from, in a few words: `network.yml`, `stack network · vpc-0a1b`. */
export function exportOrigin({ from, value }: KnownExport, file: FileNamer): string {
  if (from.kind === 'template') return file(from.uri);
  return [`stack ${from.stack || 'unknown'}`, ...(value ? [value] : [])].join(' · ');
}

/** An export in Markdown: where it is made, what it stands for, what its author says of it. */
export function exportMarkdown(known: KnownExport, file: FileNamer): string {
  const { from, value, description } = known;
  const where =
    from.kind === 'template'
      ? `Exported by output \`${from.output}\` of \`${file(from.uri)}\``
      : `Exported by stack \`${from.stack || 'unknown'}\`, as \`${fileName(from.uri)}\` has it`;
  return [
    where,
    ...(value ? [`Value: \`${value}\``] : []),
    ...(description ? [escaped(description)] : []),
  ].join('  \n');
}

/** Somebody's words, which are no Markdown of ours. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#|!~]/g, '\\$&').replace(/\s+/g, ' ');
}
