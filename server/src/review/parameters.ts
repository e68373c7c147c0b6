import { parseTemplate, type Template } from '../template/template.js';

/**
 * A template as it is in a stack whose parameters have these values; null is a value that is not
 * known. A parameter without one keeps its default.
 */
export function withParameters(
  template: Template,
  values: ReadonlyMap<string, string | null>,
): Template {
  const given = parseTemplate(
    JSON.stringify({
      Parameters: Object.fromEntries(
        [...values].map(([name, value]) => [
          name,
          { Type: 'String', ...(value !== null && { Default: value }) },
        ]),
      ),
    }),
  );
  const parameters = [
    ...given.section('Parameters'),
    ...template.section('Parameters').filter(({ block }) => !values.has(block.key)),
  ];
  const { text, format, blocks, syntax, chunks, lastSplit } = template;
  return {
    text,
    format,
    blocks,
    syntax,
    chunks,
    lastSplit,
    change: null,
    kept: [],
    section: name => (name === 'Parameters' ? parameters : template.section(name)),
    find: (name, key) =>
      name === 'Parameters'
        ? parameters.find(({ block }) => block.key === key)
        : template.find(name, key),
  };
}

/** What `AWS::Region` and the like are in a stack, by its ARN. */
export function pseudoParameters(stackId: string): Map<string, string> {
  const [, partition, region, account, name] =
    /^arn:([^:]*):cloudformation:([^:]*):([^:]*):stack\/([^/]+)/.exec(stackId) ?? [];
  const values = Object.entries({
    'AWS::Partition': partition,
    'AWS::Region': region,
    'AWS::AccountId': account,
    'AWS::StackName': name,
    'AWS::StackId': stackId || undefined,
  });
  return new Map(values.flatMap(([key, value]) => (value ? [[key, value] as const] : [])));
}
