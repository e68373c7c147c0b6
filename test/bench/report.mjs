// From measurements to the figures, the targets, and the page that shows them.
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { targets } from './targets.mjs';
import { schedulesTemplate } from './templates.mjs';

/** The figures of a run: of several starts the median, of the keystrokes of one start p50 and p95. */
export function figures(machine, plan, measured) {
  const { servers, typing, example, index, additions, drift, ruby, rubyTyping, mover } = measured;
  const sizes = plan.sizes.map(rules => ({
    rules,
    kilobytes: schedulesTemplate(rules).length / 1024,
    servers: servers.map(server => {
      const own = typing.filter(one => one.server === server && one.rules === rules);
      return {
        ...typingFigures(server, own),
        harmedP50: starts(own, one => percentile(one.typed, 50)),
        harmedP95: starts(own, one => percentile(one.typed, 95)),
        hover: starts(own, one => percentile(one.hovers, 95)),
        completion: starts(own, one => percentile(one.completions, 95)),
      };
    }),
  }));
  const result = {
    machine,
    plan,
    servers: servers.map(({ id, name, share }) => ({ id, name, share })),
    sizes,
    example: servers.map(server => ({
      id: server.id,
      start: starts(
        example.filter(one => one.server === server),
        one => one.start,
      ),
    })),
    index: starts(index, one => one.index),
    addition: answered(additions),
    drift: plan.deployed.map(rules => {
      const own = drift.filter(one => one.rules === rules);
      return {
        rules,
        open: starts(own, one => one.open),
        p95: starts(own, one => percentile(one.typed, 95)),
      };
    }),
    rename: { files: index[0].files, ...answered(index.map(one => one.renames)) },
    ruby: [plan.rubyFiles, 0].map(files => rubyFigures(ruby.filter(one => one.files === files))),
    rubyTyping: [...new Set(rubyTyping.map(one => one.server))].map(server =>
      typingFigures(
        server,
        rubyTyping.filter(one => one.server === server),
      ),
    ),
    mover,
  };
  return { ...result, targets: targets(result) };
}

function starts(list, pick) {
  return median(list.map(pick));
}

/** Of the times that the same request took in each start. */
function answered(list) {
  return {
    first: starts(list, ([first]) => first),
    p50: starts(list, times => percentile(times, 50)),
    p95: starts(list, times => percentile(times, 95)),
  };
}

/** Of the starts of one server in which was typed. */
function typingFigures({ id, name }, own) {
  return {
    id,
    name,
    start: starts(own, one => one.start),
    p50: starts(own, one => percentile(one.corrected, 50)),
    p95: starts(own, one => percentile(one.corrected, 95)),
    memory: own[0].memory === undefined ? null : starts(own, one => one.memory),
  };
}

function rubyFigures(own) {
  const memory = pick => (own[0].memory === undefined ? null : starts(own, pick));
  return {
    index: starts(own, one => one.index),
    // without Ruby it is over before there was time to ask
    hover: own[0].files === 0 ? null : starts(own, one => percentile(one.hovers, 95)),
    most: memory(one => one.memory.most),
    after: memory(one => one.memory.now),
  };
}

/** To be asked before the run, as the run is a load itself. */
export function machine() {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    gigabytes: Math.round(totalmem() / 2 ** 30),
    load: loadavg()[0],
    node: process.version,
    system: `${process.platform} ${process.arch}`,
    date: new Date().toISOString().slice(0, 10),
  };
}

/** The report as Markdown that reads well on a terminal too. */
export function markdown(result) {
  const { machine: m, plan, servers, sizes, example, index } = result;
  const peer = servers.find(server => server.id === 'peer');
  return [
    `Taken on ${m.date}: ${m.cpu}, ${m.cores} cores, ${m.gigabytes} GB, ` +
      `load ${m.load.toFixed(1)} before it, ${m.system}, Node ${m.node}.`,
    `Each figure is the median of ${plan.starts} starts; each start has ${plan.keystrokes} keystrokes and ` +
      `${plan.requests} requests of a kind, for ${peer.name} ${Math.round(100 * peer.share)} % of them.`,
    ...sizes.map(size => sizeTable(size, servers)),
    table([
      ['Start → first diagnostics of the example', ...servers.map(server => server.name)],
      ['ms', ...example.map(one => shown(one.start))],
    ]),
    `Index of ${plan.templates} templates, from the start of the process: ${shown(index)} ms.`,
    answersTable(result),
    driftTable(result),
    rubyTable(result),
    rubyTypingTable(result),
    moverTable(result),
    table([
      ['Target', 'Measured', 'At most', ''],
      ...result.targets.map(target => [
        target.what,
        `${shown(target.value)} ${target.unit}`,
        `${target.isLeast ? 'at least ' : ''}${target.limit} ${target.unit}`,
        target.ok ? 'ok' : '**missed**',
      ]),
    ]),
  ].join('\n\n');
}

