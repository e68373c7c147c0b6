import { driftOf, type ResourceDrift } from '../drift/drift.js';
import { type Question, questionsOf } from '../drift/questions.js';
import { driftMarkdown } from './drift-words.js';
import type { Env } from './env.js';
import type { Said, Spot } from './spot.js';

/** On a logical id: what is live of the resource, where that is known and worth a word. */
export function hoverDrift({ template, placed, at, env }: Spot): Said | null {
  const { keySpan, section, key } = placed.block;
  if (!env.live || section !== 'Resources' || at < keySpan.start || at > keySpan.end) return null;
  const { snapshot } = env.live;
  const drift = driftOf(template, snapshot, env.live).find(({ logicalId }) => logicalId === key);
  if (!drift) return null;
  const markdown = [driftMarkdown(drift, snapshot, env), ...linksOf(drift, env)].join('\n\n');
  return { markdown, span: keySpan };
}

const TITLES: Readonly<Record<Question, string>> = {
  who: 'Who changed it?',
  firing: 'Does it run?',
};

/** Commands of the client that ask what nobody has asked yet. */
function linksOf(drift: ResourceDrift, { uri, inquiry }: Env): string[] {
  const { canAsk, ...answers } = inquiry(drift.logicalId);
  if (!canAsk) return [];
  // a bracket would end the address
  const about = encodeURIComponent(JSON.stringify([uri, drift.logicalId])).replace(
    /[()]/g,
    bracket => (bracket === '(' ? '%28' : '%29'),
  );
  const links = questionsOf(drift)
    .filter(question => answers[question] === null)
    .map(question => `[${TITLES[question]}](command:cronwright.drift.${question}?${about})`);
  return links.length > 0 ? [links.join(' · ')] : [];
}
