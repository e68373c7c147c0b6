import {
  BlockArgumentNode,
  BlockNode,
  CallNode,
  ConstantReadNode,
  ItLocalVariableReadNode,
  LocalVariableReadNode,
  type Node,
} from '@ruby/prism/src/nodes.js';
import type { Code } from '../code.js';
import { argumentsOf, constantOf, descendants, literalOf } from '../literals.js';
import type { Place } from '../places.js';
import type { Span } from '../span.js';
import { branchesOf } from './branches.js';
import { chanceIn } from './chance.js';
import { expansionsOf } from './expand.js';
import type { CapsuleRedis, ConfigBlock, RedisAssignment, Side, Toss } from './facts.js';
import { choicesOf, hostsIn, tossOf } from './values.js';
import { bareWordsIn } from './words.js';

const BLOCK = /^configure_(server|client)$/;

/** The blocks in which the file configures Sidekiq. */
export function blocksIn(code: Code): ConfigBlock[] {
  return code.calls.flatMap(call => {
    const side = sideOf(call);
    if (!side || !call.block) return [];
    const isHandedOn = call.block instanceof BlockArgumentNode || handsOn(call, code);
    const whole = code.span(call.location);
    return [{ ...headOf(call, code), side, whole, isHandedOn }];
  });
}

function sideOf(call: CallNode): Side | null {
  const side = constantOf(call.receiver) === 'Sidekiq' ? BLOCK.exec(call.name)?.[1] : undefined;
  return side === 'server' || side === 'client' ? side : null;
}

/** A call without its block and arguments. */
export function headOf(call: CallNode, code: Code): Span {
  return code.spanOver(call.location, call.messageLoc ?? call.location);
}

/** Whether the configuration is given to a method that may do anything with it. */
function handsOn(call: CallNode, code: Code): boolean {
  if (!(call.block instanceof BlockNode)) return false;
  for (const node of descendants(call.block)) {
    if (code.blockOf(node) !== call) continue;
    const parent = code.place(node)?.parent;
    if (!(parent instanceof CallNode) || parent.receiver !== node) return true;
    if (SENDS.test(parent.name)) return true;
  }
  return false;
}

const SENDS = /^(?:send|public_send|__send__|tap|then|instance_\w+|method)$/;

/** Every `redis=` of a configuration. */
export function assignmentsIn(code: Code): RedisAssignment[] {
  return code.calls.flatMap(call => {
    const [value] = argumentsOf(call);
    const place = code.place(call);
    if (call.name !== 'redis=' || !value || !place) return [];
    const sides = sidesOf(call.receiver, place, code);
    return sides.length > 0 ? [assignment(call, value, { sides, place, code })] : [];
  });
}

interface Around {
  readonly sides: readonly Side[];
  readonly place: Place;
  readonly code: Code;
}

function assignment(call: CallNode, value: Node, { sides, place, code }: Around): RedisAssignment {
  const choices = choicesOf(value, code);
  const tests = place.conditions.flatMap(({ tests }) => tests);
  return {
    ...headOf(call, code),
    sides,
    isSure: place.conditions.length === 0 && place.method === null,
    isForVersion: [value, ...tests].some(node => VERSION.test(code.source(node))),
    written: code.span(value.location),
    isFree: isFree(value, code),
    values: choices.map(({ value }) => value),
    words: bareWordsIn(value, choices, code),
    toss: tossOf(choices, code) ?? tossByTests(tests, code),
    hosts: hostsIn(value, code),
  };
}

const VERSION = /\b(?:VERSION|MAJOR|Gem::Version|Gem\.loaded_specs)\b/;

function tossByTests(tests: readonly Node[], code: Code): Toss | null {
  const test = tests.find(one => chanceIn(one, code));
  return test ? { ...code.span(test.location), outcomes: [] } : null;
}

/** Whose Redis an assignment sets, by what it is made on. */
function sidesOf(receiver: Node | null, place: Place, code: Code): readonly Side[] {
  const block = code.blockOf(receiver);
  if (block) {
    const side = sideOf(block);
    return side ? [side] : [];
  }
  const isGlobal =
    constantOf(receiver) === 'Sidekiq' || isCallOf(receiver, 'Sidekiq', 'default_configuration');
  if (!isGlobal) return [];
  const around = place.calls.map(sideOf).findLast(side => side !== null);
  return around ? [around] : ['server', 'client'];
}

function isCallOf(node: Node | null, constant: string, name: string): node is CallNode {
  return node instanceof CallNode && node.name === name && constantOf(node.receiver) === constant;
}

/** Whether the code means the same outside of its block. */
function isFree(value: Node, code: Code): boolean {
  const here = code.place(value)?.scope;
  for (const node of descendants(value)) {
    if (node instanceof ItLocalVariableReadNode) return false;
    if (node instanceof LocalVariableReadNode && node.depth === 0 && here?.call) return false;
  }
  return true;
}

/** Every `redis=` of a capsule. */
export function capsulesIn(code: Code): CapsuleRedis[] {
  return code.calls.flatMap(call => {
    if (call.name !== 'redis=' || !call.receiver) return [];
    const capsule = capsuleOf(call.receiver, code);
    if (!capsule) return [];
    const isDefault = capsule.name === 'default_capsule';
    return [
      {
        ...headOf(call, code),
        capsule: isDefault ? 'default' : literalOf(argumentsOf(capsule)[0]),
      },
    ];
  });
}

/** The call that gives a capsule: in whose block the variable is, or whose value it has. */
function capsuleOf(node: Node, code: Code): CallNode | null {
  const block = code.blockOf(node);
  if (block) return isCapsule(block, code) ? block : null;
  const [only, more] = node instanceof CallNode ? [node] : (expansionsOf(node, code) ?? []);
  return only instanceof CallNode && !more && isCapsule(only, code) ? only : null;
}

function isCapsule({ name, receiver }: CallNode, code: Code): boolean {
  if (name !== 'capsule' && name !== 'default_capsule') return false;
  const block = code.blockOf(receiver);
  if (block) return constantOf(block.receiver) === 'Sidekiq' && block.name.startsWith('configure_');
  return receiver !== null && branchesOf(receiver, code).every(({ node }) => isConfiguration(node));
}

function isConfiguration(node: Node): boolean {
  return (
    isCallOf(node, 'Sidekiq', 'default_configuration') || isCallOf(node, 'Sidekiq::Config', 'new')
  );
}

/** The keys of Sidekiq's options that the file reads: `config[:redis]`, `Sidekiq.options[:url]`. */
export function optionsIn(code: Code): string[] {
  return code.calls.flatMap(call => {
    if (!/^(?:\[\]|fetch|dig)$/.test(call.name) || !isOptions(call.receiver, code)) return [];
    return literalOf(argumentsOf(call)[0]) ?? [];
  });
}

function isOptions(node: Node | null, code: Code): boolean {
  if (node instanceof ConstantReadNode) return node.name === 'Sidekiq';
  if (node instanceof CallNode && constantOf(node.receiver) === 'Sidekiq') return true;
  return code.blockOf(node) !== null;
}
