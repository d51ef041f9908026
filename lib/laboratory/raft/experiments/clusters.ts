/** What the experiments have in common: a cluster of recorders, and what is asked of it. @module */

import { raft } from "../../../consensus/raft/raft.ts";
import type { Saved } from "../../../consensus/raft/journal.ts";
import type { Message, Timer } from "../../../consensus/raft/messages.ts";
import type { Options } from "../../../consensus/raft/settings.ts";
import type { State } from "../../../consensus/raft/state.ts";
import type { Ask } from "../../../model/clients.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Scenario } from "../../../sim/scenario.ts";
import { World } from "../../../sim/world.ts";
import { recorder } from "../reference.ts";
import type { Command } from "../subject.ts";

/** A server that records its commands. */
export type Server = State<Command[]>;
/** A cluster in the simulator. */
export type Cluster = World<Server, Message, Timer, Saved>;
/** All of a cluster but its protocol. */
export type Surroundings = Omit<Scenario<Server, Message, Timer, Saved>, "protocol"> & {
  readonly seed: number;
  /** Is shown every message. */
  readonly tap?: () => void;
};

/** A cluster of recorders with these settings, of which no trace is kept. */
export function clusterOf(
  settings: Omit<Options<Command[], Command, null>, "machine">,
  surroundings: Surroundings,
): Cluster {
  return new World({
    protocol: raft({ ...settings, machine: recorder }),
    trace: "none",
    strict: false,
    ...surroundings,
  });
}

/** The servers that take themselves for leaders. */
export function leadersOf({ states }: Pick<Cluster, "states">): NodeId[] {
  return states.flatMap((s, node) => s?.role === "leader" ? [node] : []);
}

/** `count` commands, one every `everyMs` from `at` on. */
export function commands(count: number, at: number, everyMs: number): Ask[] {
  return Array.from({ length: count }, (_, i) => ({ input: `${i}`, at: at + everyMs * i }));
}
