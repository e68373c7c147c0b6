import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '../server/src/rules/all.js';
import { DEFAULT_CONFIG, parseConfig } from '../server/src/rules/config.js';
import { lint } from '../server/src/rules/lint.js';
import { parseTemplate } from '../server/src/template/template.js';
import { cronwright } from './cli/support.js';
import { folderOf } from './support/folders.js';
import { workspaceOf } from './support/workspace.js';

const root = resolve(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const readme = read('README.md');

const NOW = Date.UTC(2026, 10, 24);
const PAGES = [...pagesIn('.', false), ...pagesIn('docs', true)];
const PROSE = PAGES.filter(name => !name.startsWith('docs/rules/'));

function pagesIn(folder: string, deep: boolean): string[] {
  const names = readdirSync(join(root, folder), { recursive: deep, encoding: 'utf8' });
  return names.filter(name => name.endsWith('.md')).map(name => join(folder, name));
}

const withoutCode = (text: string) => text.replace(/^```[\s\S]*?^```$/gm, '');

/** The blocks of a language that a page shows. */
function blocks(text: string, language: string): string[] {
  const found = text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'));
  return [...found].map(([, body = '']) => body);
}

/** What stands in backticks in running text and tables. */
function codeIn(text: string): string[] {
  return [...withoutCode(text).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}

/** The anchors that headings give, as GitHub makes them. */
function anchorsOf(text: string): string[] {
  return [...withoutCode(text).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(PAGES)('%s', name => {
  const text = read(name);
  const targets = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to);

  it('links to what is there', () => {
    const broken = targets
      .filter(to => !/^https?:/.test(to))
      .filter(to => {
        const [path = '', anchor] = to.split('#');
        const file = path ? join(root, dirname(name), path) : join(root, name);
        if (!existsSync(file)) return true;
        return anchor !== undefined && !anchorsOf(readFileSync(file, 'utf8')).includes(anchor);
      });
    expect(broken).toEqual([]);
  });
});

describe.each(PROSE)('%s', name => {
  it('names files that are there', () => {
    const files = codeIn(read(name)).filter(code =>
      /^(?:server|client|test|scripts|docs|schemas|snippets|examples|\.ci)\/[\w./-]*$/.test(code),
    );
    expect(files.filter(file => !existsSync(join(root, file)))).toEqual([]);
  });

  it('names npm scripts, rules and families that exist', () => {
    const text = read(name);
    const { scripts } = JSON.parse(read('package.json'));
    const called = [...text.matchAll(/\bnpm run (\w+)/g)].map(([, script = '']) => script);
    expect(called.filter(script => !Object.hasOwn(scripts, script))).toEqual([]);
    const ids = RULES.map(({ id }) => id as string);
    const families = new Set(ids.map(id => id.split('/')[0]));
    const named = codeIn(text).filter(code =>
      families.has(/^([a-z]+)\/(?:…|[a-z-]+)$/.exec(code)?.[1] ?? ''),
    );
    const unknown = named.filter(code => !code.endsWith('…') && !ids.includes(code));
    expect(unknown).toEqual([]);
  });
});

describe('the README', () => {
  /** The files that it shows, by their names. */
  const files = Object.fromEntries(
    [...readme.matchAll(/^`([\w.-]+)`:\n\n```yaml\n([\s\S]*?)^```$/gm)].map(
      ([, name = '', text = '']) => [name, text],
    ),
  );

  it('lists the settings of the extension, with their defaults', () => {
    const { properties } = JSON.parse(read('package.json')).contributes.configuration;
    const rows = [...readme.matchAll(/^\| `(cronwright\.[\w.]+)` \| `([^`]*)` \|/gm)];
    expect(rows.map(([, setting, value]) => [setting, JSON.parse(value as string)])).toEqual(
      Object.entries(properties).map(([setting, given]) => [
        setting,
        (given as { default: unknown }).default,
      ]),
    );
  });

  it('lists every family of rules', () => {
    const listed = [...readme.matchAll(/^\| `(\w+)\/…` \|/gm)].map(([, family]) => family);
    expect(listed).toEqual([...new Set(RULES.map(({ id }) => id.split('/')[0]))]);
  });

  it('opens with what is said of the example', async () => {
    const { stdout } = await cronwright(['lint', '--format', 'json', join(root, 'examples')]);
    const messages = JSON.parse(stdout).problems.map(({ message }: { message: string }) => message);
    const quoted = [...readme.matchAll(/(?:^> .*\n)+/gm)].map(([lines]) =>
      lines.replace(/^> /gm, '').trim().replaceAll('\n', ' '),
    );
    expect(quoted).toHaveLength(3);
    for (const quote of quoted) expect(messages.map(timeless)).toContain(timeless(quote));
  });

  it('shows a cronwright.yml that has no problem and sets all there is', () => {
    const { config, problems } = parseConfig(files['cronwright.yml'] ?? '');
    expect(problems).toEqual([]);
    expect(Object.keys(config.rules).length).toBeGreaterThan(1);
    const { files: globs, exports, zones } = config;
    for (const list of [globs.include, globs.exclude, exports, zones])
      expect(list.length).toBeGreaterThan(0);
  });

  it('shows a comment that silences what would be said', () => {
    const said = (text = '') => {
      const uri = 'file:///project/heartbeat.yml';
      const context = { now: NOW, uri, workspace: workspaceOf({}), live: null };
      return lint(parseTemplate(text), context, DEFAULT_CONFIG).map(({ rule }) => rule);
    };
    const text = files['heartbeat.yml'];
    expect(said(text)).toEqual([]);
    expect(said(text?.replace(/^.*cronwright-disable.*\n/m, ''))).toEqual([
      'schedule/every-minute',
    ]);
  });

  const shown = blocks(readme, 'console').flatMap(block =>
    block
      .split(/^\$ cronwright /m)
      .slice(1)
      .map(part => {
        const end = part.indexOf('\n');
        return [part.slice(0, end), part.slice(end + 1)] as const;
      }),
  );

  it.each(shown)('shows what `cronwright %s` prints', async (command, output) => {
    const named = Object.entries(files).filter(([name]) => command.includes(name));
    const cwd = folderOf(Object.fromEntries(named));
    const { stdout } = await cronwright(words(command), { cwd });
    expect(stdout.trim()).toBe(output.trim());
  });

  const commands = [
    ...new Set(
      [
        ...readme.matchAll(
          /(?:^|npx )cronwright ((?:lint|explain|schedules|review|guard|add-rule|migrate)\b.*)$/gm,
        ),
      ].map(plain),
    ),
  ];

  it('shows more than a few commands', () => expect(commands.length).toBeGreaterThan(8));

  it.each(commands)('has options that exist in `cronwright %s`', async command => {
    const [name = '', ...rest] = words(command);
    const { stdout } = await cronwright([name, '--help']);
    for (const option of rest.filter(word => word.startsWith('--')))
      expect(`${stdout} --help `).toMatch(new RegExp(`${option}[\\s.,]`));
  });
});

/** The date of the next clock change goes on with the years. */
function timeless(message: string): string {
  return message.replace(/\d+ \w+ \d{4}/, 'DATE');
}

function plain([, command = '']: RegExpExecArray): string {
  return command.replace(/\s+#.*|\s+[<>].*/, '').trim();
}

/** The words of a command as a shell splits it; quotes are single. */
function words(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
}
