/** Chains in runs that are written down: to be drawn, and judged. @module */

import { level, type MemoryHistory } from "../../../check/levels.ts";
import type { History } from "../../../model/history.ts";
import { assertKinds, list, numberFrom, oneOf, wholeFrom } from "../../../model/kinds.ts";
import type { Trace } from "../../../model/trace.ts";
import type { Answer } from "../../../replicated/requests.ts";
import { chain, type Node } from "../../../replication/chain/chain.ts";
import { asRequest } from "../../../replication/chain/messages.ts";
import type { Rules } from "../../../replication/chain/rules.ts";
import type { Settings } from "../../../replication/chain/settings.ts";
import type { Ask, Value } from "../../../replication/register/register.ts";
import type { Schedule } from "../../../sim/fault.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { registerObjects } from "../services/chain.ts";

/** What is asked, by somebody who sits at a node. */
export interface Asked {
  /** When, in ms. */
  readonly at: number;
  /** Which node is asked; masters come first, so that with one of them the servers are 1, 2, … */
  readonly node: number;
  /** What. */
  readonly ask: Ask;
}

/** A run to be played. */
export interface Scene {
  /** What is asked. */
  readonly asks: readonly Asked[];
  /** How the chain is set; by default nodes 1, 2 and 3 under one master, node 0. */
  readonly settings?: Partial<Settings>;
  /** Decisions that are made otherwise. */
  readonly rules?: Partial<Rules>;
  /** How many nodes there are; default: a master and three servers. */
  readonly nodes?: number;
  /** What goes wrong. */
  readonly faults?: Schedule;
  /** How long it lasts, in ms. */
  readonly forMs: number;
}

/** What came of a run. */
export interface Played {
  /** The run. */
  readonly trace: Trace;
  /** What was asked and answered. */
  readonly history: History<Ask, Value>;
  /** Whether the history is linearizable. */
  readonly linearizable: boolean;
  /** The nodes as they stand in the end; undefined if one is down. */
  readonly states: readonly (Readonly<Node> | undefined)[];
}

/** How long a message takes, in ms. */
export const LATENCY_MS = 10;

/** A chain whose servers say nothing but what requests are about: nobody is ever suspected, and no link loses anything. */
export const calm: Partial<Settings> = {
  beatMs: Infinity,
  timeoutMs: Infinity,
  resendMs: Infinity,
  counting: "fail-stop",
};

/** Writes a value to x. */
export function write(value: number): Ask {
  return { type: "write", key: "x", value };
}

/** Reads x. */
export const read: Ask = { type: "read", key: "x" };

/** Plays a scene. */
export function play({ asks, settings, rules, nodes = 4, faults = [], forMs }: Scene): Played {
  assertKinds("play a scene", { asks, nodes, forMs }, {
    asks: list,
    nodes: wholeFrom(2),
    forMs: numberFrom(0),
  });
  for (const { at, node } of asks) {
    assertKinds("play a scene", { at, node }, {
      at: numberFrom(0),
      node: wholeFrom(0, nodes - 1),
    });
  }
  const world = new World({
    protocol: chain({ chain: [1, 2, 3], objects: registerObjects, ...settings }, rules),
    nodes,
    seed: 1,
    network: { latency: constant(LATENCY_MS) },
    faults,
    clients: {
      workload: asks.map(({ at, ask }) => [{ at, input: ask }]),
      ask: asRequest,
      to: ({ client }) => asks[client]!.node,
      link: "local",
    },
    states: true,
  });
  world.run(forMs);
  const history = world.history.map((operation) => {
    const { output, ...rest } = operation;
    return rest.outcome === "ok"
      ? { ...rest, output: (output as Answer & { ok: true }).result }
      : rest;
  }) as History<Ask, Value>;
  const { verdict } = level("linearizable").check(history as MemoryHistory);
  return { trace: world.trace, history, linearizable: verdict === "ok", states: world.states };
}

/** All is well: an update at the head, and a query at the tail. */
export function healthy(): Played {
  return play({
    settings: calm,
    asks: [{ at: 10, node: 1, ask: write(1) }, { at: 70, node: 3, ask: read }],
    forMs: 100,
  });
}

/** Eight updates, one after another, and how the servers stand when the last one has come to the head. */
export function inFlight(): Played {
  return play({
    settings: calm,
    asks: [1, 2, 3, 4, 5, 6, 7, 8].map((value) => ({ at: 6 * value, node: 1, ask: write(value) })),
    forMs: 51,
  });
}

