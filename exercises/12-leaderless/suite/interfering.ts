/** Which values interfere, said in another way than it is asked for. @module */

import type { Attributes, Id, Known, Value } from "../given.ts";

/** All that a value's commands touch, one by one, and whether they may change it. */
function* touches(given: Value): Generator<[what: string, isWrite: boolean]> {
  for (const { reads, writes, client } of given) {
    for (const name of reads) yield [name === "*" ? "*" : `key ${name}`, false];
    for (const name of writes) yield [name === "*" ? "*" : `key ${name}`, true];
    yield [`client ${client}`, true];
  }
}

/** Whether two values interfere. */
export function doInterfere(a: Value, b: Value): boolean {
  const isOfClient = (what: string) => what.startsWith("client");
  for (const [one, changes] of touches(a)) {
    for (const [other, changed] of touches(b)) {
      if (!changes && !changed) continue;
      if (one === other) return true;
      if (one === "*" && !isOfClient(other) || other === "*" && !isOfClient(one)) return true;
    }
  }
  return false;
}

/** What a value depends on, as far as is known. */
export function found(
  rows: readonly ReadonlyMap<number, Known>[],
  id: Id,
  value: Value,
): Attributes {
  const all = rows.map((row, replica) =>
    [...row].filter(([slot, other]) =>
      (replica !== id.replica || slot < id.slot) && doInterfere(value, other.value)
    )
  );
  return {
    dependencies: all.map((row) => Math.max(0, ...row.map(([slot]) => slot))),
    sequence: 1 + Math.max(0, ...all.flat().map(([, { sequence }]) => sequence)),
  };
}
