import { type Command, commandsOf } from './input.js';
import type { Span } from './node.js';
import { perBlock } from './per-block.js';
import { type ApplicationCall, callsOf, type RakeCall, type WordSpan } from './rake-command.js';
import { placeOf } from './source-places.js';
import type { Block } from './template.js';

/** What a command of a block runs of a Rails application. */
export interface PlacedCall {
  readonly call: ApplicationCall;
  readonly command: Command;
  /** Of the call's name, in the block. */
  readonly span: Span;
  /** The name stands there letter for letter, so that it can be replaced. */
  readonly isLiteral: boolean;
}

/** The rake tasks and runners that the commands in a block's inputs run, in the order of the text. */
export const rakeCallsOf = perBlock((block): readonly PlacedCall[] =>
  commandsOf(block).flatMap(command =>
    callsOf(command.words.map(({ text }) => text)).map(call => {
      const name = call.kind === 'task' ? call.name : call.code;
      const span = spanOfCall(command, call, block);
      return { call, command, span, isLiteral: block.text.slice(span.start, span.end) === name };
    }),
  ),
);

/** A rake task that a command runs. */
export interface PlacedTask extends PlacedCall {
  readonly call: RakeCall;
}

export function isTaskCall(placed: PlacedCall): placed is PlacedTask {
  return placed.call.kind === 'task';
}

/** The rake task whose name in a command is at an offset of the block. */
export function taskCallAt(block: Block, at: number): PlacedTask | undefined {
  return rakeCallsOf(block)
    .filter(isTaskCall)
    .find(({ span }) => span.start <= at && at <= span.end);
}

/** Where a part of a command stands in its block; the whole word where that can't be told. */
export function spanOfCall({ words }: Command, { word, start, end }: WordSpan, block: Block): Span {
  const scalar = words[word];
  if (!scalar) return { start: block.keySpan.start, end: block.keySpan.end };
  const at = placeOf(scalar, start, end - start, block.text);
  return at === null
    ? { start: scalar.start, end: scalar.end }
    : { start: at, end: at + end - start };
}
