import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Config } from '../rules/config.js';
import { reasonOf } from './source.js';

/** The team's template for new rules, by the name that `cronwright.yml` gives it. */
export interface RuleTemplateFile {
  readonly file: string;
  readonly text: string;
}

/** Undefined where the team has none; a message where it can't be read. */
export async function readRuleTemplate(
  folder: string,
  { ruleTemplate }: Config,
): Promise<RuleTemplateFile | string | undefined> {
  if (ruleTemplate === null) return undefined;
  try {
    const text = await readFile(resolve(folder, ruleTemplate), 'utf8');
    return { file: ruleTemplate, text: text.replace(/^\uFEFF/, '') };
  } catch (error) {
    return `${ruleTemplate}, the \`ruleTemplate\` of cronwright.yml, ${reasonOf(error)}.`;
  }
}
