import { describe, expect, it } from 'vitest';
import { type Config, DEFAULT_CONFIG } from '../../server/src/rules/config.js';
import { lint } from '../../server/src/rules/lint.js';
import type { Problem } from '../../server/src/rules/rule.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { Workspace } from '../../server/src/workspace/workspace.js';

const BAD = 'ScheduleExpression: rate(1 minutes)';

function template(...lines: string[]): string {
  const body = lines.map(line => `      ${line}\n`).join('');
  return `Resources:\n  Rule:\n    Type: AWS::Events::Rule\n    Properties:\n      State: ENABLED\n      Targets: [{ Id: a, Arn: b }]\n${body}`;
}

function problems(text: string, config: Config = DEFAULT_CONFIG): Problem[] {
  const context = { now: 0, uri: 'file:///t.yml', workspace: new Workspace(), live: null };
  return lint(parseTemplate(text), context, config);
}

const rules = (text: string, config?: Config) => problems(text, config).map(({ rule }) => rule);

describe('a suppression comment', () => {
  it('answers for the next line', () => {
    expect(rules(template(BAD))).toEqual(['schedule/syntax']);
    expect(rules(template('# cronwright-disable-next-line schedule/syntax', BAD))).toEqual([]);
  });

  it('may give its reason, name several rules, and be stacked', () => {
    const text = template(
      '# cronwright-disable-next-line schedule/syntax, rule/unknown-property -- a trial',
      '',
      '# another comment',
      BAD,
    );
    expect(rules(text)).toEqual(['suppression/unused']);
  });

  it('answers for the file', () => {
    const text = template(BAD);
    expect(rules(`# cronwright-disable-file schedule/syntax -- old\n${text}`)).toEqual([]);
    expect(rules(`${text}# cronwright-disable-file schedule/syntax\n`)).toEqual([]);
  });

  it('reaches no further than its line', () => {
    const text = template('# cronwright-disable-next-line schedule/syntax', 'Name: a', BAD);
    expect(rules(text)).toEqual(['suppression/unused', 'schedule/syntax']);
  });

  it('is a hint where it answers for nothing', () => {
    const good = template('ScheduleExpression: rate(5 minutes)');
    const unused = `# cronwright-disable-file schedule/syntax -- why\r\n${good}`;
    expect(problems(unused)).toMatchObject([{ severity: 'hint', unnecessary: true }]);
  });

  it('says what an unknown rule may have been', () => {
    const [problem] = problems(
      template(
        '# cronwright-disable-next-line schedule/sintax',
        'Name: a',
        'ScheduleExpression: rate(5 minutes)',
      ),
    );
    expect(problem?.message).toBe(
      'No rule is called `schedule/sintax`, so this silences nothing. Did you mean `schedule/syntax`?',
    );
  });

  it('is not called unused while its rule is off', () => {
    const off: Config = { ...DEFAULT_CONFIG, rules: { 'schedule/syntax': 'off' } };
    expect(rules(template('# cronwright-disable-next-line schedule/syntax', BAD), off)).toEqual([]);
  });

  it('is no comment inside a value', () => {
    expect(
      rules(template('Description: "# cronwright-disable-file schedule/syntax"', BAD)),
    ).toEqual(['schedule/syntax']);
  });
});

describe('a severity of cronwright.yml', () => {
  it('takes the place of the rule’s own', () => {
    const config: Config = { ...DEFAULT_CONFIG, rules: { 'schedule/syntax': 'info' } };
    expect(problems(template(BAD), config)).toMatchObject([{ severity: 'info' }]);
  });
});
