/** A template's text can hold what a terminal takes for a command; this shows it instead, in one line. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, char =>
    /\s/.test(char) ? ' ' : `\\u{${char.codePointAt(0)?.toString(16)}}`,
  );
}
