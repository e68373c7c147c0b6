import { describe, expect, it } from 'vitest';
import { checkTask, doubtTask } from '../../server/src/authoring/checks.js';
import { commandWords, taskName } from '../../server/src/authoring/command.js';
import { workspaceOf } from '../support/workspace.js';

describe('the words that a container is started with', () => {
  it.each<[string, string[]]>([
    ['orders:ship[1,2]', ['bundle', 'exec', 'rake', 'orders:ship[1,2]']],
    ["bin/rails runner 'Cleanup.run 1'", ['bin/rails', 'runner', 'Cleanup.run 1']],
    [`sh -c "echo 'it' && rake x"`, ['sh', '-c', "echo 'it' && rake x"]],
    [' cd /app && rake x:y ', ['sh', '-c', 'cd /app && rake x:y']],
    ['RAILS_ENV=test rake x:y', ['sh', '-c', 'RAILS_ENV=test rake x:y']],
    ['bin/export > out.csv', ['sh', '-c', 'bin/export > out.csv']],
    ['bin/export "$DAY"', ['sh', '-c', 'bin/export "$DAY"']],
  ])('%s', (task, words) => expect(commandWords(task)).toEqual(words));

  it('are those of a command that is there, up to the task', () => {
    const like = ['timeout', '60', 'bin/rake', '--trace', 'a:b'];
    expect(commandWords('c:d', like)).toEqual(['timeout', '60', 'bin/rake', '--trace', 'c:d']);
  });

  it.each(["rake 'x", 'rake "x', 'rake x\\'])('are not asked of %s', task => {
    expect(checkTask(task)).toMatch(/A quote is open/);
  });
});

describe('what a job is called by its command', () => {
  it.each([
    ['orders:ship[1,2]', 'orders:ship'],
    ['bundle exec rake orders:ship[1]', 'orders:ship'],
    ['cd /app && bin/rake orders:ship', 'orders:ship'],
    [`sh -c "cd /app && rake 'orders:ship[1]'"`, 'orders:ship'],
    ["bin/rails runner 'Cleanup.run'", 'Cleanup.run'],
    ['cd /app && ./bin/sync.sh --all', 'sync'],
    ['cd /app && bin/rails runner "Foo.bar" | tee run.log', 'Foo.bar'],
    ['./bin/sync --all', 'sync'],
    ['A=1 python3 jobs/report.py', 'report'],
  ])('%s', (task, name) => expect(taskName(task)).toBe(name));
});

describe('a task that the workspace does not have', () => {
  const { tasks } = workspaceOf({ Rakefile: 'task "orders:ship"; task "orders:expire"' });

  it.each([
    ['orders:shpi', /No rake task `orders:shpi` is known .* Did you mean `orders:ship`\?/],
    ['cd /app && rake orders:ship && rake orders:expre', /`orders:expre` .* `orders:expire`/],
    ['orders:ship[1]', null],
    ['bin/rails db:sessions:trim', null],
    ['bin/sync', null],
  ])('is doubted: %s', (task, why) => {
    const doubt = doubtTask(task, tasks);
    if (why) expect(doubt).toMatch(why);
    else expect(doubt).toBeNull();
  });
});