const FIGURES = [
  ['Keystroke → diagnostics, p50, ms', 'p50'],
  ['Keystroke → diagnostics, p95, ms', 'p95'],
  ['… where random letters stay, p50, ms', 'harmedP50'],
  ['… where random letters stay, p95, ms', 'harmedP95'],
  ['Hover, p95, ms', 'hover'],
  ['Completion, p95, ms', 'completion'],
  ['Resident memory, MB', 'memory'],
  ['Start → first diagnostics, ms', 'start'],
];

function sizeTable({ rules, kilobytes, servers: own }, servers) {
  const [ours, , peer] = own;
  return table([
    [
      `${rules} rules, ${Math.round(kilobytes)} KB`,
      ...servers.map(({ name }) => name),
      'peer ÷ ours',
    ],
    ...FIGURES.map(([label, key]) => [
      label,
      ...own.map(server => shown(server[key])),
      ours[key] === null ? '–' : `${shown(peer[key] / ours[key])} ×`,
    ]),
  ]);
}

function answersTable({ plan, sizes, addition, rename }) {
  const row = (what, { first, p50, p95 }) => [what, ...[first, p50, p95].map(shown)];
  return table([
    ['Request → answer, ms', 'the first', 'p50', 'p95'],
    row(`Add a rule, ${sizes.at(-1).rules} rules`, addition),
    row(`Rename an export, ${plan.templates} templates, ${rename.files} change`, rename),
  ]);
}

const RUBY_FIGURES = [
  ['Start → everything is indexed, ms', 'index'],
  ['Hover meanwhile, p95, ms', 'hover'],
  ['Resident memory at its most, MB', 'most'],
  ['Resident memory afterwards, MB', 'after'],
];

function driftTable({ drift }) {
  return table([
    ['Drift against a recorded snapshot', ...drift.map(({ rules }) => `${rules} rules`)],
    ['Open → lenses, ms', ...drift.map(({ open }) => shown(open))],
    ['Keystroke → lenses, p95, ms', ...drift.map(({ p95 }) => shown(p95))],
  ]);
}

function rubyTable({ plan, ruby }) {
  return table([
    ['A template', `and ${plan.rubyFiles} Ruby files`, 'alone'],
    ...RUBY_FIGURES.map(([label, key]) => [label, ...ruby.map(one => shown(one[key]))]),
  ]);
}

const RUBY_TYPING_FIGURES = FIGURES.filter(([, key]) =>
  ['p50', 'p95', 'memory', 'start'].includes(key),
);

function rubyTypingTable({ plan, rubyTyping }) {
  return table([
    [`${plan.rubyLines} lines of Ruby`, ...rubyTyping.map(({ name }) => name)],
    ...RUBY_TYPING_FIGURES.map(([label, key]) => [
      label,
      ...rubyTyping.map(one => shown(one[key])),
    ]),
  ]);
}

function moverTable({ plan, mover }) {
  if (mover.missing) return `The mover is not measured: ${mover.missing} is missing.`;
  return table([
    [`The mover, 200 jobs at once, Sidekiq ${mover.sidekiq}`, `${plan.jobs} jobs`],
    ['Jobs a second', shown(mover.rate)],
    ['Resident memory after a tenth of the time, MB', shown(mover.early)],
    ['Resident memory at its most, MB', shown(mover.most)],
  ]);
}

function table([head, ...rows]) {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map(row => row[i].length), 3));
  const line = cells =>
    `| ${cells.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join(' | ')} |`;
  const rule = widths.map((width, i) => (i ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

function shown(value) {
  if (value === null) return '–';
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}

function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
}

function median(values) {
  return percentile(values, 50);
}

const START = '<!-- bench:start -->';
const END = '<!-- bench:end -->';

/** Puts the report between the two marks of a page. */
export async function writeReport(file, result) {
  const page = await readFile(file, 'utf8');
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start < 0 || end < start) throw new Error(`${file} has no ${START} with ${END} after it`);
  const before = page.slice(0, start + START.length);
  await writeFile(file, `${before}\n${markdown(result)}\n${page.slice(end)}`);
}
