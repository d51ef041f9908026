import text from "./store.md" with { type: "text" };
import { task, toTheEnd } from "hb/grade/part.ts";
import { level } from "hb/check/levels.ts";
import type { Invariant } from "hb/model/invariant.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import type { Answers } from "../answers.ts";
import { type Input, inWords, type Memory } from "../memory.ts";
import type { Message, Store } from "../replica.ts";

/** Six clients, with six operations each. */
const six = [0, 1, 2, 3, 4, 5];

export const store = task<Answers>(text, ({ store }, grading) => {
  grading.sweep(scenario(store), {
    seeds: 300,
    drive: toTheEnd(600, [600, "every operation ends", (world) => !world.clientsBusy]),
  });
});

function scenario(store: Answers["store"]): Scenario<Store, Message> {
  return {
    protocol: {
      start: () => ({ memory: new Map(), last: 0, applied: 0, early: new Map() }),
      upon: store,
    },
    nodes: 3,
    network: { latency: uniform(1, 40) },
    clients: {
      workload: six.map((client) => six.map((n) => ({ input: input(client, n) }))),
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
