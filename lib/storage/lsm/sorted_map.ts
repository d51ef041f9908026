/** A sorted map, as plain as can be: what a store must hold. @module */

import { type Change, compareKeys, type Entry, type Scan } from "../engine/engine.ts";

/** Keys as hexadecimal texts, which compare as keys do, and values. */
export type Model = ReadonlyMap<string, Uint8Array>;

/** A map after changes. */
export function afterAll(model: Model, changes: readonly Change[]): Model {
  const next = new Map(model);
  for (const change of changes) {
    if (change.type === "put") next.set(change.key.toHex(), change.value);
    else if (change.type === "delete") next.delete(change.key.toHex());
    else {
      const [from, to] = [change.from.toHex(), change.to.toHex()];
      for (const key of next.keys()) if (from <= key && key < to) next.delete(key);
    }
  }
  return next;
}

/** What a scan must find. */
export function scanned(model: Model, { from, to, reverse }: Scan): Entry[] {
  const entries = [...model].map(([key, value]) => ({ key: Uint8Array.fromHex(key), value }))
    .filter(({ key }) => from === undefined || compareKeys(from, key) <= 0)
    .filter(({ key }) => to === undefined || compareKeys(key, to) < 0)
    .sort((a, b) => compareKeys(a.key, b.key));
  return reverse ? entries.reverse() : entries;
}

/** Whether two hold the same. */
export function sameModel(a: Model, b: Model): boolean {
  return a.size === b.size && [...a].every(([key, value]) => {
    const other = b.get(key);
    return other !== undefined && compareKeys(value, other) === 0;
  });
}
