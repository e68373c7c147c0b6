import { visible } from '../../template/visible.js';

/** Text of a user's in which nothing is Markdown. */
export function escaped(text: string): string {
  return visible(text).replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');
}

export function code(text: string): string {
  const shown = visible(text).replaceAll('|', '\\|');
  return shown.includes('`') ? `\`\` ${shown} \`\`` : `\`${shown}\``;
}
