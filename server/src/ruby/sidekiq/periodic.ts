import {
  CallNode,
  ConstantReadNode,
  DefinedNode,
  LocalVariableReadNode,
  type Node,
} from '@ruby/prism/src/nodes.js';
import type { Code } from '../code.js';
import { argumentsOf, constantOf, descendants, literalOf } from '../literals.js';
import { writesOf } from '../places.js';
import { variableIn } from './branches.js';
import { headOf } from './configuration.js';
import type { Registration } from './facts.js';

/** What registers jobs that run by the clock while the file is loaded. */
export function periodicIn(code: Code): Registration[] {
  return code.calls.flatMap(call => {
    const api = apiOf(call, code);
    const place = code.place(call);
    // of what is in a method it is not known when it runs
    if (!api || !place || place.method) return [];
    const tests = place.conditions.flatMap(({ tests }) => tests);
    return [
      {
        ...headOf(call, code),
        api,
        whole: code.span(call.location),
        isGuarded: tests.some(test => !isOfPresence(test, code)),
        switch: switchIn(code),
      },
    ];
  });
}

function apiOf(call: CallNode, code: Code): Registration['api'] | null {
  const receiver = constantOf(call.receiver);
  if (receiver === 'Sidekiq::Cron::Job' && REGISTERS.has(call.name)) return 'sidekiq-cron';
  if (receiver === 'Sidekiq' && call.name === 'schedule=') return 'sidekiq-scheduler';
  const block = call.name === 'periodic' && call.block ? code.blockOf(call.receiver) : null;
  return block && constantOf(block.receiver) === 'Sidekiq' ? 'periodic' : null;
}

const REGISTERS = new Set([
  'create',
  'load_from_array',
  'load_from_array!',
  'load_from_hash',
  'load_from_hash!',
]);

/** Whether the file may keep sidekiq-cron from running its jobs in some process. */
export function quietsCron(code: Code): boolean {
  return code.calls.some(call => {
    const [option, value] = optionSet(call);
    if (option === 'enabled') return constantOf(code.blockOf(call.receiver)?.receiver) === CRON;
    // every so many seconds, in all processes
    return option === 'cron_poll_interval' && !/^[1-9]\d*$/.test(value ? code.source(value) : '');
  });
}

/** Whether the file says which schedule sidekiq-cron loads by itself. */
export function setsCronFile(code: Code): boolean {
  return code.calls.some(call => optionSet(call)[0] === 'cron_schedule_file');
}

const CRON = 'Sidekiq::Cron';

/** `config.option = value`, or `options[:option] = value` as before sidekiq-cron 2. */
function optionSet(call: CallNode): readonly [option: string | null, value?: Node] {
  const [first, second] = argumentsOf(call);
  if (call.name === '[]=') return second ? [literalOf(first), second] : [null];
  return first && call.name.endsWith('=') ? [call.name.slice(0, -1), first] : [null];
}

/** Whether a test asks only for a file, a gem or the environment: nothing that one process differs in. */
function isOfPresence(test: Node, code: Code): boolean {
  for (const node of descendants(test)) {
    if (node instanceof DefinedNode) continue;
    const variable = variableIn(node);
    if (variable !== null && !/_ENV$/.test(variable)) return false;
    // the switch of a migration
    if (node instanceof ConstantReadNode && /DRAIN/.test(node.name)) return false;
    if (node instanceof LocalVariableReadNode) {
      const values = writesOf(node, code.places);
      if (!values?.every(({ value }) => isOfPresence(value, code))) return false;
    } else if (node instanceof CallNode && !HARMLESS.test(node.name) && variable === null)
      return false;
  }
  return true;
}

const HARMLESS =
  /^(?:!|exists?\?|file\?|readable\?|env|root|join|to_s|server\?|production\?|staging\?|development\?|test\?|\w*present\?|defined\?|\[\]|fetch|==|!=)$/;

/** A local variable of the file that is called as what decides on draining is. */
function switchIn(code: Code): string | null {
  return code.locals.find(name => /^(?:is_)?drain(?:ing|er)?(?:_old)?$/.test(name)) ?? null;
}
