/**
 * Logical clocks (Lamport 1978, *Time, clocks, and the ordering of events in a distributed system*): a
 * counter at each node, carried by each message. If a happens before b, then a's time is less than b's;
 * the converse does not hold.
 *
 * @module
 */

import { counted } from "../model/counted.ts";
import type { NodeId } from "../model/protocol.ts";

/** The time of an event; a node that has done nothing is at 0. */
export type LamportTime = number;

/** The time of the next event at a node whose clock shows `time`: IR1 of the paper. */
export function tick(time: LamportTime): LamportTime {
  return counted("logical time", time) + 1;
}

/** The time at which a node whose clock shows `time` receives a message stamped `stamp`: IR2. */
export function receive(time: LamportTime, stamp: LamportTime): LamportTime {
  return Math.max(counted("logical time", time), counted("logical time", stamp)) + 1;
}

/** An event's place in the total order of all events: its time, and its node to break ties. */
export interface Stamp {
  /** When. */
  readonly time: LamportTime;
  /** Where. */
  readonly node: NodeId;
}

/**
 * The paper's total order "⇒", which extends happens-before: negative when `a` comes first.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { order, receive, tick } from "hb/clocks/lamport.ts";
 *
 * const sent = { node: 1, time: tick(0) };
 * const received = { node: 0, time: receive(0, sent.time) };
 * const elsewhere = { node: 2, time: tick(0) };
 * assertEquals([received, elsewhere, sent].sort(order), [sent, elsewhere, received]);
 * ```
 */
export function order(a: Stamp, b: Stamp): number {
  for (const { time, node } of [a, b]) counted("logical time", time), counted("node", node);
  return a.time - b.time || a.node - b.node;
}
