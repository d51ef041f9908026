/** A scan of what was there at one moment. */

import { compareKeys, type KeyValue, type Range } from "../../../exercises/17-storage/given.ts";
import { type Item, lowerBound } from "./bytes.ts";
import { alive, newestOf, type Table } from "./tables.ts";

/** What may be read as it was: nothing in it changes. */
export interface View {
  readonly memory: readonly Item[];
  /** The oldest first. */
  readonly tables: readonly Table[];
}

/** The engine that is scanned. */
export interface Guard {
  mustBeOpen(): void;
  /** What throws breaks the engine. */
  orBreak<T>(act: () => T): T;
  giveBack(view: View): void;
}

export function scanOf(view: View, range: Range, guard: Guard): Iterable<KeyValue> {
  const bounds: Range = {
    ...range.from && { from: range.from.slice() },
    ...range.to && { to: range.to.slice() },
  };
  for (const table of view.tables) table.readers++;
  const items = alive(newestOf([
    within(view.memory, bounds),
    ...view.tables.toReversed().map((table) => table.scan(bounds)),
  ]));
  let isOver = false;
  const over = (): IteratorResult<KeyValue> => {
    if (!isOver) {
      isOver = true;
      items.return(undefined);
      guard.giveBack(view);
    }
    return { done: true, value: undefined };
  };
  const iterator: IterableIterator<KeyValue> = {
    [Symbol.iterator]: () => iterator,
    next() {
      guard.mustBeOpen();
      if (isOver) return over();
      try {
        const next = guard.orBreak(() => items.next());
        if (next.done) return over();
        return { value: { key: next.value.key.slice(), value: next.value.value!.slice() } };
      } catch (error) {
        over();
        throw error;
      }
    },
    return: over,
  };
  return iterator;
}

function* within(items: readonly Item[], { from, to }: Range): Generator<Item> {
  for (let i = from === undefined ? 0 : lowerBound(items, from); i < items.length; i++) {
    if (to !== undefined && compareKeys(items[i]!.key, to) >= 0) return;
    yield items[i]!;
  }
}
