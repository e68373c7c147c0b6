// Writes what follows from the rules: docs/rules/, schemas/cronwright.schema.json.
//   --check   writes nothing, and fails where a file is not as it would be written
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The rules are TypeScript: they are bundled to a module in memory. */
async function loadRules() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { RULES } from './rules/all.js'; export { SEVERITIES } from './rules/config.js'; export { MIGRATION_STATES, NAME_CASES } from './rules/rule.js';`,
      resolveDir: join(root, 'server/src'),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(import.meta.url)});`,
    },
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}

function rulePage(rule) {
  const example = ({ template, path, text, files = {} }) => {
    const shown = { ...files, ...(path && { [path]: text }) };
    return [
      ...Object.entries(shown).map(([name, body]) => `\`${name}\`:\n${fenced(body, name)}`),
      ...(template ? [fenced(template, 'template.yml')] : []),
    ].join('\n');
  };
  return `# ${rule.id}

${rule.title}. Severity: **${rule.severity}**.

${rule.why}

## Flagged

${example(rule.bad)}
## Not flagged

${example(rule.good)}
## What it rests on

${rule.source}

## Turn it off

For one line, with the reason:

\`\`\`yaml
# cronwright-disable-next-line ${rule.id} -- why this is right here
\`\`\`

For a file: \`# cronwright-disable-file ${rule.id} -- why\`. For all files, in \`cronwright.yml\`:

\`\`\`yaml
rules:
  ${rule.id}: off
\`\`\`
`;
}

const LANGUAGES = { json: 'json', yml: 'yaml', rb: 'ruby', rake: 'ruby', Rakefile: 'ruby' };

function fenced(text, name) {
  const language = LANGUAGES[name.split('.').at(-1)] ?? 'text';
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;
}

function indexPage(rules) {
  const rows = rules.map(
    ({ id, severity, title }) => `| [${id}](${id}.md) | ${severity} | ${title} |`,
  );
  return `# Rules

| Rule | Severity | Finds |
|---|---|---|
${rows.join('\n')}
`;
}

function configSchema(rules, severities, nameCases, migrationStates) {
  const texts = description => ({ type: 'array', items: { type: 'string' }, description });
  const object = (description, properties, rest = {}) => ({
    type: 'object',
    description,
    additionalProperties: false,
    properties,
    ...rest,
  });
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Cronwright: what a team agrees on',
    ...object('cronwright.yml, at the root of the workspace.', {
      rules: object(
        'The severity of a rule, where it is not the rule’s own.',
        Object.fromEntries(
          rules.map(({ id, title, severity }) => [
            id,
            { enum: severities, description: `${title}. By itself: ${severity}.` },
          ]),
        ),
      ),
      files: object('Which files are looked at, by globs relative to this file.', {
        include: texts('Only these. Without it: every CloudFormation template.'),
        exclude: texts('Not these.'),
      }),
      exports: {
        type: 'array',
        description: 'Lists of the exports of stacks that are not in this workspace.',
        items: object(
          'A list as `aws cloudformation list-exports` prints it.',
          {
            file: { type: 'string', description: 'Its path, relative to this file.' },
            complete: {
              type: 'boolean',
              default: false,
              description:
                'Nothing else is exported in that account and Region: an import of anything else is an error.',
            },
          },
          { required: ['file'] },
        ),
      },
      tasks: texts(
        'The rake tasks of an application that is not in this workspace: names, or `ns:*` for all in a namespace.',
      ),
      zones: texts('IANA time zones that hovers show beside UTC and the user’s own.'),
      names: {
        enum: nameCases,
        description:
          'How the names of rules and schedules are written. Without it: as most names in a file are.',
      },
      mostAtOnce: {
        type: 'integer',
        minimum: 1,
        description:
          'How many tasks may start in one minute on one cluster. Without it: any number.',
      },
      ruleTemplate: {
        type: 'string',
        description:
          'The template of a new rule, a path relative to this file. Without it: like the other rules of its file.',
      },
      testCluster: {
        type: 'string',
        description:
          'The ECS cluster that “Copy Test-Run Command” runs tasks on, by its name or ARN. Without it: the rule’s own.',
      },
      stacks: {
        type: 'array',
        description: 'The stacks that templates are deployed as.',
        items: object(
          'A stack, and the templates it is made from.',
          {
            files: {
              ...texts('Globs relative to this file; a file belongs to the first that fits.'),
              minItems: 1,
            },
            stack: { type: 'string', description: 'The name of the stack.' },
            account: {
              anyOf: [
                { type: 'string', pattern: '^\\d{12}$' },
                { type: 'integer', minimum: 0, maximum: 999999999999 },
              ],
              description: 'Its account. Another one’s snapshot says nothing of it.',
            },
            region: { type: 'string', description: 'Its Region.' },
            profile: {
              type: 'string',
              description: 'The profile of the AWS configuration that reads it.',
            },
            snapshot: {
              type: 'string',
              description: 'What `cronwright snapshot` recorded, a path relative to this file.',
            },
          },
          { required: ['files', 'stack'] },
        ),
      },
      drift: object('How templates are compared with what is live.', {
        ignore: {
          type: 'array',
          description: 'Differences that are known and meant.',
          items: object(
            'A property of a resource.',
            {
              resource: { type: 'string', minLength: 1, description: 'A logical id.' },
              property: {
                type: 'string',
                minLength: 1,
                description:
                  'A property, e.g. `State` or `Targets[jobs].Input`, and what is in it.',
              },
              reason: { type: 'string', minLength: 1, description: 'Why it may differ.' },
            },
            { required: ['resource', 'property', 'reason'] },
          ),
        },
      }),
      sidekiq: object('What is known of the application’s Sidekiq.', {
        processes: {
          type: 'integer',
          minimum: 1,
          description: 'How many Sidekiq processes run. Without it: what the templates say.',
        },
        migration: object(
          'Its move to another Redis.',
          {
            state: {
              enum: migrationStates,
              description:
                'done: nothing is left on the old Redis, and what still names it is flagged.',
            },
            old: texts('What names the Redis that is left: environment variables, constants.'),
            new: texts('What names the Redis moved to.'),
          },
          { required: ['state'] },
        ),
      }),
    }),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

async function present(folder) {
  const names = await readdir(join(root, folder), { recursive: true }).catch(() => []);
  return names.filter(name => name.endsWith('.md')).map(name => `${folder}/${name}`);
}

const { RULES, SEVERITIES, NAME_CASES, MIGRATION_STATES } = await loadRules();
const wanted = new Map([
  ['docs/rules/README.md', indexPage(RULES)],
  ...RULES.map(rule => [`docs/rules/${rule.id}.md`, rulePage(rule)]),
  ['schemas/cronwright.schema.json', configSchema(RULES, SEVERITIES, NAME_CASES, MIGRATION_STATES)],
]);
const stale = [];
for (const [name, text] of wanted)
  if ((await readFile(join(root, name), 'utf8').catch(() => null)) !== text) stale.push(name);
const left = (await present('docs/rules')).filter(name => !wanted.has(name));

if (process.argv.includes('--check')) {
  for (const name of [...stale, ...left]) console.error(`stale: ${name}`);
  if (stale.length + left.length > 0) {
    console.error('Run `npm run generate` and commit what it writes.');
    process.exitCode = 1;
  }
} else {
  for (const name of left) await rm(join(root, name));
  for (const name of stale) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), wanted.get(name));
    console.log(`wrote ${name}`);
  }
}
