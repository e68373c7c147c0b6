import { outerImport } from '../import/short-form.js';
import type { Rule } from '../rule.js';

export const syntax: Rule = {
  id: 'yaml/syntax',
  severity: 'error',
  title: 'A template that can’t be read as YAML or JSON',
  why: 'CloudFormation reads a template before it looks at anything in it. Where the text is broken nothing is deployed, and its own message often names another line. A key that stands twice in one mapping is a warning: readers keep one of the two, and which one differs.',
  source: 'The YAML 1.2 and JSON specifications.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: *nightly cron(0 3 * * ? *)
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: jobs
          Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
`,
  },
  *template(template) {
    let lastLine = Number.NaN;
    for (const { code, start, end, message } of template.syntax) {
      // the text of the template would have to be put together first
      const { chunk, offset } = template.chunks.findLast(({ offset }) => offset <= start) ?? NONE;
      const at = start - offset;
      if (code === 'multiple-tags' && outerImport(chunk.text, at) >= 0) continue;
      if (code === 'duplicate-key') {
        yield { start, end, message, severity: 'warning' };
        continue;
      }
      // a reader that has stumbled stumbles on until the end of the line
      const line = offset + chunk.text.lastIndexOf('\n', at - 1);
      if (line !== lastLine || code === 'multiple-tags') yield { start, end, message };
      lastLine = line;
    }
  },
};

/** What is told of a text that is too large, which is in no chunk. */
const NONE = { chunk: { text: '' }, offset: 0 };
