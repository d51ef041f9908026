/** What transactions are called, and which of them is older. @module */

import type { NodeId } from "../../model/protocol.ts";

/**
 * One try of a transaction: "3.1.2", the second of the first life of node 3, which coordinates it. No two tries have the
 * same name, whether or not that node has crashed in between.
 */
export type Name = string;

/** The name of a try. */
export function nameOf(coordinator: NodeId, life: number, count: number): Name {
  return `${coordinator}.${life}.${count}`;
}

/** The node that coordinates it. */
export function coordinatorOf(name: Name): NodeId {
  return Number.parseInt(name, 10);
}

/**
 * One visit of a transaction to a participant, by a name that the participant gives it: "2.5", the fifth of its second
 * life. What is said of one visit is not taken for another: a participant that has lost its locks, or has ended the
 * transaction long ago, is not led by late copies of messages to begin it again and commit it.
 */
export type Session = string;

/**
 * When a transaction was asked for first, by the clock of its coordinator, and what tells it from others of that time.
 * A clock that is wrong makes it older or younger than it is, and nothing worse.
 */
export type Age = readonly [at: number, coordinator: NodeId, life: number, count: number];

/** Whether one is older than the other. */
export function isOlder(a: Age, b: Age): boolean {
  for (const [i, part] of a.entries()) if (part !== b[i]) return part < b[i]!;
  return false;
}
