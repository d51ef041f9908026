/**
 * A few nodes of Multi-Raft, of which every order of events is explored. They begin in the middle: node 0 leads the one
 * range that there is, and some have not heard of what was written last and is in no log any more.
 *
 * @module
 */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import { clone } from "../../model/clone.ts";
import type { NodeId } from "../../model/protocol.ts";
import { step } from "../../model/step.ts";
import type { StepEvent } from "../../model/step_effect.ts";
import { invariants } from "../invariants.ts";
import { apart, everyKey } from "../invariants/places.ts";
import type { Message } from "../messages.ts";
import type { NodeState, Record as Saved } from "../state.ts";
import type { Change } from "../storms.ts";
import { type Comes, type Ordered, taskFor, untimed, type UntimedProtocol } from "./untimed.ts";

/** The range that is there at first. */
export const FIRST = 1;
/** The range that is split off from it. */
export const RIGHT = 2;

/** What may happen in a small instance. */
export interface Bounds {
  /** How many nodes. */
  readonly nodes: number;
  /** Who has a replica of the first range. */
  readonly members: readonly NodeId[];
  /** What was ordered last, and who has not heard of it. */
  readonly missed?: { readonly order: Ordered; readonly by: readonly NodeId[] };
  /** What node 0 is asked, in this order, at any time. */
  readonly orders: readonly Ordered[];
  /** How often node 0 beats. */
  readonly beats: number;
  /** How often nodes may crash; default 0. */
  readonly crashes?: number;
  /** Whether entries stay in the log when they are applied; by default a snapshot takes their place at once. */
  readonly keepsLog?: boolean;
}

/** A Multi-Raft to explore. */
export type SmallSystem = ProtocolSystem<NodeState, Message, Comes, Saved>;

/**
 * A small instance as a system to explore.
 *
 * @example Every order of events in which a range of two replicas splits
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { exploreProtocol } from "hb/check/explore/protocol.ts";
 * import { smallMultiRaft } from "hb/multiraft/instances/small.ts";
 *
 * const split = { group: 1, task: { type: "split", at: "m", child: 2 } } as const;
 * const system = smallMultiRaft({ nodes: 2, members: [0, 1], orders: [split], beats: 1 });
 * assertEquals(exploreProtocol(system).verdict, "ok");
 * ```
 */
export function smallMultiRaft(bounds: Bounds, { rules }: Change = {}): SmallSystem {
  const { nodes, members, orders, beats, crashes = 0, keepsLog = false } = bounds;
  const protocol = untimed({
    ranges: [{ group: FIRST, start: "", end: null, members }],
    // No time passes, but these must be there.
    electionTimeoutMs: [2, 2],
    heartbeatMs: 1,
    tickMs: 1,
    snapshotEvery: keepsLog ? 1000 : 1,
    way: "log",
    raft: { preVote: false, checkQuorum: false },
    ...(rules === undefined ? {} : { rules }),
  }, orders);
  const before = played(protocol, bounds);
  return {
    name: "multiraft",
    nodes,
    crashes,
    protocol: {
      ...protocol,
      start(io, journal) {
        if (journal.length > 0) return protocol.start(io, journal);
        const { state, journal: saved } = before[io.self]!;
        for (const record of saved) io.save(record);
        if (io.self === 0 && beats > 0) io.wait(0, { type: "beat", key: beats });
        if (io.self === 0 && orders.length > 0) io.wait(0, { type: "order", key: 0 });
        return clone(state!);
      },
    },
    invariants: [...invariants, everyKey, apart],
    sometimes: {
      "something is decided in the right range": ({ states }) =>
        states.some((s) => (s?.replicas.get(RIGHT)?.group.lastApplied ?? 0) > 1),
    },
  };
}

/** A node before everything begins. */
interface Actor {
  state: NodeState | undefined;
  journal: Saved[];
}

/** What was before, in one order: node 0 is elected and beats; something is ordered, and it beats, and some miss it. */
function played(protocol: UntimedProtocol, { nodes, missed }: Bounds): readonly Actor[] {
  const actors = Array.from({ length: nodes }, (): Actor => ({ state: undefined, journal: [] }));
  for (let node = 0; node < nodes; node++) {
    play(protocol, actors, node, { kind: "start", journal: [] });
  }
  let cutOff: readonly NodeId[] = [];
  const comes = (timer: Comes) => play(protocol, actors, 0, { kind: "timer", timer }, cutOff);
  comes({ type: "stand", key: FIRST });
  comes({ type: "beat", key: 1 });
  if (missed === undefined) return actors;
  cutOff = missed.by;
  const message = taskFor(actors[0]!.state!, missed.order)!;
  play(protocol, actors, 0, { kind: "message", from: 0, message }, cutOff);
  comes({ type: "beat", key: 1 });
  return actors;
}

/** Something happens at a node, and all that follows from it, in the order in which it was sent. */
function play(
  protocol: UntimedProtocol,
  actors: readonly Actor[],
  node: NodeId,
  first: StepEvent<Message, Comes, Saved>,
  cutOff: readonly NodeId[] = [],
): void {
  const queue = [{ to: node, event: first }];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { to: self, event } = next, actor = actors[self]!;
    const { state, effects } = step(protocol, actor.state, event, { self, nodes: actors.length });
    actor.state = state;
    for (const effect of effects) {
      if (effect.kind === "save") {
        actor.journal = protocol.compact!([...actor.journal, effect.record]);
      }
      if (effect.kind !== "send" || cutOff.includes(effect.to)) continue;
      const { to, message } = effect;
      queue.push({ to, event: { kind: "message", from: self, message } });
    }
  }
}
