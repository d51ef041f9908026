/** How part 6 is judged. @module */

import { level } from "hb/check/levels.ts";
import type { Part } from "hb/grade/suite.ts";
import type { Invariant } from "hb/model/invariant.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import type { World } from "hb/sim/world.ts";
import { type Input, inWords, type Memory } from "../memory.ts";
import type { Message, Store } from "../replica.ts";
import type { Subject } from "../subject.ts";

const OPERATIONS = 6;
const CLIENTS = 6;

export const storePart: Part<Subject> = {
  number: 6,
  name: "store",
  title: "a sequentially consistent store that reads at once",
  points: 20,
  statement:
    `Three nodes hold copies of a memory; two clients sit at each. Node 0 puts all writes in one
order, and every node applies them in that order. A read is answered at once from the node's own copy. The
histories of the clients must be sequentially consistent, and every operation must end.

Two things are easy to get wrong. The network reorders, so the place of a write, not its arrival, says
when it is applied. And it matters when the client of a write is told that it is done.`,
  paper: "Attiya and Welch 1994, Sequential consistency versus linearizability, section 4.1",
  hints: [
    "If a write is answered at once, the client can read at its node before the write is applied there.",
    "Answer a write when it is applied at the node of its client, and not before.",
    "ordered: keep it in s.early; as long as the next place is there, apply it, and answer if writer is io.self.",
  ],
  test({ store }, grading) {
    grading.sweep(scenario(store), { seeds: 300, drive: toTheEnd });
  },
};

function scenario(store: Subject["store"]): Scenario<Store, Message> {
  return {
    protocol: {
      start: () => ({ memory: new Map(), last: 0, applied: 0, early: new Map() }),
      upon: store,
    },
    nodes: 3,
    network: { latency: uniform(1, 40) },
    clients: {
      workload: Array.from(
        { length: CLIENTS },
        (_, client) => Array.from({ length: OPERATIONS }, (_, n) => ({ input: input(client, n) })),
      ),
      ask: (asked) => asked as Message,
      think: uniform(0.1, 12),
      link: "local",
    },
    invariants: [sequential, atOnce],
  };
}

/** Each client writes one register and reads the other, twice at times, and in the end its own. */
function input(client: number, n: number): Input {
  const [own, other] = client % 2 === 0 ? ["x", "y"] : ["y", "x"];
  if (n % 3 === 0) return { type: "write", key: own!, value: 10 * client + n + 1 };
  return { type: "read", key: n === 5 ? own! : other! };
}

const sequential: Invariant<Store> = {
  name: "sequential consistency",
  words: "one order explains all that clients saw, with each client's operations in its own order",
  check({ history }) {
    if (history.length === 0 || history.some(({ outcome }) => outcome === "unknown")) {
      return undefined;
    }
    const verdict = level("sequential").check(history as Memory);
    if (verdict.verdict === "ok") return undefined;
    const why = verdict.verdict === "violation" ? verdict.words.join("; ") : verdict.why;
    return { words: `${inWords(history as Memory)}: ${why}`, nodes: [] };
  },
};

const atOnce: Invariant<Store> = {
  name: "reads at once",
  words: "a read asks nobody, and so takes no time",
  check({ at, history }) {
    const slow = history.find(({ input, invokedAt, endedAt }) =>
      (input as Input).type === "read" && Math.min(at, endedAt) > invokedAt
    );
    return slow && { words: `a read of process ${slow.process} has to wait`, nodes: [] };
  },
};

function toTheEnd(world: World<Store, Message>): void {
  world.run(600);
  world.requireProgress(600, "every operation ends", () => !world.clientsBusy);
}
