import { describe, expect, it } from 'vitest';
import { localLine } from '../../server/src/authoring/local-run.js';
import { commandsOf } from '../../server/src/template/input.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { workspaceOf } from '../support/workspace.js';

/** The line for a command, written in the JSON of an Input. */
function localText(command: string, rest = '', tag = ''): string | null {
  const input = `{"containerOverrides":[{"name":"app","command":${command}${rest}}]}`;
  const template = parseTemplate(`Parameters:
  Shop: {Type: String, Default: de}
Resources:
  Ship:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Targets:
      - Id: ship
        Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/live
        Input: ${tag}'${input.replaceAll("'", "''")}'
`);
  const [found] = template.section('Resources').flatMap(({ block }) => commandsOf(block));
  if (!found) throw new Error('the template has no command');
  return localLine(found, { template, workspace: workspaceOf({}) });
}

describe('the local line', () => {
  it.each([
    ['["bundle","exec","rake","orders:ship"]', 'bundle exec rake orders:ship'],
    [
      '["/app/entrypoint.sh","bundle","exec","rake","orders:ship","N=1"]',
      "bundle exec rake orders:ship 'N=1'",
    ],
    ['["bin/rails","orders:ship"]', 'bundle exec rails orders:ship'],
    ['["rake","-q","reports:send[daily,3]"]', "bundle exec rake -q 'reports:send[daily,3]'"],
    [
      '["sh","-c","cd /app && rake \'a[x\\\\,y]\' && rake b"]',
      "bundle exec rake 'a[x\\,y]' &&\nbundle exec rake b",
    ],
    [
      '["bundle","exec","rails","runner","Job.run(\\"a\\")"]',
      'bundle exec rails runner \'Job.run("a")\'',
    ],
    ['["rake","a","RAILS_ENV=production"]', 'bundle exec rake a'],
  ])('of %s is %s', (command, line) => expect(localText(command)).toBe(line));

  it('keeps the variables of the rule, and drops those that say where it runs', () => {
    const environment =
      ',"environment":[{"name":"SHOP","value":"de at"},{"name":"RAILS_ENV","value":"production"},{"name":"REDIS_URL","value":"redis://live"}]';
    expect(localText('["rake","a"]', environment)).toBe("SHOP='de at' bundle exec rake a");
  });

  it('is none for what is no Rails', () => expect(localText('["node","job.js"]')).toBeNull());

  it('has the defaults of parameters in it', () =>
    expect(localText('["rake","ship[${Shop}]"]', '', '!Sub ')).toBe("bundle exec rake 'ship[de]'"));
});
