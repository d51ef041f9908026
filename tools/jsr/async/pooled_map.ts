/** Maps with at most `poolLimit` calls under way at once; yields results in the order of the input. */
export async function* pooledMap<T, R>(
  poolLimit: number,
  array: Iterable<T> | AsyncIterable<T>,
  iteratorFn: (data: T) => Promise<R>,
): AsyncIterableIterator<R> {
  const results: Promise<R>[] = [];
  const underWay = new Set<Promise<unknown>>();
  for await (const item of array) {
    const result = Promise.resolve(iteratorFn(item));
    results.push(result);
    const ended = result.then(() => {}, () => {}).finally(() => underWay.delete(ended));
    underWay.add(ended);
    if (underWay.size < poolLimit) continue;
    await Promise.race(underWay);
  }
  const outcomes = await Promise.allSettled(results);
  const errors = outcomes.flatMap((o) => o.status === "rejected" ? [o.reason] : []);
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") {
      throw new AggregateError(errors, "Cannot complete the mapping as an error was thrown");
    }
    yield outcome.value;
  }
}
