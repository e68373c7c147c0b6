import { parseSchedule } from '../../schedule/parse.js';
import type { Parsed, Service } from '../../schedule/schedule.js';
import { scheduleOf } from '../../template/resource.js';
import type { Rule } from '../rule.js';
import { overTexts, type TextFinding } from './texts.js';

/** A rule about schedule expressions looks at each wherever it is written. */
export function overExpressions(
  judge: (parsed: Parsed) => Iterable<TextFinding>,
): Required<Pick<Rule, 'block' | 'template'>> {
  return overTexts(
    block => scheduleOf(block)?.expression.value,
    (text, block) => judge(parsedExpression(text, scheduleOf(block)?.service ?? 'rule')),
  );
}

const parsed = new Map<string, Parsed>();

/** Several rules ask for the same expression one after the other. */
export function parsedExpression(text: string, service: Service): Parsed {
  const key = `${service} ${text}`;
  let known = parsed.get(key);
  if (!known) {
    known = parseSchedule(text, service);
    if (parsed.size >= MOST_KEPT) parsed.clear();
    parsed.set(key, known);
  }
  return known;
}

/** As many as the largest templates have, and a little more. */
const MOST_KEPT = 1000;
