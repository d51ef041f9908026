/** Mistakes in stores that keep one order for all: a primary, a total order, local reads. @module */

import { changed } from "../../../kit/change.ts";
import { byStorm } from "../../../kit/kit.ts";
import { localReads } from "../local_reads.ts";
import { primary } from "../primary.ts";
import { perform } from "../register.ts";
import { asStore } from "../stores.ts";
import { totalOrder } from "../total_order.ts";
import { byProgram, type StoreBugs } from "./bug.ts";

/** Mistakes of a primary. */
export const primaryBugs: StoreBugs = {
  "answers before it is done": {
    words:
      "A node answers a write when it has sent it to the primary: who is told so and looks, may not find it.",
    change: asStore(changed(primary, {
      upon: {
        write(registers, event, io) {
          primary.upon.write(registers, event, io);
          io.answer(event.from, null);
        },
      },
    })),
    breaks: "linearizable",
    foundBy: byProgram("two flags"),
  },
  "reads from a backup": {
    words:
      "A node answers reads from what it has seen pass by: others have written in the meantime.",
    change: asStore(changed(primary, {
      upon: {
        read: (registers, event, io) => io.answer(event.from, perform(registers, event)),
        write(registers, event, io) {
          registers.set(event.key, event.value);
          primary.upon.write(registers, event, io);
        },
      },
    })),
    breaks: "linearizable",
    foundBy: byProgram("two flags"),
  },
};

/** A node that performs what comes, whatever its number. */
const outOfTurn = {
  order: ((s, { number, entry }, io) => {
    if (number < s.log.length) return;
    s.log.push(entry);
    const result = perform(s.registers, entry.ask);
    if (entry.origin === io.self) io.answer(entry.user, result);
  }) satisfies typeof totalOrder.upon.order,
};

/** Mistakes of a total order. */
export const totalOrderBugs: StoreBugs = {
  "performs out of turn": {
    words: "A node performs an entry when it arrives, though it has not seen the one before.",
    change: asStore(changed(totalOrder, { upon: outOfTurn })),
    breaks: "linearizable",
    foundBy: byProgram("one flag"),
  },
  "reads where it stands": {
    words:
      "Reads take no place in the order: a copy that lags answers with what is long overwritten.",
    change: asStore(localReads),
    breaks: "linearizable",
    foundBy: byProgram("two flags"),
  },
  "does not catch up": {
    words: "A node does not ask for entries that it has missed: it performs nothing any more.",
    change: asStore(changed(totalOrder, { after: { "catch up": () => {} } })),
    breaks: "progress",
    foundBy: byStorm("losses", 1),
  },
};

/** Mistakes of local reads. */
export const localReadsBugs: StoreBugs = {
  "answers before it is done": {
    words: "A write returns before it has come back with its number: its writer does not read it.",
    change: asStore(changed(localReads, {
      upon: {
        write(s, event, io) {
          localReads.upon.write(s, event, io);
          io.answer(event.from, null);
        },
      },
    })),
    breaks: "sequential",
    foundBy: byProgram("a conflict"),
  },
  "performs out of turn": {
    words: "A node performs an entry when it arrives, though it has not seen the one before.",
    change: asStore(changed(localReads, { upon: outOfTurn })),
    breaks: "sequential",
    foundBy: byProgram("one flag"),
  },
  "does not catch up": {
    words: "A node does not ask for entries that it has missed: its copy stands still.",
    change: asStore(changed(localReads, { after: { "catch up": () => {} } })),
    breaks: "eventual",
    foundBy: byStorm("cut", 3),
  },
};
