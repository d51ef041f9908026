/** The longest read of each list: the order of its versions, as far as anybody saw it. @module */

import { OwnAppends } from "./own_appends.ts";
import { stepsOf, type Transactions, type Value } from "./transaction.ts";
import { nobody, type Versions } from "./versions.ts";

/** The longest read of one key, as far as others than its reader wrote it. */
export interface ListOrder {
  /** The elements. */
  readonly elements: readonly Value[];
  /** The version that each made; one that nobody wrote has no writer. */
  readonly versions: Int32Array;
  /** Who read it. */
  readonly reader: number;
  /** The first place of an element by an aborted transaction; `Infinity` if there is none. */
  firstAborted: number;
  /** The first place of an element that nobody wrote. */
  firstGarbage: number;
  /** The first place of an element that stands there for the second time. */
  firstDuplicate: number;
}

/** The longest reads, by key; what nobody wrote becomes a version without a writer. */
export function ordersOf(history: Transactions, versions: Versions): ListOrder[] {
  const longest: (readonly Value[])[] = versions.keys.map(() => []);
  const lengths = new Int32Array(longest.length);
  const readers = new Int32Array(longest.length).fill(-1);
  const own = new OwnAppends(longest.length);
  history.forEach((transaction, t) => {
    if (transaction.outcome !== "ok") return;
    for (const { type, key, value } of stepsOf(transaction)) {
      const number = versions.number(key);
      if (type === "append") own.add(t, number, value);
      if (type !== "read" || !Array.isArray(value) || value.length <= lengths[number]!) continue;
      const length = own.lengthWithout(t, number, value);
      if (length <= lengths[number]!) continue;
      longest[number] = value;
      lengths[number] = length;
      readers[number] = t;
    }
  });
  return longest.map((list, key) =>
    orderOf(list.slice(0, lengths[key]), key, readers[key]!, versions)
  );
}

function orderOf(
  elements: readonly Value[],
  key: number,
  reader: number,
  versions: Versions,
): ListOrder {
  const version = (value: Value) => versions.find(key, value) ?? versions.add(key, value, nobody);
  return {
    elements,
    versions: Int32Array.from(elements, version),
    reader,
    firstAborted: Infinity,
    firstGarbage: Infinity,
    firstDuplicate: Infinity,
  };
}
