import { parseTemplate, type Template } from '../template/template.js';

/** So many edits, after which the runtime has compiled nearly all that a keystroke needs. */
const EDITS = 60;
/** Between two of them, in ms, so that the editor's messages never wait for more than one. */
const PAUSE = 5;

/**
 * Types into copies of the first template that is opened, unseen and between other work: the
 * runtime compiles code only once it has run for a while, and without this the first keystrokes of
 * a session take several times as long as all others.
 */
export class Rehearsal {
  private left = EDITS;
  private isOn = false;

  /** `look` does with a template what is done after a keystroke, and keeps nothing of it. */
  start(template: Template, look: (template: Template) => void): void {
    if (this.isOn || template.blocks.length === 0) return;
    this.isOn = true;
    const type = (before: Template) => {
      const next = parseTemplate(withLetter(template, this.left), before);
      look(next);
      if (--this.left > 0) setTimeout(type, PAUSE, next).unref();
    };
    setTimeout(type, PAUSE, template).unref();
  }
}

/** The text with one letter more, somewhere in the middle of one of its blocks. */
function withLetter({ text, blocks }: Template, seed: number): string {
  const placed = blocks[(seed * 7) % blocks.length];
  const at = placed ? placed.offset + (placed.block.text.length >> 1) : 0;
  return `${text.slice(0, at)}x${text.slice(at)}`;
}
