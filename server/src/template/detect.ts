import { createScanner } from 'jsonc-parser';
import { isJson } from './json.js';

/**
 * Whether a text is a CloudFormation template: it says so (AWSTemplateFormatVersion), or it has
 * Resources at its root of which one has a type such as `AWS::Events::Rule`. Other YAML and JSON
 * (Kubernetes, workflows, a template that is commented out) is not ours to touch.
 */
export function isTemplate(text: string): boolean {
  return isJson(text) ? isJsonTemplate(text) : isYamlTemplate(text);
}

/** jsonc-parser's SyntaxKind, which is a const enum that isolated modules can't read. */
const SyntaxKind = {
  OpenBraceToken: 1,
  CloseBraceToken: 2,
  OpenBracketToken: 3,
  CloseBracketToken: 4,
  ColonToken: 6,
  EOF: 17,
} as const;

const VERSION_LINE = /^\uFEFF?(["']?)AWSTemplateFormatVersion\1[ \t]*:/m;
const RESOURCES_LINE = /^\uFEFF?(["']?)Resources\1[ \t]*:/m;
/** The line of a resource's type, one of which a template has. */
export const TYPE_LINE =
  /(?:^[ \t]+|[{,][ \t]*)(["']?)Type\1[ \t]*:[ \t]*["']?(?:AWS|Alexa|Custom)::/m;

function isYamlTemplate(text: string): boolean {
  return VERSION_LINE.test(text) || (RESOURCES_LINE.test(text) && TYPE_LINE.test(text));
}

function isJsonTemplate(text: string): boolean {
  if (!/"AWSTemplateFormatVersion"|"Type"\s*:\s*"(?:AWS|Alexa|Custom)::/.test(text)) return false;
  return rootKeys(text).some(key => key === 'AWSTemplateFormatVersion' || key === 'Resources');
}

/** The keys of the root object, by its tokens alone: no depth is too deep. */
function rootKeys(text: string): string[] {
  const scanner = createScanner(text, true);
  const keys: string[] = [];
  let depth = 0;
  let last = '';
  for (let token: number = scanner.scan(); token !== SyntaxKind.EOF; token = scanner.scan()) {
    if (token === SyntaxKind.OpenBraceToken || token === SyntaxKind.OpenBracketToken) depth++;
    else if (token === SyntaxKind.CloseBraceToken || token === SyntaxKind.CloseBracketToken)
      depth--;
    else if (token === SyntaxKind.ColonToken && depth === 1) keys.push(last);
    else last = scanner.getTokenValue();
  }
  return keys;
}
