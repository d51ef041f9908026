/**
 * How long a client waits, in message delays, and how many requests a leader gets done, where every message takes equally
 * long and nobody lies.
 *
 * @module
 */

import { assertKinds, record } from "../../model/kinds.ts";
import type { Tagged } from "../../model/protocol.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import type { StateMachine } from "../../replicated/state_machine.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { assertWhole } from "../asked.ts";
import { serviceOf, type Way } from "./services.ts";

/** How long a message takes, in ms; one between a client and its proxy takes no time. */
const MESSAGE_MS = 10;

/** How many messages follow each other from a client's request to its result, the request and the replies included. */
export function delaysOf(way: Way, replicas: number): number {
  return waitedMs(way, replicas, false) / MESSAGE_MS;
}

/** The same for a read that PBFT answers without an order (Castro and Liskov 1999, section 5.1.3). */
export function readDelays(replicas: number): number {
  return waitedMs("pbft", replicas, true) / MESSAGE_MS;
}

/** A list, of which "how many?" changes nothing. */
const counted: StateMachine<unknown[], unknown, number> & {
  readonly reads: (command: unknown) => boolean;
} = {
  init: listMachine.init,
  apply: (list, command, place) =>
    command === "how many?" ? list.length : listMachine.apply(list, command, place!),
  reads: (command) => command === "how many?",
};

function waitedMs(way: Way, replicas: number, reads: boolean): number {
  const { protocol, ask } = serviceOf(way, replicas, {
    pbft: { machine: counted as never, readOnly: reads, statusMs: Infinity },
  });
  const world = new World<unknown, Tagged, Tagged, unknown>({
    protocol,
    nodes: replicas + 1,
    seed: 1,
    trace: "none",
    network: { latency: constant(MESSAGE_MS) },
    clients: {
      // The second request comes when nothing of the first is under way any more.
      workload: [[{ input: "a" }, { input: reads ? "how many?" : "b", at: 1000 }]],
      ask,
      link: "local",
      to: () => replicas,
    },
  });
  world.run(2000);
  const { invokedAt, endedAt, outcome } = world.history[1]!;
  if (outcome !== "ok") {
    throw new Error("Cannot tell how long a request takes: it was not answered");
  }
  return endedAt - invokedAt;
}

/** How many requests come at once. */
export interface Load {
  /** How many requests a batch, or a block, has at most. */
  readonly maxBatch: number;
  /** How many clients ask, each one request after the other; default 64. */
  readonly clients?: number;
  /** How many numbers a primary of PBFT keeps open; default 1, so that batches alone make the difference. */
  readonly window?: number;
}

/** What a service gets done. */
export interface Rate {
  /** Requests answered in a second of virtual time. */
  readonly perSecond: number;
  /** Messages that the busiest replica sent and received for each of them, those of clients included. */
  readonly messagesAtTheBusiest: number;
}

/** How much of this load is done, when all clients ask again as soon as they are answered. */
export function rateOf(way: Way, replicas: number, load: Load): Rate {
  assertKinds("measure how much is done", { load }, { load: record });
  const { maxBatch, clients = 64, window = 1 } = load;
  assertWhole("measure how much is done", { maxBatch, clients, window }, 1, 256);
  const { protocol, ask } = serviceOf(way, replicas, {
    maxBatch,
    patienceMs: 60_000,
    pbft: { window, statusMs: Infinity },
  });
  const busy = Array.from({ length: replicas }, () => 0);
  const world = new World<unknown, Tagged, Tagged, unknown>({
    protocol,
    nodes: replicas + clients,
    seed: 1,
    trace: "none",
    strict: false,
    network: { latency: constant(MESSAGE_MS) },
    clients: {
      workload: Array.from(
        { length: clients },
        () => Array.from({ length: 60 }, (_, i) => ({ input: i })),
      ),
      ask,
      link: "local",
      to: ({ client }) => replicas + client,
    },
    tap({ from, to }) {
      if (from === to) return;
      for (const node of [from, to]) if (node < replicas) busy[node]!++;
    },
  });
  world.run(RUN_MS);
  const done = world.history.filter(({ outcome }) => outcome === "ok").length;
  return { perSecond: done / (RUN_MS / 1000), messagesAtTheBusiest: Math.max(...busy) / done };
}

/** How long such a run lasts, in ms. */
const RUN_MS = 1000;
