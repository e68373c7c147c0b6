/** An answer of the SDK as JSON has it: dates as ISO 8601 in UTC, and nothing of the SDK's own. */
export function plain<T>(answer: object): T {
  const text = JSON.stringify(answer, (key, value) => (key === '$metadata' ? undefined : value));
  return JSON.parse(text);
}
