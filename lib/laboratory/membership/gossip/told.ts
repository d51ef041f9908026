/** A few nodes, one of which is told a rumour: the whole run, to be drawn. @module */

import { gossip } from "../../../membership/gossip/gossip.ts";
import type { Message, Saved, Timer } from "../../../membership/gossip/messages.ts";
import type { Settings } from "../../../membership/gossip/settings.ts";
import type { State } from "../../../membership/gossip/state.ts";
import {
  assertKinds,
  listOf,
  numberAbove,
  numberFrom,
  optional,
  record,
  wholeFrom,
} from "../../../model/kinds.ts";
import { aSeed, aShare, someNodes } from "../sizes.ts";
import type { NodeId, Protocol } from "../../../model/protocol.ts";
import type { Trace } from "../../../model/trace.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { advance } from "../../advance.ts";

/** What is told, to whom. */
export interface ToldRun {
  /** How many nodes; default 12. */
  readonly nodes?: number;
  /** A whole number; default 1. */
  readonly seed?: number;
  /** Of gossip, where they are not as usual. */
  readonly settings?: Partial<Settings>;
  /** What runs instead of gossip. */
  readonly protocol?: Protocol<State, Message, Timer, Saved>;
  /** Nodes that are down from the start. */
  readonly down?: readonly NodeId[];
  /** The probability that a message is lost; default 0. */
  readonly loss?: number;
  /** How long each message takes, in ms; default 20. */
  readonly latencyMs?: number;
  /** When it ends, in ms; default 1500. */
  readonly endMs?: number;
}

/** What came of it. */
export interface Told {
  /** The run. */
  readonly trace: Trace;
  /** Who has heard it. */
  readonly heard: readonly NodeId[];
  /** Who never has, of those that are up. */
  readonly missed: readonly NodeId[];
  /** How many copies of the rumour were sent. */
  readonly copies: number;
  /** When the last of those who hear it hears it, in ms after it was told. */
  readonly lastMs: number;
}

/** When node 0 is told the rumour, in ms. */
const TOLD_AT_MS = 10;

/** Node 0 is told a rumour at 10 ms; a round takes 100. */
export function told(run: ToldRun = {}): Told {
  assertRun(run);
  const { nodes = 12, seed = 1, settings = {}, down = [], loss = 0 } = run;
  const { latencyMs = 20, endMs = 1500 } = run;
  const world = new World({
    protocol: run.protocol ?? gossip({ backupMs: Infinity, ...settings }),
    nodes,
    seed,
    network: { latency: constant(latencyMs), loss },
    faults: down.map((node) => ({ kind: "crash", at: 1, node }) as const),
    clients: {
      workload: [[{ at: TOLD_AT_MS, input: "news" }]],
      ask: (input): Message => ({ type: "tell", body: input as string }),
      to: () => 0,
      link: "local",
    },
    states: true,
  });
  advance(world, endMs);
  const up = world.states.flatMap((s, node) => s === undefined ? [] : [{ s, node }]);
  const knows = ({ s }: { readonly s: State }) => s.known.size > 0;
  const times = up.flatMap(({ s }) => [...s.known.values()].map(({ at }) => at));
  return {
    trace: world.trace,
    heard: up.filter(knows).map(({ node }) => node),
    missed: up.filter((each) => !knows(each)).map(({ node }) => node),
    copies: world.trace.filter((event) => event.kind === "send" && bringsIt(event.body)).length,
    lastMs: Math.max(...times) - TOLD_AT_MS,
  };
}

function bringsIt(body: unknown): boolean {
  const { rumours } = body as { readonly rumours?: readonly unknown[] };
  return rumours !== undefined && rumours.length > 0;
}

function assertRun(run: ToldRun): void {
  const { nodes = 12 } = run;
  assertKinds("tell a rumour", run, {
    nodes: someNodes,
    seed: aSeed,
    settings: optional(record),
    protocol: optional(record),
    // Node 0 is told.
    down: optional(listOf(wholeFrom(1, nodes - 1))),
    loss: aShare,
    latencyMs: optional(numberFrom(0)),
    endMs: optional(numberAbove(TOLD_AT_MS)),
  });
}
