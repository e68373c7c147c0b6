// What is promised, and what was measured of it.

export function targets({
  plan,
  sizes,
  example,
  index,
  addition,
  drift,
  rename,
  ruby,
  rubyTyping,
  mover,
}) {
  const of = (list, id) => list.find(one => one.id === id);
  const largest = sizes.at(-1);
  const { rules } = largest;
  const [ours, empty, peer] = ['ours', 'empty', 'peer'].map(id => of(largest.servers, id));
  const most = (what, value, limit, unit) => ({ what, value, limit, unit, ok: value <= limit });
  const least = (what, value, limit, unit) => ({
    ...{ what, value, limit, unit, isLeast: true },
    ok: value >= limit,
  });
  const keystroke = `p95 of a keystroke at ${rules} rules`;
  const harmed = `in a file with up to ${plan.keystrokes} random letters`;
  const above = `${keystroke} above the empty server's`;
  const faster = (what, key) => least(what, peer[key] / ours[key], 100, '×');
  return [
    most(above, ours.p95 - empty.p95, 2, 'ms'),
    most(`${above}, with all rules on`, ours.p95 - empty.p95, 3, 'ms'),
    most(`${above}, ${harmed}`, ours.harmedP95 - empty.harmedP95, 3, 'ms'),
    faster(`${keystroke}, times faster than the peer`, 'p95'),
    faster(`${keystroke} ${harmed}, times faster than the peer`, 'harmedP95'),
    ...(ours.memory === null ? [] : [most(`memory at ${rules} rules`, ours.memory, 110, 'MB')]),
    most('first diagnostics of the example', of(example, 'ours').start, 400, 'ms'),
    most(`first diagnostics at ${rules} rules`, ours.start, 800, 'ms'),
    most(`index of ${plan.templates} templates`, index, 3000, 'ms'),
    most(`the first rule added at ${rules} rules`, addition.first, 50, 'ms'),
    most(`p95 of adding a rule at ${rules} rules`, addition.p95, 50, 'ms'),
    most(`drift lenses of ${drift[0].rules} rules after open`, drift[0].open, 50, 'ms'),
    most(`p95 of renaming an export over ${plan.templates} templates`, rename.p95, 1000, 'ms'),
    most(
      `rake tasks of ${plan.rubyFiles} Ruby files, in the background`,
      ruby[0].index,
      4000,
      'ms',
    ),
    most(
      `p95 of a keystroke in ${plan.rubyLines} lines of Ruby`,
      of(rubyTyping, 'ours').p95,
      10,
      'ms',
    ),
    ...(mover.missing ? [] : moverTargets(plan, mover, { most, least })),
  ];
}

function moverTargets({ jobs }, { rate, early, most: highest }, { most, least }) {
  const grown = `what the mover’s memory grows by in the last nine tenths of ${jobs} jobs`;
  return [
    least('jobs that the mover moves a second', rate, 10_000, 'jobs'),
    ...(highest === null ? [] : [most(grown, highest - early, 5, 'MB')]),
  ];
}
