/** Done one after the other: `see` (CSS) is waited for, then the rest. */
export interface Step {
  readonly see?: string;
  /** What is clicked on (CSS). */
  readonly click?: string;
  readonly type?: string;
  /** A key, or several as `Control+z`. */
  readonly press?: string;
  /** The name of a picture, which is taken where CRONWRIGHT_SCREENSHOTS names a folder. */
  readonly picture?: string;
}

/**
 * Has the VS Code host use its keyboard, for what no command of VS Code can do: typing into a quick pick or an input
 * box. Returns at once; what follows is to be waited for by what it does. Only in VS Code's server.
 */
export function keyboard(steps: readonly Step[]): void {
  console.log(`##keyboard ${JSON.stringify(steps)}`);
}
