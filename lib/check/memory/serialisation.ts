/**
 * One process's view: an order of its own operations and of all writes in which each of its reads
 * returns the last value written. Such an order exists exactly when the relation that follows from the
 * reads has no circle: a write that must come before a read of another value must come before the write
 * that was read (the saturation of Bouajjani et al. 2017, Section 5.3).
 *
 * @module
 */

import { staleInitial } from "./causality.ts";
import { INITIAL, type Memory } from "./memory.ts";
import { named, type Relation } from "./relation.ts";
import { circular, type LevelVerdict, ok } from "./verdict.ts";

/** Whether `process` has a view that respects `given`, a transitive order without circles. */
export function serialisation(memory: Memory, process: number, given: Relation): LevelVerdict {
  const { accesses, sessions } = memory;
  const own = sessions.get(process)!.map((index) => accesses[index]!);
  const reads = own.filter(({ kind }) => kind === "read");
  const writes = accesses.filter(({ kind }) => kind === "write");
  const order = given.copy();
  for (let grown = true; grown;) {
    grown = false;
    for (const read of reads) {
      for (const write of writes) {
        if (write.key !== read.key || write.index === read.from) continue;
        if (!order.has(write.index, read.index)) continue;
        if (read.from === INITIAL) {
          return staleInitial(memory, read.index, order.path(write.index, read.index));
        }
        if (order.has(write.index, read.from)) continue;
        const known = order.steps.length;
        order.add(
          write.index,
          read.from,
          `as process ${process} reads the latter's value after both`,
          { shownBy: () => named(order.path(write.index, read.index, known)) },
        );
        grown = true;
      }
    }
    if (order.onCycle >= 0) return circular(accesses, order, `to process ${process} `);
  }
  return ok;
}
