import { describe, expect, it } from 'vitest';
import { applied } from '../../server/src/features/applied.js';
import { prepareRename, rename } from '../../server/src/features/rename.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { envOf, marked } from './helpers.js';

interface Files {
  readonly [name: string]: string;
}

/** The texts of all files after a rename at the cursor, which stands in one of them. */
async function renamed(
  files: Files,
  newName: string,
  { unreadable = '', moved = '' } = {},
): Promise<Files | string> {
  const here = Object.keys(files).find(name => files[name]?.includes('|')) ?? '';
  const { text, offset } = marked(files[here] ?? '');
  const texts: Record<string, string> = { ...files, [here]: text };
  const { 'exports.json': recorded, [here]: _, ...others } = texts;
  const env = envOf(text, { here, files: others, ...(recorded && { recorded }) });
  // what the index does not know yet
  if (moved) texts[moved] = `# moved\n${texts[moved]}`;
  const nameOf = (uri: string) => uri.slice('file:///team/'.length);
  const result = await rename(parseTemplate(text), offset, newName, env, async uri =>
    nameOf(uri) === unreadable ? null : (texts[nameOf(uri)] ?? null),
  );
  if ('refused' in result) return result.refused;
  if (result.notes.length > 0) texts.notes = result.notes.join('\n');
  for (const [uri, edits] of result.edits)
    texts[nameOf(uri)] = applied(texts[nameOf(uri)] ?? '', edits);
  return texts;
}

const exporter = (name: string) => `Outputs:
  Task:
    Value: x
    Export:
      Name: ${name}
`;
const importer = (name: string, parameter = 'Type: String, Default: net-live') => `Parameters:
  Net: {${parameter}}
Resources:
  R:
    Type: AWS::Events::Rule
    Properties:
      RoleArn:
        Fn::ImportValue: ${name}
`;

