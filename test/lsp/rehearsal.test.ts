import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LineDocument } from '../../server/src/lsp/line-document.js';
import { OpenTemplates } from '../../server/src/lsp/open-templates.js';
import { Rehearsal } from '../../server/src/lsp/rehearsal.js';
import { parseTemplate } from '../../server/src/template/template.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The texts that are looked at, one by one. */
function rehearsed(text: string, rehearsal = new Rehearsal()): string[] {
  const seen: string[] = [];
  const document = new LineDocument('file:///a.yml', 'yaml', 1, text);
  const templates = new OpenTemplates();
  const copied = () => templates.copy(document);
  rehearsal.start(parseTemplate(text), copied, copy => seen.push(copy.getText()));
  expect(seen).toEqual([]);
  vi.runAllTimers();
  expect(document.getText()).toBe(text);
  return seen;
}

describe('the rehearsal', () => {
  const text = 'Resources:\n  A:\n    Type: AWS::Events::Rule\n  B:\n    Type: AWS::Events::Rule\n';

  it('types letters into a copy of the first template, takes them back, and then ends', () => {
    const rehearsal = new Rehearsal();
    const seen = rehearsed(text, rehearsal);
    expect(seen.length).toBeGreaterThan(20);
    expect(new Set(seen.filter((_, i) => i % 2 === 1))).toEqual(new Set([text]));
    const typed = seen.filter((_, i) => i % 2 === 0);
    expect(new Set(typed.map(({ length }) => length))).toEqual(new Set([text.length + 1]));
    expect(new Set(typed).size).toBeGreaterThan(20);
    expect(rehearsed(text, rehearsal)).toEqual([]);
  });

  it('parses nothing anew for its copy', () => {
    const templates = new OpenTemplates();
    const document = new LineDocument('file:///a.yml', 'yaml', 1, text);
    const copy = templates.copy(document);
    expect(copy.getText()).toBe(text);
    expect(templates.of(copy)).toBe(templates.of(document));
  });

  it('waits for a template that has something in it', () => {
    const rehearsal = new Rehearsal();
    expect(rehearsed("AWSTemplateFormatVersion: '2010-09-09'\n", rehearsal)).toEqual([]);
    expect(rehearsed(text, rehearsal)).not.toEqual([]);
  });
});
