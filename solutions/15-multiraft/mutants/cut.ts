/** Tables that hold too little. @module */

/** Of a Map or a Set only the first so many stay. */
export function cut(all: Map<unknown, unknown> | Set<unknown>, most: number): void {
  for (const each of [...all.keys()].slice(most)) all.delete(each);
}
