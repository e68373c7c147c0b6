import type { Explanation } from '../explanation.js';
import { isoText } from './iso.js';

/** One line; the names and their order are a contract. */
export function formatExplanationJson(explanation: Explanation): string {
  const { expression, service, kind, valid, problems } = explanation;
  const { description, timezone, neverFires } = explanation;
  const next = explanation.next.map(isoText);
  const head = { expression, service, kind, valid, problems };
  return `${JSON.stringify({ ...head, description, timezone, next, neverFires })}\n`;
}
