/** How large plain data is, at the price of looking at no more of it than is asked about. @module */

/** Whether a value has more than `most` parts; of a large one, no more of them are looked at. */
export function hasMoreParts(value: unknown, most: number): boolean {
  let left = most;
  const any = (parts: Iterable<unknown>): boolean => {
    for (const part of parts) if (count(part)) return true;
    return false;
  };
  const count = (part: unknown): boolean => {
    if (--left < 0) return true;
    if (typeof part !== "object" || part === null) return false;
    if (part instanceof Uint8Array) return (left -= part.length) < 0;
    if (Array.isArray(part) || part instanceof Set) return any(part);
    if (part instanceof Map) return any(part.keys()) || any(part.values());
    return any(Object.values(part));
  };
  return count(value);
}
