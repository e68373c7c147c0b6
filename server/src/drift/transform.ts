import type { Template } from '../template/template.js';

/**
 * The transform that may rewrite a rule or schedule before it is deployed; null where there is none.
 * Those of AWS that are named here leave a resource of ours as it is written.
 */
export function transformOf({ text }: Template): string | null {
  if (!text.includes('Transform')) return null;
  const [, value] = AT_ROOT.exec(text) ?? IN_JSON.exec(text) ?? [];
  const names = value?.match(/[\w:.-]+/g) ?? [];
  return names.find(name => /\w/.test(name) && !HARMLESS.test(name)) ?? null;
}

/** The value up to the next key of the top level. */
const AT_ROOT = /^(?:Fn::)?Transform[ \t]*:((?:[^\n]*(?:\n(?![\w"'#])|$))*)/m;
const IN_JSON = /"(?:Fn::)?Transform"\s*:\s*("[^"]*"|\[[^\]]*\]|\{[^}]*\})/;
const HARMLESS =
  /^(?:-|AWS::(?:Serverless-2016-10-31|LanguageExtensions|CodeDeployBlueGreen|SecretsManager-2020-07-23|SecretsManager-2024-09-16))$/;
