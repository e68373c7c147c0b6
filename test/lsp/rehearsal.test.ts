import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Rehearsal } from '../../server/src/lsp/rehearsal.js';
import { parseTemplate } from '../../server/src/template/template.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the rehearsal', () => {
  const text = 'Resources:\n  A:\n    Type: AWS::Events::Rule\n  B:\n    Type: AWS::Events::Rule\n';

  it('types one letter into copies of the first template, and then ends', () => {
    const rehearsal = new Rehearsal();
    const seen: string[] = [];
    const template = parseTemplate(text);
    rehearsal.start(template, next => seen.push(next.text));
    expect(seen).toEqual([]);
    vi.runAllTimers();
    expect(new Set(seen.map(typed => typed.length))).toEqual(new Set([text.length + 1]));
    const { length } = seen;
    expect(length).toBeGreaterThan(20);
    rehearsal.start(template, next => seen.push(next.text));
    vi.runAllTimers();
    expect(seen).toHaveLength(length);
    expect(template.text).toBe(text);
  });

  it('waits for a template that has something in it', () => {
    const rehearsal = new Rehearsal();
    const seen: string[] = [];
    rehearsal.start(parseTemplate("AWSTemplateFormatVersion: '2010-09-09'\n"), () =>
      seen.push('1'),
    );
    vi.runAllTimers();
    expect(seen).toEqual([]);
    rehearsal.start(parseTemplate(text), () => seen.push('2'));
    vi.runAllTimers();
    expect(seen).toContain('2');
  });
});
