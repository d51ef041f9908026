/** Which levels of consistency the ways to read keep, by runs in which messages are late and nobody fails. @module */

import { level, type LevelName, type MemoryHistory } from "../../../check/levels.ts";
import { assertKinds, integer, listOf, oneOf, someWords, wholeFrom } from "../../../model/kinds.ts";
import type { Answer } from "../../../replicated/requests.ts";
import { chain } from "../../../replication/chain/chain.ts";
import { asRequest } from "../../../replication/chain/messages.ts";
import type { Settings } from "../../../replication/chain/settings.ts";
import type { Ask } from "../../../replication/register/register.ts";
import { uniform } from "../../../sim/latency.ts";
import { Random } from "../../../sim/random.ts";
import { World } from "../../../sim/world.ts";
import { registerObjects } from "../services/chain.ts";

/** Which runs are looked at. */
export interface LevelRuns {
  /** How queries are answered. */
  readonly reads: Settings["reads"];
  /** Whether each client stays with one server, or goes to the next one with each question. */
  readonly clients: "stay" | "wander";
  /** How many runs there are. */
  readonly runs: number;
  /** The seed of the first one; the others follow. Default 1. */
  readonly from?: number;
  /** With "bounded" reads, how far ahead an answer may be; default one version, and 200 ms. */
  readonly bound?: Settings["bound"];
}

/** When all is quiet, in ms. */
const QUIET_MS = 2000;

/**
 * In how many runs each of these levels is broken: three clients write and read two registers all the time. Nobody is
 * taken for failed, as the paper has it, and messages take 1 to 40 ms.
 */
export function broken(
  of: LevelRuns,
  names: readonly LevelName[],
): ReadonlyMap<LevelName, number> {
  const { from = 1, clients, runs } = of;
  assertKinds("judge runs of a chain", { from, clients, runs, names }, {
    from: integer,
    clients: oneOf("stay", "wander"),
    runs: wholeFrom(1),
    names: listOf(someWords),
  });
  const counts = new Map(names.map((name) => [name, 0]));
  for (let seed = from; seed < from + of.runs; seed++) {
    const history = historyOf(of, seed);
    for (const name of names) {
      const judged = name === "eventual" ? lateReads(history) : history;
      const { verdict } = level(name).check(judged);
      if (verdict === "violation") counts.set(name, counts.get(name)! + 1);
    }
  }
  return counts;
}

const near: Settings["bound"] = { versions: 1, ms: 200 };

function historyOf({ reads, clients, bound = near }: LevelRuns, seed: number): MemoryHistory {
  const quiet = { counting: "fail-stop", timeoutMs: Infinity } as const;
  const world = new World({
    protocol: chain({
      chain: [1, 2, 3],
      objects: registerObjects,
      reads,
      bound,
      ...quiet,
    }),
    nodes: 4,
    seed,
    trace: "none",
    network: { latency: uniform(1, 40) },
    clients: {
      workload: asksOf(seed),
      ask: asRequest,
      to: ({ client, sequence }) => 1 + (client + (clients === "wander" ? sequence : 0)) % 3,
    },
  });
  world.run(3500);
  return world.history.map(({ output, ...rest }) =>
    rest.outcome === "ok" ? { ...rest, output: (output as Answer & { ok: true }).result } : rest
  ) as MemoryHistory;
}

function asksOf(seed: number): { readonly input: Ask; readonly at?: number }[][] {
  const random = new Random(seed, "asks");
  let value = 0;
  const one = (): Ask => {
    const key = "xy"[random.below(2)]!;
    return random.chance(0.3) ? { type: "write", key, value: ++value } : { type: "read", key };
  };
  return [0, 1, 2].map(() => [
    ...Array.from({ length: 20 }, () => ({ input: one(), at: 300 })),
    ...["x", "y"].map((key) => ({ input: { type: "read", key } as Ask, at: QUIET_MS })),
  ]);
}

/** In the end everybody sees the same: only reads count that come when all is quiet. */
function lateReads(history: MemoryHistory): MemoryHistory {
  return history.filter(({ input, invokedAt }) => input.type === "write" || invokedAt >= QUIET_MS);
}
