/** Mistakes in shared texts that people make, and what comes of each. @module */

import type { Bug } from "../../../kit/kit.ts";
import { bugs as broadcast } from "../../causal_broadcast/bugs.ts";
import { spotOf } from "../sequence/items.ts";
import { keyOfParent, ROOT } from "../sequence/operation.ts";
import type { Sequence } from "../sequence/state.ts";
import type { Change } from "./text.ts";

/** Whether an element is there and deleted. */
function isGone(s: Readonly<Sequence>, key: number): boolean {
  return key !== ROOT && s.items[spotOf(s, key).slot]!.gone !== null;
}

/** The mistakes. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "siblings by arrival": {
    words:
      "What two insert at one place stands in the order in which it arrived, which is not the same everywhere.",
    change: { text: { compare: () => 1 } },
    breaks: "meant text",
    foundBy: { by: "instance", instance: "two at one place" },
  },
  "ties are left": {
    words:
      "Siblings are ordered by their counters alone: of two that are equal, each node has its own first.",
    change: { text: { compare: (a, b) => a.counter - b.counter } },
    breaks: "meant text",
    foundBy: { by: "instance", instance: "two at one place" },
  },
  "one writer for all": {
    words:
      "All nodes write under one name, as copies of one replica do: two operations have one number, and each node keeps the one that came first (automerge 675, 536).",
    change: {
      text: {
        writer: () => 0,
        taken: (operation, s) =>
          operation.dot.count === (s.counts.get(0) ?? 0) + 1 ? operation : undefined,
      },
    },
    breaks: "same text",
    foundBy: { by: "instance", instance: "two at one place" },
  },
  "counts operations": {
    words:
      "Elements are numbered by the operations of their replica, of which one may insert several: two elements have one name.",
    change: {
      text: {
        prepared: (operation) =>
          operation.type === "insert"
            ? { ...operation, id: { ...operation.id, counter: operation.dot.count } }
            : operation,
      },
    },
    breaks: "meant text",
    foundBy: { by: "instance", instance: "two at one place" },
  },
  "nothing hangs on the deleted": {
    words:
      "An insertion next to what has been deleted meanwhile is thrown away: where it came before the deletion, it stays.",
    change: {
      text: {
        taken: (operation, s) =>
          operation.type === "insert" && isGone(s, keyOfParent(operation.parent))
            ? { ...operation, type: "delete", spans: [] }
            : operation,
      },
    },
    breaks: "meant text",
    foundBy: { by: "instance", instance: "one deletes" },
  },
  "forgets what it wrote": {
    words:
      "A node that comes back does not know what it has written, and gives its next operation a number that is taken.",
    change: { broadcast: broadcast["its own are not saved"]!.change },
    breaks: "meant text",
    foundBy: { by: "instance", instance: "a node comes back" },
  },
  "dropped when seen": {
    words:
      "A node drops what it has seen deleted: what another has hung on it meanwhile finds no parent.",
    change: { text: { collects: (s) => new Map(s.counts) } },
    breaks: "handlers do not throw",
    foundBy: { by: "storm", storm: "two sides", seed: 3 },
  },
  "dropped when all have it": {
    words:
      "A node drops what all have seen deleted, though something that one of them had hung on it before is still to come.",
    change: { broadcast: broadcast["what all have is stable"]!.change },
    breaks: "handlers do not throw",
    foundBy: { by: "storm", storm: "two sides", seed: 3 },
  },
  "first in, first out": {
    words:
      "Operations come in the order of their replica only: what an answer hangs on is not there.",
    change: { broadcast: broadcast["first in, first out"]!.change },
    breaks: "handlers do not throw",
    foundBy: { by: "instance", instance: "an answer" },
  },
  "stable by majority": {
    words: "A node drops what more than half have seen deleted.",
    change: { broadcast: broadcast["stable by majority"]!.change },
    breaks: "handlers do not throw",
    foundBy: { by: "storm", storm: "two sides", seed: 3 },
  },
};
