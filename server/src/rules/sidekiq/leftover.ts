import { gather } from '../../template/gather.js';
import { get, type Scalar } from '../../template/node.js';
import { resourceOf } from '../../template/resource.js';
import { movedBy } from '../moved.js';
import type { Agreement, Finding, Rule } from '../rule.js';

export const leftover: Rule = {
  id: 'sidekiq/leftover',
  severity: 'warning',
  title: 'What still names the old Redis after a migration',
  why: 'A migration is over when nothing of it is left: a constant or a variable that names the Redis of before is read by the next person as something in use, and keeps a secret and a server alive. Once `cronwright.yml` says `state: done`, its `old` names are looked for in Ruby, `sidekiq.yml`, Procfiles, `.env` files, compose files, the settings in Rails’ `config` and in the environments and secrets of task definitions. Without such names it is names with OLD or LEGACY and REDIS in them. Comments may keep them, with the date for example.',
  source: 'Measured: the name stands there, and the team has said that the migration is done.',
  bad: {
    path: 'config/initializers/sidekiq.rb',
    text: `SIDEKIQ_OLD_REDIS_URL = ENV["SIDEKIQ_OLD_REDIS_URL"]
redis = { url: ENV.fetch("SIDEKIQ_REDIS_URL") }
Sidekiq.configure_server { |config| config.redis = redis }
Sidekiq.configure_client { |config| config.redis = redis }
`,
    files: {
      'cronwright.yml':
        'sidekiq: { migration: { state: done, old: [SIDEKIQ_OLD_REDIS_URL], new: [SIDEKIQ_REDIS_URL] } }\n',
    },
  },
  good: {
    path: 'config/initializers/sidekiq.rb',
    text: `# SIDEKIQ_OLD_REDIS_URL: decommissioned 2026-11-24
redis = { url: ENV.fetch("SIDEKIQ_REDIS_URL") }
Sidekiq.configure_server { |config| config.redis = redis }
Sidekiq.configure_client { |config| config.redis = redis }
`,
    files: {
      'cronwright.yml':
        'sidekiq: { migration: { state: done, old: [SIDEKIQ_OLD_REDIS_URL], new: [SIDEKIQ_REDIS_URL] } }\n',
    },
  },
  *ruby({ sidekiq }, { config }) {
    const isOld = oldNames(config);
    if (!isOld) return;
    for (const { name, start, end } of sidekiq.names)
      if (isOld(name)) yield finding(name, start, end);
  },
  *settings({ text }, { config }) {
    const isOld = oldNames(config);
    if (!isOld) return;
    for (const match of text.matchAll(/^[ \t]*#.*$|\b[A-Za-z_]\w*/gm)) {
      const [name] = match;
      if (isOld(name)) yield finding(name, match.index, match.index + name.length);
    }
  },
  *template(template, { config }) {
    const isOld = oldNames(config);
    if (!isOld) return;
    for (const { offset, found } of variables(template))
      for (const { text, start, end } of found)
        if (isOld(text)) yield movedBy(finding(text, start, end), offset);
  },
};

function finding(name: string, start: number, end: number): Finding {
  return {
    start,
    end,
    message: `\`${name}\` names the Redis that Sidekiq was moved away from, and cronwright.yml says that the migration is done. Nothing reads it any more: remove it here, and then where its value is kept.`,
  };
}

/** Null while no migration is done. */
function oldNames({ sidekiq: { migration } }: Agreement): ((name: string) => boolean) | null {
  if (migration?.state !== 'done') return null;
  const { old, new: next } = migration;
  if (old.length > 0) return name => old.includes(name);
  return name => LEFT.test(name) && /REDIS/.test(name) && !next.includes(name);
}

const LEFT = /(?:^|_)(?:OLD|LEGACY)(?:_|$)/;

/** The names of a task definition's variables. */
const variables = gather((block): readonly Scalar[] | null => {
  const resource = resourceOf(block);
  if (resource?.type !== 'AWS::ECS::TaskDefinition') return null;
  const containers = get(resource.properties ?? undefined, 'ContainerDefinitions');
  const items = containers?.kind === 'list' ? containers.items : [];
  const found = items.flatMap(container =>
    ['Environment', 'Secrets'].flatMap(key => {
      const list = get(container, key);
      const names = list?.kind === 'list' ? list.items.map(item => get(item, 'Name')) : [];
      return names.filter((name): name is Scalar => name?.kind === 'scalar');
    }),
  );
  return found.length > 0 ? found : null;
});
