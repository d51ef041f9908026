/** What two pieces of data have in common, so that who changes one changes the other. @module */

/**
 * What of `one` is also in `other`, not a copy but the thing itself: a list, a record, a map; undefined if
 * nothing is. What is frozen, or empty and a record, cannot be changed.
 */
export function inCommon(one: unknown, other: unknown): object | undefined {
  const known = new Set(partsOf(other));
  return partsOf(one).find((part) => known.has(part));
}

function partsOf(data: unknown, found: object[] = []): object[] {
  if (typeof data !== "object" || data === null || Object.isFrozen(data)) return found;
  found.push(data);
  const parts = data instanceof Map
    ? [...data.keys(), ...data.values()]
    : data instanceof Set
    ? [...data]
    : Object.values(data);
  for (const part of parts) partsOf(part, found);
  return found;
}
