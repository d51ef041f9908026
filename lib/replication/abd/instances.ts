/** Small systems of which every order of events is explored; nobody asks twice there. @module */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import type { Invariant } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { startingFrom } from "../../model/starting_from.ts";
import { sized } from "../../replicated/quorum/system.ts";
import type { Ask, Value } from "../register/register.ts";
import { type Change, protocolWith, quorumsOf } from "./change.ts";
import { invariantsWith, tagsAreUnique, tagsNeverFall } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { regular } from "./regular.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** An ABD to explore. */
export type AbdSystem = ProtocolSystem<State, Message, Timer, Saved>;

/** What a client asks, one thing after another, and of which node. */
export interface Program {
  /** The node that it sits at. */
  readonly at: NodeId;
  /** What it asks. */
  readonly asks: readonly Ask[];
}

/** What may happen in a small instance. */
export interface Bounds {
  /** Who asks what. */
  readonly programs: readonly Program[];
  /** How many nodes; default 2. */
  readonly nodes?: number;
  /** Other settings than the usual ones. */
  readonly settings?: Partial<Settings>;
  /** What the nodes had saved before. */
  readonly saved?: readonly (readonly Saved[])[];
  /** What must hold; default: all that ABD promises. */
  readonly invariants?: readonly Invariant<State>[];
  /** What else may happen: crashes, and what the network does; default: none, and messages overtake each other. */
  readonly more?: Pick<AbdSystem, "crashes" | "restarts" | "network" | "boundary">;
}

/** A read of the register that small instances have. */
export const R: Ask = { type: "read", key: "x" };
/** A write to it. */
export const W = (value: Value): Ask => ({ type: "write", key: "x", value });

/**
 * A small instance as a system to explore.
 *
 * @example All orders of a write and a read at two nodes
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { exploreProtocol } from "hb/check/explore/protocol.ts";
 * import { R, smallAbd, W } from "hb/replication/abd/instances.ts";
 *
 * const system = smallAbd({ programs: [{ at: 0, asks: [W("a")] }, { at: 1, asks: [R] }] });
 * assertEquals(exploreProtocol(system).verdict, "ok");
 * ```
 */
export function smallAbd(bounds: Bounds, change?: Change): AbdSystem {
  const { programs, nodes = 2, settings = {}, saved, invariants, more } = bounds;
  const usual = { againMs: Infinity, ...settings };
  return {
    name: "abd",
    protocol: startingFrom(protocolWith(change, usual), saved),
    nodes,
    clients: {
      workload: programs.map(({ asks }) => asks.map((input) => ({ input }))),
      ask: (input) => input as Ask,
      to: ({ client }) => programs[client]!.at,
      link: "local",
    },
    invariants: invariants ?? invariantsWith(quorumsOf(change, usual)),
    sometimes: {
      "all is answered": ({ history }) =>
        history.length === programs.flatMap(({ asks }) => asks).length &&
        history.every(({ outcome }) => outcome === "ok"),
    },
    ...more,
  };
}
