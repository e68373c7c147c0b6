import { describe, expect, it } from 'vitest';
import { workspaceOf } from '../support/workspace.js';
import { hoverAt } from './helpers.js';

const workspace = workspaceOf({
  'lib/tasks/reports.rake': `namespace :reports do
  desc 'Mails the sales of a *day*'
  task :mail, [:day, :to]
  task :bare
end
`,
});
const hoverOn = (task: string) =>
  hoverAt(
    `Resources:
  Rule:
    Type: AWS::Events::Rule
    Properties:
      Targets:
        - Id: a
          Input: '{"containerOverrides":[{"name":"app","command":["rake","${task}"]}]}'
          EcsParameters: {TaskDefinitionArn: x}
`,
    { env: { uri: 'file:///project/ops/schedules.yml', workspace } },
  );

describe('on the name of a rake task', () => {
  it('is what it does and takes, where it is defined, and the command', () => {
    const found = hoverOn('reports:m|ail[today]');
    expect(found?.of).toBe('reports:mail');
    expect(found?.markdown).toBe(`**reports:mail** · rake task of \`../lib/tasks/reports.rake\`

Mails the sales of a \\*day\\*

Takes \`day\`, \`to\`.

Runs in the container \`app\`:

\`\`\`sh
rake reports:mail[today]
\`\`\``);
  });

  it('is no more than what is known', () => {
    expect(hoverOn('reports:ba|re')?.markdown).toMatch(
      /^\*\*reports:bare\*\* · rake task of `\.\.\/lib\/tasks\/reports\.rake`\n\nRuns in/,
    );
    expect(hoverOn('reports:no|ne')?.markdown).toMatch(/^Runs in the container/);
  });
});
