/** What must hold in every run of the store. @module */

import { level } from "hb/check/levels.ts";
import { atEachNode } from "hb/grade/part.ts";
import type { History, Operation } from "hb/model/history.ts";
import { inWords as dataInWords } from "hb/model/in_words.ts";
import { type Invariant, remembering } from "hb/model/invariant.ts";
import { named } from "hb/laboratory/memory/histories.ts";
import { type Input, inWords, type Memory } from "../memory.ts";
import type { Store } from "../replica.ts";
import { contradiction } from "./contradiction.ts";

export const sequential: Invariant<Store> = {
  name: "sequential consistency",
  words: "one order explains all that clients saw, with each client's operations in its own order",
  check({ at, history }) {
    // Where nothing has ended just now, it was checked before.
    if (!history.some(({ endedAt }) => endedAt === at)) return undefined;
    if (history.some(({ outcome }) => outcome === "unknown")) return undefined;
    const words = contradiction("sequential", history as Memory);
    return words === undefined ? undefined : { words, nodes: [] };
  },
};

/** A rule that is asked when a run is over, as others are: it is known in the run, and not asked there. */
export function later<S>(rule: Invariant<S>): Invariant<S> {
  return { ...rule, check: () => undefined };
}

/** The same of a run that is over. */
export const sequentialInTheEnd: Invariant<Store> = {
  ...sequential,
  check({ history }) {
    const words = contradiction("sequential", history as Memory);
    return words === undefined ? undefined : { words, nodes: [] };
  },
};

export const atOnce: Invariant<Store> = {
  name: "reads at once",
  words: "a read asks nobody, and so takes no time",
  check({ at, history }) {
    const slow = history.find(({ input, invokedAt, endedAt }) =>
      (input as Input).type === "read" && Math.min(at, endedAt) > invokedAt
    );
    return slow && { words: `a read of process ${slow.process} has to wait`, nodes: [] };
  },
};

export const answersFit: Invariant<Store> = {
  name: "answers",
  words: "a read is answered with a value, or null where nothing was written; a write with null",
  check({ at, history }) {
    for (const { input, output, endedAt, process } of history) {
      if (endedAt !== at || output === null) continue;
      const { type, key } = input as Input;
      if (type === "read" && typeof output === "number") continue;
      const words = `the ${type} of ${named(key)} by process ${process} is answered ${output}`;
      return { words, nodes: [] };
    }
  },
};

export const tidy: Invariant<Store> = atEachNode(
  "nothing is kept",
  "what has been applied is in s.early no longer",
  ({ early, applied }, node) => {
    const kept = [...early.keys()].find((place) => place <= applied);
    return kept === undefined
      ? undefined
      : `node ${node} has applied ${applied} writes, and keeps that of place ${kept} in s.early`;
  },
);

export const oneOrder: Invariant<Store> = atEachNode(
  "one order",
  "node 0 gives places to writes, and no other node does",
  ({ last }, node) =>
    node === 0 || last === 0 ? undefined : `node ${node} has given place ${last} to a write`,
);

/** Where a client sits. */
const nodeOf = ({ process }: Operation) => process % 3;

/** Law: what a write made is read at another node when it can have come there by node 0, and not before. */
export function noFaster(fastestMs: number): Invariant<Store> {
  const hop = (operation: Operation) => nodeOf(operation) === 0 ? 0 : fastestMs;
  return {
    name: "no faster than the network",
    words: "nodes have nothing in common: what a node knows of another came by message",
    check({ at, history }) {
      for (const read of history) {
        const { type, key } = read.input as Input;
        if (read.endedAt !== at || type === "write") continue;
        const write = writeOf(history, key, read.output);
        if (write === undefined || nodeOf(write) === nodeOf(read)) continue;
        const took = at - write.invokedAt, least = hop(write) + hop(read);
        if (took >= least) continue;
        const words =
          `what ${inWords([write as Memory[number]])} wrote at node ${nodeOf(write)} is ` +
          `read at node ${nodeOf(read)} ${took} ms later, and messages by node 0 take ${least} ms`;
        return { words, nodes: [nodeOf(read)] };
      }
    },
  };
}

/** Nodes that have applied the same writes hold the same. */
export const alike: Invariant<Store> = remembering<Store, Record<number, string>>({
  name: "applied alike",
  words: "nodes that have applied as many writes hold the same in their registers",
  memory: () => ({}),
  check({ states }, known) {
    for (const [node, state] of states.entries()) {
      if (state === undefined) continue;
      const holds = dataInWords(new Map([...state.memory].sort()));
      const before = known[state.applied] ??= holds;
      if (holds === before) continue;
      const words =
        `after ${state.applied} writes node ${node} holds ${holds}, and another ${before}`;
      return { words, nodes: [node] };
    }
  },
});

function writeOf(history: History, key: string, value: unknown): Operation | undefined {
  return history.find(({ input }) => {
    const each = input as Input;
    return each.type === "write" && each.key === key && each.value === value;
  });
}

/**
 * The last reads of a finished run return the same for each register. Only reads of its quiet end count, in which
 * all news has arrived: before that a store that is right may differ, too, and of a run that is made shorter the
 * reads of the end are left out as any others.
 */
export function converged(quietMs: number): Invariant<unknown> {
  return {
    name: "the same in the end",
    words:
      "when all news has arrived, every node has taken in every write, and reads return the same",
    check({ history }) {
      const counts = ({ input, invokedAt }: Memory[number]) =>
        input.type === "write" || invokedAt >= quietMs;
      const verdict = level("eventual").check((history as Memory).filter(counts));
      return verdict.verdict === "violation"
        ? { words: verdict.words.join("; "), nodes: [] }
        : undefined;
    },
  };
}
