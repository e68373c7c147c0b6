/**
 * Does the same with each item, at most `width` at a time. Where one fails no other is begun, and
 * the first failure is thrown.
 */
export async function pooled<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  let isOver = false;
  const worker = async () => {
    for (const item of waiting) {
      if (isOver) return;
      await work(item).catch(error => {
        isOver = true;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
}
