import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../server/src/schedule/parse.js';
import type { Service } from '../../server/src/schedule/schedule.js';

/**
 * What is said of typical mistakes: in mistakes.txt a service and an expression, and below it each
 * problem as `token: message => fix`. A fix that is one of several meanings ends in `?`.
 */
const known = readFileSync(new URL('mistakes.txt', import.meta.url), 'utf8')
  .split(/\r?\n(?=\w)/)
  .map(entry => {
    const [head = '', ...lines] = entry.split(/\r?\n/).filter(line => line !== '');
    const [service = '', ...expression] = head.split(' ');
    return {
      service: service as Service,
      text: JSON.parse(expression.join(' ')) as string,
      expected: lines.map(line => line.slice(2)),
    };
  });

function problems(text: string, service: Service): string[] {
  return parseSchedule(text, service).problems.map(({ start, end, message, fix, guess }) => {
    const correction = fix === undefined ? '' : ` => ${fix}${guess ? ' ?' : ''}`;
    return `${text.slice(start, end)}: ${message}${correction}`;
  });
}

describe('the words for typical mistakes', () => {
  it.each(known)('$service $text', ({ service, text, expected }) => {
    expect(problems(text, service)).toEqual(expected);
  });

  it('name neither the format nor the user', () => {
    for (const { expected } of known)
      expect(expected.join(' ')).not.toMatch(/invalid|malformed|please|!/i);
  });
});
