import fc from 'fast-check';

/** Templates as people write them, with everything that makes a scan over lines stumble. */

const scalars = [
  'x',
  'cron(0 9 ? * MON-FRI *)',
  '"quoted: text # no comment"',
  "'single ''quoted'' text'",
  '!Ref Env',
  '!Sub "${Env}-name"',
  '!GetAtt Role.Arn',
  '!ImportValue net-live-subnet',
  '[a, "b: c", {d: e}]',
  '{Ref: Env}',
  'text # and a comment',
  '&anchor shared',
  '12',
  '',
  "''",
  'plain text\n    over two lines',
  '"quoted text\n    Resources: no\n    over three lines"',
  "'\n    Outputs:\n    '",
  '[a,\n    b: c,\n    ]',
  '{\n    Type: x,\n    Resources: y\n    }',
  '|\n    Resources:\n      Type: AWS::Events::Rule\n    # no comment\n\n    Outputs: x',
  '>-\n    folded\n      Entry: x\n\n    Resources:\n',
  '|+\n      deep\n    \n',
  '!If\n    - A\n    - b\n    - !Ref AWS::NoValue',
  '\n  - list\n  - Key: at the same column',
  '\n    - a: 1\n      b: 2\n    -\n      - c',
  '\n    Fn::Sub:\n      - ${X}\n      - X: 1',
  '\n    ? complex\n    : value\n    Key: x',
  '\n    Ref: Env',
  '\n\n    # comment\n    Nested:\n        Deeper: {a: b}\n\n',
];

/** A few faults and half-typed lines; a template with one of them is not legible throughout. */
const faults = [
  '"open',
  "'open",
  '[a, b',
  '{a: b',
  '!',
  '&',
  '*',
  '*nowhere',
  'a: b',
  '"a" b',
  '@x',
  '"quoted\n  Resources: text\n  "',
  '"quoted\nResources:\n  Entry: text"',
  '[\n  Entry: x\n  ]',
  '{\nResources: x\n}',
  '\n\tTabbed: x',
  '\n  plain\n  text',
  'x\nhalf',
  'x\n  Half',
  'x\n  Half\n  Other: y',
  'x\n Key: too shallow',
  'x\n- item',
  'x\n  <<: *anchor',
  'x\n? y',
  'x\n  ? [a,\n  Entry: y\n  ]\n  : z',
  'x\n  - item',
  'x\nResources: again',
  'x\n---\nOther: document',
  'x\n...\n',
  '!ImportValue !Sub x',
];

const keys = [
  ...['A', 'B', 'JobRule', '"Quoted"', "'single'", 'Fn::ForEach::Loop', 'with-dash', 'Ref', '12'],
  ...['&key Anchored', 'two words', '<<', 'Spaced ', '"a: b"', '*anchor '],
];

const sections = [
  ...['Resources', 'Outputs', 'Parameters', 'Mappings', 'Conditions', 'Metadata', 'Transform'],
  ...['"Rules"', 'Fn::Transform', 'x-own'],
];

const value = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...scalars) },
  { weight: 1, arbitrary: fc.constantFrom(...faults) },
);

const between = fc.constantFrom(
  '',
  '',
  '',
  '\n',
  '# comment\n',
  '  # comment: x\n',
  '   \n\n',
  '\t\n',
);

const entry = fc
  .tuple(fc.constantFrom(...keys), value, between)
  .map(([key, text, after]) => `  ${key}: ${text}\n${after}`);

const section = fc
  .tuple(
    fc.constantFrom(...sections),
    fc.array(entry, { maxLength: 5 }),
    between,
    fc.integer({ min: 0, max: 9 }),
  )
  .map(([name, entries, after, kind]) => {
    const head =
      kind === 0
        ? `${name}: text\n`
        : kind === 1
          ? `${name}: # why\n${after}`
          : `${name}:\n${after}`;
    const body = kind === 0 ? '' : entries.join('');
    return kind === 2 ? `${head}- item\n` : head + (kind === 3 ? body.replace(/^/gm, ' ') : body);
  });

const head = fc.constantFrom(
  ...['', '', '', '---\n', '# licence\n---\n', '--- # start\n', '\uFEFF', '\n\n'],
  ...[
    "AWSTemplateFormatVersion: '2010-09-09'\n",
    'Description: >\n  Some\n  text\n',
    '---  text\n',
  ],
);

const tail = fc.constantFrom(
  '',
  '',
  '',
  '\n',
  '# end',
  '---\n',
  '  Half',
  'Out',
  '  A:\n    - !',
  '...\n',
);

export const templateText: fc.Arbitrary<string> = fc
  .tuple(
    head,
    fc.uniqueArray(section, { maxLength: 5, selector: text => text.split(':')[0] }),
    tail,
    fc.boolean(),
  )
  .map(([start, middle, end, crlf]) => {
    const text = start + middle.join('') + end;
    return crlf ? text.replace(/\n/g, '\r\n') : text;
  });

/** What a keystroke, a paste or a deletion does to a text. */
export interface TextEdit {
  /** Between 0 and 1, from the start of the text to its end. */
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

export const textEdit: fc.Arbitrary<TextEdit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 80 })),
  insert: fc.oneof(
    fc.constantFrom(
      ...[
        '',
        '\n',
        ' ',
        ':',
        '"',
        "'",
        '#',
        '-',
        '[',
        '{',
        '}',
        '!',
        '&',
        '*',
        '\t',
        'a',
        '|',
        ',',
      ],
    ),
    fc.constantFrom(
      ...[
        '  New:\n    Type: x\n',
        'Resources:\n',
        '  ',
        '\n  ',
        '\nOutputs:\n',
        '---\n',
        '\r\n',
        'é😀',
      ],
    ),
  ),
});

export function edited(text: string, { at, remove, insert }: TextEdit): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + insert + text.slice(start + remove);
}
