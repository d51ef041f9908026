/**
 * Processes and the machines that they run on. A protocol knows processes, numbered 0, 1, …; the first ones are kept by
 * groups of machines, and each of the others has a machine of its own.
 *
 * @module
 */

import { assertKinds, wholeFrom } from "../../model/kinds.ts";
import type { NodeId } from "../../model/protocol.ts";

/** How many groups there are, and how large each is. */
export interface Layout {
  /** Processes 0 to `groups` − 1 are kept by groups. */
  readonly groups: number;
  /** How many machines keep each. */
  readonly size: number;
}

/** The layout, if it is one. Throws `RangeError` otherwise. */
export function layoutOf({ groups, size }: Layout): Layout {
  const from1 = wholeFrom(1);
  assertKinds("keep processes by groups", { groups, size }, { groups: from1, size: from1 });
  return { groups, size };
}

/** The process that a machine runs, or helps to keep. */
export function processOf({ groups, size }: Layout, machine: NodeId): NodeId {
  const grouped = groups * size;
  return machine < grouped ? Math.floor(machine / size) : machine - grouped + groups;
}

/** The machines of a process, in ascending order: its group, or the one that it has. */
export function machinesOf({ groups, size }: Layout, process: NodeId): NodeId[] {
  if (process >= groups) return [process - groups + groups * size];
  return Array.from({ length: size }, (_, i) => process * size + i);
}

/** How many processes run on so many machines. */
export function processesOn({ groups, size }: Layout, machines: number): number {
  return Math.max(groups, machines - groups * (size - 1));
}

/** Whether a process is kept by a group. */
export function isGrouped({ groups }: Layout, process: NodeId): boolean {
  return process < groups;
}

/** Whether a machine helps to keep this process, or runs it alone. */
export function isMember(layout: Layout, process: NodeId, machine: NodeId): boolean {
  return processOf(layout, machine) === process;
}