describe('rename of an export', () => {
  it('changes the export and every import, each in its own spelling', async () => {
    const spell = (name: string) => ({
      'network.yml': exporter(`"net-live-${name}" # the task`),
      'a.yml': importer(`net-live-${name}`),
      'b.yml': importer(`!Sub '\${Net}-${name}'`),
      'c.yml': importer(`{'Fn::Join': ['-', [!Ref Net, ${name}]]}`),
      'd.yml': importer(`>-\n          net-live-${name}`),
      'e.yml': importer('net-live-other'),
    });
    const files = spell('jobs-task');
    const marked = { ...files, 'network.yml': exporter('"net-live-jobs-t|ask" # the task') };
    expect(await renamed(marked, 'net-live-jobs-runner')).toEqual(spell('jobs-runner'));
  });

  it('is the same beside a list of what is exported, which tells what the stack is called', async () => {
    const recorded = (stack: string) =>
      JSON.stringify({
        Exports: [
          { Name: 'net-live-jobs-task', ExportingStackId: `arn:x:stack/${stack}/1`, Value: '' },
        ],
      });
    const files = (name: string, mark = '') => ({
      'network.yml': exporter(`!Sub '\${AWS::StackName}-${name}${mark}'`),
      'a.yml': importer(`!Sub '\${Net}-${name}'`),
      'b.yml': importer(`net-live-${name}`),
      'exports.json': recorded('net-live'),
    });
    const name = '${AWS::StackName}-jobs-runner';
    expect(await renamed(files('jobs-task', '|'), name)).toEqual(files('jobs-runner'));
    const fromImport = {
      ...files('jobs-task'),
      'b.yml': importer('net-live-jobs-t|ask'),
    };
    expect(await renamed(fromImport, 'net-live-jobs-runner')).toEqual(files('jobs-runner'));
    const others = { ...fromImport, 'exports.json': recorded('net') };
    expect(await renamed(others, 'net-live-jobs-runner')).toMatch(/known only from `exports.json`/);
  });

  it('starts from an import as well', async () => {
    const files = {
      'network.yml': exporter("!Sub '${AWS::StackName}-jobs-task'"),
      'a.yml': importer('net-live-jobs-t|ask', 'Type: String'),
      'b.yml': importer("!Sub '${Net}-jobs-task'", 'Type: String'),
    };
    expect(await renamed(files, 'net-live-cron-task')).toEqual({
      'network.yml': exporter("!Sub '${AWS::StackName}-cron-task'"),
      'a.yml': importer('net-live-cron-task', 'Type: String'),
      'b.yml': importer("!Sub '${Net}-cron-task'", 'Type: String'),
    });
  });

  it('inserts and takes out, at either end', async () => {
    const files = (name: string, mark = '') => ({
      'n.yml': exporter(`net-${name}${mark}`),
      'a.yml': importer(`net-${name}`),
    });
    expect(await renamed(files('task', '|'), 'net-jobs-task')).toEqual(files('jobs-task'));
    expect(await renamed(files('jobs-task', '|'), 'net-task')).toEqual(files('task'));
    expect(await renamed(files('task', '|'), 'net-task-2')).toEqual(files('task-2'));
  });

  it.each([
    [
      'what is filled in',
      { 'n.yml': exporter("!Sub '${AWS::StackName}-t|ask'") },
      '${X}-task',
      /keep `\$\{AWS::StackName\}`/,
    ],
    [
      'a name that is taken',
      { 'n.yml': exporter('net-t|ask'), 'o.yml': exporter('net-job') },
      'net-job',
      /`net-job` is taken: `o.yml`/,
    ],
    ['letters that it can’t have', { 'n.yml': exporter('net-t|ask') }, 'net_task', /`_` can’t be/],
    [
      'a name with an import that two can be meant by',
      {
        'n.yml': exporter("!Sub '${AWS::StackName}-t|ask'"),
        'o.yml': exporter("!Sub '${AWS::StackName}-task'"),
        'a.yml': importer("!Sub '${Net}-task'", 'Type: String'),
      },
      '${AWS::StackName}-job',
      /`\$\{Net\}-task` in `a.yml` can mean 2 exports \(in `n.yml`, `o.yml`\)/,
    ],
    [
      'a piece that a parameter holds',
      { 'n.yml': exporter('net-live-t|ask'), 'a.yml': importer("!Sub '${Net}-task'") },
      'net-test-task',
      /`a.yml` puts the name together/,
    ],
    [
      'a whole name that a parameter holds',
      { 'n.yml': exporter('net-l|ive'), 'a.yml': importer('!Ref Net') },
      'net-test',
      /`a.yml` puts the name together/,
    ],
    [
      'a name that is recorded alone',
      {
        'a.yml': importer('net-live-t|ask'),
        'exports.json': JSON.stringify({
          Exports: [{ Name: 'net-live-task', ExportingStackId: '', Value: '' }],
        }),
      },
      'x',
      /known only from `exports.json`/,
    ],
    [
      'a name that nobody exports',
      { 'a.yml': importer('net-live-t|ask') },
      'x',
      /No template of this workspace exports `net-live-task`/,
    ],
  ])('refuses %s, and says why', async (_, files, newName, why) => {
    expect(await renamed(files, newName)).toMatch(why);
  });

  it.each([
    ["{'Fn::Join': ['-', [net, !FindInMap [A, b, c], task]]}", 'net-…-task'],
    ["{'Fn::Sub': ['${X}-live-task', {X: !Select [0, !Ref Nets]}]}", '…-live-task'],
    ['{Fn::If: [Live, net-live-task, net-test-task]}', 'net-live-task'],
    ["!Join ['-', !Ref Pieces]", null],
    ['!Select [0, !Ref Names]', null],
    ['!Ref Net', null],
    ['{Fn::If: [Live, net-test-task, net-dev-task]}', ''],
    ["{'Fn::Join': ['-', [!FindInMap [A, b, c], cluster]]}", ''],
  ])('says of an import as %s that it may be that one', async (name, sketch) => {
    const files = (name: string, other: string) => ({
      'n.yml': exporter(name),
      'a.yml': importer('net-live-job').replace('job', 'task'),
      'b.yml': importer(other, 'Type: String'),
    });
    const result = await renamed(files('net-live-t|ask', name), 'net-live-job');
    const expected = { ...files('net-live-job', name), 'a.yml': importer('net-live-job') };
    if (sketch)
      expect(result).toBe(
        `\`b.yml\` imports a name that is put together at deployment, \`${sketch}\`, which can be \`net-live-task\`. Rename it by hand.`,
      );
    else if (sketch === null)
      expect(result).toEqual({
        ...expected,
        notes:
          '`b.yml` imports a name that only the deployment knows. It is left as it is: see whether it was `net-live-task`.',
      });
    else expect(result).toEqual(expected);
  });

  it('refuses a name that is taken there, also where an import spells it out', async () => {
    const files = {
      'n.yml': `${exporter("!Sub '${AWS::StackName}-task'")}  Other:
    Value: x
    Export: {Name: !Sub '\${AWS::StackName}-job'}
`,
      'a.yml': importer('net-live-t|ask', 'Type: String'),
    };
    expect(await renamed(files, 'net-live-job')).toMatch(
      '`${AWS::StackName}-job` is taken: `n.yml` exports it already',
    );
  });

  it('finds the imports of a file that has changed since it was read', async () => {
    const files = (name: string) => ({
      'n.yml': exporter(`net-${name}`),
      'a.yml': importer(`net-${name}`),
    });
    const marked = { ...files('task'), 'n.yml': exporter('net-t|ask') };
    const expected = { ...files('job'), 'a.yml': `# moved\n${files('job')['a.yml']}` };
    expect(await renamed(marked, 'net-job', { moved: 'a.yml' })).toEqual(expected);
  });

  it('refuses where a file can’t be read', async () => {
    const files = { 'n.yml': exporter('net-t|ask'), 'a.yml': importer('net-task') };
    expect(await renamed(files, 'net-job', { unreadable: 'a.yml' })).toBe(
      '`a.yml` can’t be read, so its part of the name can’t be renamed.',
    );
  });

  it('starts from the whole name, without its quotes', () => {
    const { text, offset } = marked(exporter("!Sub '${AWS::StackName}-t|ask'"));
    const found = prepareRename(parseTemplate(text), offset, envOf(text));
    expect(found).toMatchObject({ text: '${AWS::StackName}-task' });
    if (found && 'start' in found)
      expect(text.slice(found.start, found.end)).toBe('${AWS::StackName}-task');
  });
});

