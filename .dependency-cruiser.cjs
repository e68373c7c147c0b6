// The layers of ARCHITECTURE.md. A room may import itself and the rooms before it; the doors import any room.
const rooms = [
  'schedule',
  'template',
  'ruby',
  'workspace',
  'drift',
  'rules',
  'authoring',
  'features',
  'review',
  'providers',
];
// beside the doors stands what both of them read from the disk
const doors = ['disk', 'lsp', 'cli'];

// the only packages inside: they touch no disk, network, clock or environment
const purePackages = [
  '@ruby/prism',
  'cron-parser',
  'cronstrue',
  'fastest-levenshtein',
  'jsonc-parser',
  'temporal-polyfill',
  'yaml',
];

const inside = `^server/src/(?!(${['providers', ...doors].join('|')})/)`;

const downOnly = rooms.map((room, at) => ({
  name: `${room}-imports-rooms-before-it`,
  severity: 'error',
  from: { path: `^server/src/${room}/` },
  to: { path: '^server/src/', pathNot: `^server/src/(${rooms.slice(0, at + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...downOnly,
    {
      name: 'every-module-has-a-room',
      severity: 'error',
      from: { path: '^server/src/', pathNot: `^server/src/(${[...rooms, ...doors].join('|')})/` },
      to: {},
    },
    {
      name: 'disk-imports-no-door',
      severity: 'error',
      from: { path: '^server/src/disk/' },
      to: { path: '^server/src/(lsp|cli)/' },
    },
    {
      name: 'doors-are-apart',
      severity: 'error',
      from: { path: '^server/src/(lsp|cli)/' },
      to: { path: '^server/src/(lsp|cli)/', pathNot: '^server/src/$1/' },
    },
    {
      name: 'inside-has-no-node',
      severity: 'error',
      from: { path: inside },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'inside-has-only-pure-packages',
      severity: 'error',
      from: { path: inside },
      to: { path: 'node_modules/', pathNot: `node_modules/(${purePackages.join('|')})/` },
    },
    {
      name: 'client-and-server-are-apart',
      severity: 'error',
      from: { path: '^(client|server)/src/' },
      to: { path: '^(client|server)/src/', pathNot: '^$1/src/' },
    },
    {
      name: 'server-has-no-vscode',
      severity: 'error',
      from: { path: '^server/src/' },
      to: {
        path: ['^vscode$', 'node_modules/@types/vscode/', 'node_modules/vscode-languageclient/'],
      },
    },
    {
      name: 'aws-sdk-has-a-bundle-of-its-own',
      severity: 'error',
      from: { path: '^(client|server)/src/', pathNot: '^server/src/providers/aws(/|\\.ts$)' },
      to: { path: ['node_modules/@(aws-sdk|smithy)/', '^server/src/providers/aws(/|\\.ts$)'] },
    },
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'every-import-is-found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
