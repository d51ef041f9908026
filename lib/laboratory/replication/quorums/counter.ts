/**
 * A counter made of a register: whoever adds reads, and writes one more. Each read and each write is
 * linearizable, and the two together are not one operation.
 *
 * @module
 */

import { linearizable } from "../../../check/linearizable/check.ts";
import { register } from "../../../check/spec/register.ts";
import type { Trace } from "../../../model/trace.ts";
import { abd } from "../../../replication/abd/abd.ts";
import type { RegisterHistory } from "../../../replication/abd/regular.ts";
import type { Ask } from "../../../replication/register/register.ts";
import { constant, uniform } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { assertWhole } from "../../asked.ts";

/** Who adds how often. */
export interface Counting {
  /** How many nodes there are, each with a client that adds. */
  readonly nodes: number;
  /** How often each adds one. */
  readonly each: number;
  /** Default 1. */
  readonly seed?: number;
}

/** What came of it. */
export interface Counted {
  /** How often one was added. */
  readonly added: number;
  /** What the register said in the end. */
  readonly shown: number;
  /** Whether what clients saw of the register is linearizable. */
  readonly linearizable: boolean;
  /** The run. */
  readonly trace: Trace;
}

/** What a client of the counter asks. */
export type Step = "read" | "write one more";

/** When nobody adds any more, in ms. */
const DONE_MS = 1e6;

/** Counts; messages take 2 to 6 ms, and none to the own node. */
export function count({ nodes, each, seed = 1 }: Counting): Counted {
  assertWhole("count", { nodes, each }, 1);
  const steps: readonly Step[] = ["read", "write one more"];
  const asks = Array.from({ length: each }, () => steps.map((input) => ({ input }))).flat();
  const sent: Ask[][] = [];
  const world = new World({
    protocol: abd({ againMs: Infinity }),
    nodes,
    seed,
    network: {
      latency: uniform(2, 6),
      links: Array.from({ length: nodes }, (_, node) => ({
        from: node,
        to: node,
        latency: constant(0),
      })),
    },
    clients: {
      // When all is done, the first one reads once more.
      workload: Array.from(
        { length: nodes },
        (_, node) => node > 0 ? asks : [...asks, { input: "read", at: DONE_MS }],
      ),
      ask(input, { client, sequence }, seen): Ask {
        const own = seen?.history.filter(({ process }) => process === client) ?? [];
        const last = own.findLast(({ outcome }) => outcome === "ok")?.output ?? 0;
        const ask: Ask = input === "read"
          ? { type: "read", key: "x" }
          : { type: "write", key: "x", value: Number(last) + 1 };
        (sent[client] ??= [])[sequence] = ask;
        return ask;
      },
      link: "local",
    },
  });
  world.run(Infinity, () => !world.clientsBusy);
  const counts = new Map<number, number>();
  const history = world.history.map((operation) => {
    const sequence = counts.get(operation.process) ?? 0;
    counts.set(operation.process, sequence + 1);
    return { ...operation, input: sent[operation.process]![sequence]! };
  }) as RegisterHistory;
  const shown = Number(history.findLast(({ process }) => process === 0)!.output);
  return {
    added: nodes * each,
    shown,
    linearizable: linearizable(history, register()).verdict === "ok",
    trace: world.trace,
  };
}
