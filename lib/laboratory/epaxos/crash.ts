/**
 * A server crashes while a command of its own is on its way to the others. How long do others wait: those whose
 * commands interfere with that one, and those whose commands do not?
 *
 * @module
 */

import { epaxos } from "../../consensus/epaxos/epaxos.ts";
import type { Options } from "../../consensus/epaxos/settings.ts";
import type { NodeId } from "../../model/protocol.ts";
import { bare } from "../../replicated/requests.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { type Latency, uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { percentile } from "../measured.ts";

/** How a cluster of EPaxos is tried. */
export interface Crashing {
  /** How many servers there are; default 5. */
  readonly nodes?: number;
  /** How long a message takes; default 1 to 9 ms. */
  readonly latency?: Latency;
  /** How long a server waits until it recovers an instance of another one, in ms; default 150 to 300. */
  readonly recoverMs?: readonly [least: number, most: number];
}

/** How long clients waited, in ms. */
export interface Waited {
  /** Whoever wrote the same key as the command that was under way. */
  readonly sameKey: number;
  /** Whoever wrote another key. */
  readonly otherKey: number;
}

/** When the command is asked whose coordinator crashes, in ms. */
const ASKED_MS = 100;
/** How much later it crashes: its messages have left, and nobody has answered. */
const CRASH_MS = 0.5;
/** When the clients ask that wait, in ms. */
const NEXT_MS = 110;

/** One crash. */
export function coordinatorCrash(seed: number, crashing: Crashing = {}): Waited {
  const { nodes = 5, latency = uniform(1, 9), recoverMs = [150, 300] } = crashing;
  if (!(Number.isInteger(nodes) && nodes >= 3)) {
    throw new RangeError(
      `Cannot let a coordinator crash because there must be three servers or more: given ${nodes}`,
    );
  }
  const put = (key: string) => ({ type: "put", key, value: "1" });
  const asks: readonly { readonly node: NodeId; readonly at: number; readonly key: string }[] = [
    { node: 0, at: ASKED_MS, key: "hot" },
    { node: 1, at: NEXT_MS, key: "hot" },
    { node: 2, at: NEXT_MS, key: "own" },
  ];
  const world = new World({
    protocol: epaxos({ machine: keyValueMachine as Options["machine"], recoverMs }),
    nodes,
    seed,
    trace: "none",
    strict: false,
    network: { latency },
    faults: [{ kind: "crash", at: ASKED_MS + CRASH_MS, node: 0 }],
    clients: {
      workload: asks.map(({ at, key }) => [{ at, input: put(key) }]),
      ask: bare,
      to: ({ client }) => asks[client]!.node,
      link: "local",
    },
  });
  world.run(20_000, ({ history }) => history.filter(({ outcome }) => outcome === "ok").length > 1);
  const waited = (client: number) => {
    const own = world.history.find(({ process }) => process === client)!;
    const { invokedAt, endedAt, outcome } = own;
    return outcome === "ok" ? endedAt - invokedAt : Infinity;
  };
  return { sameKey: waited(1), otherKey: waited(2) };
}

/** Medians of so many crashes, seeds 1, 2, … */
export function coordinatorCrashes(crashing: Crashing = {}, count = 100): Waited {
  const all = Array.from({ length: count }, (_, i) => coordinatorCrash(i + 1, crashing));
  return {
    sameKey: percentile(all.map(({ sameKey }) => sameKey), 0.5),
    otherKey: percentile(all.map(({ otherKey }) => otherKey), 0.5),
  };
}