describe('rename of a logical id', () => {
  const template = (id: string) => `Resources:
  "${id}": {Type: AWS::SQS::Queue}
  Other:
    Type: AWS::SQS::Queue
    DependsOn: ${id} # first
    Properties:
      QueueName: !Sub "\\u0041 \${${id}.QueueName} ${id}"
      Tags: [{Key: ${id}, Value: !GetAtt '${id}.Arn'}]
`;
  it('changes each use, keeps quotes, and leaves words alone that only look alike', async () => {
    const files = { 'a.yml': template('Queue').replace('"Queue"', '"Qu|eue"') };
    const text = template('Jobs').replace('} Jobs"', '} Queue"').replace('Key: Jobs', 'Key: Queue');
    expect(await renamed(files, 'Jobs')).toEqual({ 'a.yml': text });
  });

  it.each([
    ['Jobs-Queue', /made of 1 to 255 letters and digits/],
    ['', /made of 1 to 255/],
    ['Other', /`Other` is taken: `Resources` has it/],
    ['Null', /YAML reads `Null`/],
  ])('refuses `%s`', async (newName, why) => {
    const files = { 'a.yml': template('Queue').replace('"Queue"', '"Qu|eue"') };
    expect(await renamed(files, newName)).toMatch(why);
  });

  it.each([
    [
      'a local value of Sub would take it over',
      "!Sub ['${Queue} ${Jobs}', {Jobs: x}]",
      /Not every place/,
    ],
    ['it is referred to already', '!Ref Jobs', /`Jobs` is referred to/],
    ['it is written with an escape', '!Sub "\\x24{Queue}"', /escapes or behind a YAML alias/],
    ['a name is computed', '!GetAtt [!Sub "${Queue}", Arn]', /put together at deployment/],
  ])('refuses where %s', async (_, value, why) => {
    const files = {
      'a.yml': `Resources:\n  Qu|eue: {Type: AWS::SQS::Queue}\nOutputs:\n  O: {Value: ${value}}\n`,
    };
    expect(await renamed(files, 'Jobs')).toMatch(why);
  });

  it('refuses the resource of a transform that others are named after', async () => {
    const files = {
      'a.yml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Wor|ker: {Type: AWS::Serverless::Function}
Outputs:
  O: {Value: !GetAtt WorkerRole.Arn}
`,
    };
    expect(await renamed(files, 'Jobs')).toMatch(/`WorkerRole` is made out of `Worker`/);
  });

  it('has nothing to say of plain words', () => {
    const { text, offset } = marked(template('Queue').replace('Key: Queue', 'Key: Qu|eue'));
    expect(prepareRename(parseTemplate(text), offset, envOf(text))).toBeNull();
  });
});
