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

  it('types one letter after the other into a copy of the first template, and then ends', () => {
    const rehearsal = new Rehearsal();
    const seen = rehearsed(text, rehearsal);
    expect(seen.length).toBeGreaterThan(20);
    expect(seen.map(({ length }) => length)).toEqual(seen.map((_, i) => text.length + i + 1));
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
