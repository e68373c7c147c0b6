import type { Property } from '../template/schema/index.js';

/** A property in Markdown: its type, whether it is required, what it does and may be. */
export function propertyMarkdown(key: string, property: Property): string {
  const required = property.required ? ' · required' : '';
  const values = property.values?.map(value => `\`${value}\``).join(', ');
  return [
    `**${key}** · ${property.type}${required}`,
    sentence(property.description),
    ...(values ? [`One of ${values}.`] : []),
  ].join('\n\n');
}

function sentence(words: string): string {
  const begins = /^[a-z]+[\s,;]/.test(words) ? words.charAt(0).toUpperCase() : words.charAt(0);
  return `${begins}${words.slice(1)}.`;
}