/** Servers that are heard of, and taken for failed after a silence. */
const watched: Partial<Settings> = { resendMs: Infinity, counting: "fail-stop" };

/** When an update is asked for while a server fails, in ms: all know their chain by then. */
export const ASKED_MS = 300;

/**
 * An update is on its way when the head, the middle server or the tail fails; it is read in the end. The head fails when it
 * has handed the update on, the others before it reaches them.
 */
export function failing(role: "head" | "middle" | "tail", rules?: Partial<Rules>): Played {
  assertKinds("play a scene", { role }, { role: oneOf("head", "middle", "tail") });
  const node = { head: 1, middle: 2, tail: 3 }[role];
  const at = ASKED_MS + { head: 5, middle: 5, tail: 15 }[role];
  return play({
    settings: watched,
    ...rules && { rules },
    asks: [
      { at: ASKED_MS, node: 1, ask: write(1) },
      { at: ASKED_MS + 320, node: role === "tail" ? 2 : 3, ask: read },
    ],
    faults: [{ kind: "crash", at, node }],
    forMs: ASKED_MS + 380,
  });
}

/** A chain of two loses its tail, and server 3, which stands beside it, becomes the new one; updates go on meanwhile. */
export function growing(): Played {
  return play({
    settings: { ...watched, chain: [1, 2], wanted: 2 },
    asks: [
      { at: ASKED_MS - 100, node: 1, ask: write(1) },
      { at: ASKED_MS + 200, node: 1, ask: write(2) },
      { at: ASKED_MS + 300, node: 3, ask: read },
    ],
    faults: [{ kind: "crash", at: ASKED_MS - 10, node: 2 }],
    forMs: ASKED_MS + 340,
  });
}

/**
 * The tail is cut off from everybody but its clients, and taken for failed. The others go on, something is written, and
 * somebody asks the old tail.
 */
export function cutOff(counting: Settings["counting"], rules?: Partial<Rules>): Played {
  return play({
    settings: {
      resendMs: Infinity,
      counting,
      ...counting === "lease" ? { leaseMs: 150 } : {},
    },
    ...rules && { rules },
    asks: [
      { at: ASKED_MS, node: 1, ask: write(1) },
      { at: ASKED_MS + 700, node: 1, ask: write(2) },
      { at: ASKED_MS + 800, node: 3, ask: read },
    ],
    faults: [{ kind: "partition", at: ASKED_MS + 80, forMs: 2000, sides: [[3], [0, 1, 2]] }],
    forMs: ASKED_MS + 900,
  });
}

/**
 * The master and the tail do not hear each other. An update reaches the tail just after the master has removed it, from a
 * server that does not know it either; then it is read at the new tail.
 */
export function answersAfterRemoval(counting: Settings["counting"]): Played {
  return play({
    settings: { resendMs: Infinity, counting },
    asks: [
      { at: ASKED_MS + 245, node: 1, ask: write(1) },
      { at: ASKED_MS + 300, node: 2, ask: read },
    ],
    faults: [{ kind: "partition", at: ASKED_MS + 80, forMs: 2000, sides: [[3], [0]] }],
    forMs: ASKED_MS + 400,
  });
}

/** With CRAQ: an object is read at the head while an update of it is under way, and in the middle when it is not. */
export function dirtyAndClean(): Played {
  return play({
    settings: { ...calm, reads: "craq" },
    asks: [
      { at: 10, node: 1, ask: write(1) },
      { at: 15, node: 1, ask: read },
      { at: 70, node: 2, ask: read },
    ],
    forMs: 90,
  });
}

/** The newest version is read at the head, and then somebody else reads at the tail, which the update has not reached. */
export function dirtyServed(): Played {
  return play({
    settings: { ...calm, reads: "eventual" },
    asks: [
      { at: 10, node: 1, ask: write(1) },
      { at: 15, node: 1, ask: read },
      { at: 22, node: 3, ask: read },
    ],
    forMs: 60,
  });
}

/** How long a query at the tail waits when all is well, in message delays. */
export function queryDelays(counting: Settings["counting"]): number {
  const { history } = play({
    settings: { counting, ...counting === "lease" ? { leaseMs: 150 } : {} },
    asks: [{ at: ASKED_MS, node: 3, ask: read }],
    forMs: ASKED_MS + 100,
  });
  const { invokedAt, endedAt } = history[0]!;
  return (endedAt - invokedAt) / LATENCY_MS;
}
