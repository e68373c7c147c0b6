import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTemplate } from '../../server/src/template/detect.js';

const resource = '  Rule:\n    Type: AWS::Events::Rule\n';

describe('isTemplate', () => {
  it.each([
    ['a version alone', "AWSTemplateFormatVersion: '2010-09-09'\n"],
    ['a quoted version', '"AWSTemplateFormatVersion": "2010-09-09"\n'],
    ['no version', `Resources:\n${resource}`],
    ['CRLF', `Resources:\n${resource}`.replace(/\n/g, '\r\n')],
    ['a byte order mark', `\uFEFFResources:\n${resource}`],
    ['a licence before it', `# licence\n---\nResources:\n${resource}`],
    ['flow style', 'Resources: {Rule: {Type: AWS::Events::Rule}}'],
    ['quoted keys', '"Resources":\n  "Rule":\n    "Type": "AWS::Events::Rule"\n'],
    ['a custom resource', 'Resources:\n  A:\n    Type: Custom::Thing\n'],
    [
      'SAM',
      `Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n`,
    ],
    ['JSON', '{"Resources": {"Rule": {"Type": "AWS::Events::Rule"}}}'],
    ['JSON with a version', '\n {"AWSTemplateFormatVersion" : "2010-09-09"}'],
    ['half-typed JSON', '{"Resources": {"Rule": {"Type": "AWS::Events::Rule", '],
  ])('finds a template: %s', (_, text) => expect(isTemplate(text)).toBe(true));

  it.each([
    ['nothing', ''],
    ['Kubernetes', 'apiVersion: batch/v1\nkind: CronJob\nspec:\n  schedule: "0 9 * * *"\n'],
    [
      'a ConfigMap that holds a template',
      `apiVersion: v1\nkind: ConfigMap\ndata:\n  t.yml: |\n    AWSTemplateFormatVersion: x\n    Resources:\n    ${resource}`,
    ],
    [
      'a workflow that writes one',
      `on: push\njobs:\n  a:\n    steps:\n      - run: |\n          cat <<X\n          Resources:\n          ${resource}\n          X\n`,
    ],
    ['docker-compose', 'services:\n  web:\n    image: nginx\n    deploy:\n      resources: {}\n'],
    [
      'OpenAPI',
      'openapi: 3.0.0\npaths:\n  /:\n    get:\n      x-amazon-apigateway-integration:\n        Type: AWS\n',
    ],
    [
      'Ansible',
      `- hosts: all\n  tasks:\n    - cloudformation:\n        template_body: |\n          Resources:\n          ${resource}`,
    ],
    [
      'the serverless framework',
      `service: x\nresources:\n  Resources:\n    A:\n      Type: AWS::S3::Bucket\n`,
    ],
    [
      'a template that is commented out',
      `# AWSTemplateFormatVersion: x\n# Resources:\n#${resource}`,
    ],
    ['resources of somebody else', 'Resources:\n  A:\n    Type: book\n'],
    [
      'a type in a comment',
      'Resources:\n  A: # Type: AWS::S3::Bucket\n    # Type: AWS::S3::Bucket\n',
    ],
    ['package.json', '{"name": "x", "scripts": {"Resources": "y"}}'],
    ['tsconfig', '{\n  // comment\n  "compilerOptions": {"strict": true}\n}'],
    ['JSON that holds a template', '{"body": {"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}}'],
    ['JSON that holds one as text', '{"body": "{\\"AWSTemplateFormatVersion\\": 1}"}'],
    ['a Jinja template', '{{ x }}\nAWSTemplateFormatVersion'],
  ])('leaves in peace: %s', (_, text) => expect(isTemplate(text)).toBe(false));

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => typeof isTemplate(text) === 'boolean'),
    );
    expect(isTemplate(`{"Resources":${'['.repeat(100_000)}"Type":"AWS::X"`)).toBe(true);
  });
});
