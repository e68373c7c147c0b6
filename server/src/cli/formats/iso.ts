/** An instant in epoch milliseconds as `2026-11-24T09:00:00Z`. */
export function isoText(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
