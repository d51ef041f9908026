/** What befalls members, in a few words. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { Fault } from "hb/sim/fault.ts";
import type { Told } from "./swim_happens.ts";

export const join = (at: number, node: NodeId, ...contacts: NodeId[]): Told => ({
  at,
  node,
  message: { type: "join", contacts },
});
export const leave = (at: number, node: NodeId): Told => ({ at, node, message: { type: "leave" } });
export const crash = (at: number, node: NodeId, downMs?: number): Fault =>
  downMs === undefined ? { kind: "crash", at, node } : { kind: "crash", at, node, downMs };
export const apart = (at: number, forMs: number, ...sides: [NodeId[], NodeId[]]): Fault => ({
  kind: "partition",
  at,
  forMs,
  sides,
});

/** How long it takes at most until all know that somebody crashed. */
export const KNOWN_MS = 4000;
