import type { Template } from '../template/template.js';
import type { LineDocument } from './line-document.js';

/** So many edits, after which the runtime has compiled nearly all that a keystroke needs. */
const EDITS = 180;
/** Between two of them, in ms, so that the editor's messages never wait for more than one. */
const PAUSE = 1;

/**
 * Has something typed again and again, unseen and between other work: the runtime compiles code only
 * once it has run for a while, and without this the first keystrokes of a session take several times
 * as long as all others. `type` is handed a number that counts down to 1.
 */
export function rehearse(type: (left: number) => void, left = EDITS): void {
  const next = () => {
    type(left);
    if (left > 1) rehearse(type, left - 1);
  };
  setTimeout(next, PAUSE).unref();
}

/** Multiples of it are spread evenly over a text of any length. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Types into a copy of the first template that is opened. */
export class Rehearsal {
  private isOn = false;

  /** `look` does with the copy what is done after a keystroke, and keeps nothing of it. */
  start(template: Template, copied: () => LineDocument, look: (copy: LineDocument) => void): void {
    if (this.isOn || template.blocks.length === 0) return;
    this.isOn = true;
    const copy = copied();
    const type = (text: string, start: number, length: number) => {
      const range = { start: copy.positionAt(start), end: copy.positionAt(start + length) };
      copy.update([{ range, text }], copy.version + 1);
      look(copy);
    };
    const { length } = template.text;
    rehearse(left => {
      const at = Math.floor((((left + 1) >> 1) * GOLDEN * length) % length);
      // and takes it back, so that the text stays one that can be read
      if (left % 2 === 0) type('x', at, 0);
      else type('', at, 1);
    });
  }
}
