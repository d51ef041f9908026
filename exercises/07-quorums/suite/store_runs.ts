/** Runs of a store in which one thing happens, and what must come of it. @module */

import { type Grading, runFor } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import { encode } from "hb/model/encode.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { constant } from "hb/sim/latency.ts";
import type { NetworkOptions } from "hb/sim/network_options.ts";
import { World } from "hb/sim/world.ts";
import type { AskMessage } from "../given.ts";
import { AGAIN_MS, asked, type Begin, breachOf, RULE } from "./store_world.ts";

/** What is asked of which node, when. */
export interface Asked {
  readonly at: number;
  readonly node: number;
  readonly ask: AskMessage;
}

/** What happens. */
export interface Run {
  readonly words: string;
  readonly nodes: number;
  readonly asks: readonly Asked[];
  readonly forMs: number;
  readonly faults?: Schedule;
  readonly network?: NetworkOptions;
  readonly againMs?: number;
  /** Whether another one judges what is read, as values are written twice. */
  readonly twice?: boolean;
  /** What is asked from then on must be answered; default: all. */
  readonly answeredFrom?: number;
}

/** How long a message takes, in ms. */
export const LINK_MS = 10;

export type StoreWorld = World<unknown, Tagged, Tagged, unknown>;

/** Lets it happen, and requires that all is answered, and linearizable. */
export function happens(begin: Begin, run: Run, grading: Grading): StoreWorld {
  const { nodes, asks, forMs, faults = [], network = {}, againMs = AGAIN_MS } = run;
  grading.busyWith(() => run.words);
  const world: StoreWorld = new World({
    protocol: begin({ againMs }),
    nodes,
    network: { latency: constant(LINK_MS), ...network },
    faults,
    // Each asks once, so that nobody waits for anybody.
    clients: {
      workload: asks.map(({ at, ask }) => [{ input: ask, at }]),
      ask: (input) => input as Tagged,
      to: ({ client }) => asks[client]!.node,
      link: "local",
    },
    seed: 1,
    trace: "full",
  });
  runFor(world, forMs, 200_000);
  const { violation } = world;
  if (violation?.error !== undefined) {
    grading.asked(() => {
      throw violation.error;
    }, () => `asked: ${run.words}\n  came`);
  }
  const breach = run.twice ? undefined : breachOf(world.history);
  if (breach !== undefined) wrong(world, run, breach, "an order in which all fits", RULE, grading);
  const open = world.history.find(({ invokedAt, outcome }) =>
    invokedAt >= (run.answeredFrom ?? 0) && outcome !== "ok"
  );
  if (open !== undefined) {
    const ask = asked(open.input as AskMessage);
    const why = "as long as more than half of all nodes are up and reach each other, they answer";
    wrong(
      world,
      run,
      `"${ask}" of ${open.invokedAt} ms is not answered`,
      "an answer",
      why,
      grading,
    );
  }
  return world;
}

/** Throws what has gone wrong in a run, which is drawn. */
export function wrong(
  { now, trace }: StoreWorld,
  { words }: Run,
  came: string,
  must: string,
  why: string,
  grading: Grading,
): never {
  grading.wentWrong(said({ asked: words, came, must, why }), {
    at: now,
    rule: why,
    must,
    breach: came,
    trace,
  });
}

/** What nodes have sent from then on, until then. */
export function sentIn({ trace }: StoreWorld, from = 0, until = Infinity) {
  return trace.flatMap((each) => {
    if (each.kind !== "send" || each.at < from || each.at >= until) return [];
    const body = each.body as Tagged;
    return ["query", "latest", "store", "stored"].includes(body.type)
      ? [{ at: each.at, from: each.from, to: each.to, body }]
      : [];
  });
}

/** What a node has saved. */
export const savedBy = ({ trace }: StoreWorld, node: number): unknown[] =>
  trace.flatMap((each) => each.kind === "save" && each.node === node ? [each.record] : []);

export const sizeOf = (data: unknown): number => encode(data).length;
