/**
 * Who keeps what. The first nodes are participants, each of which keeps the keys of an interval; all others are
 * coordinators, at which applications sit. (Who keeps an interval may be a group; here it has one name.) Where a
 * protocol has nodes that serve all, such as an oracle of timestamps, those come between the two.
 *
 * @module
 */

import { assertKinds, listOf, someWords } from "../model/kinds.ts";
import type { NodeId } from "../model/protocol.ts";
import type { Operation, Operations } from "./operation.ts";

/** Where one participant's interval ends and the next one's begins, in ascending order; one fewer than participants. */
export type Splits = readonly string[];

/** The splits, if they are ascending; throws `RangeError` otherwise. */
export function splitsOf(splits: Splits): Splits {
  assertKinds("keep keys", { splits }, { splits: listOf(someWords) });
  const wrong = splits.findIndex((split, i) => i > 0 && split <= splits[i - 1]!);
  if (wrong < 0) return splits;
  throw new RangeError(
    `Cannot keep keys because splits must ascend: given "${splits[wrong]}" after "${
      splits[wrong - 1]
    }"`,
  );
}

/** The participant that keeps a key: as many splits are at or before it. */
export function keeperOf(splits: Splits, key: string): NodeId {
  const next = splits.findIndex((split) => key < split);
  return next < 0 ? splits.length : next;
}

/** Whom an operation concerns, in ascending order. An empty interval concerns nobody. */
export function keepersOf(splits: Splits, operation: Operation): NodeId[] {
  if (operation.type !== "scan") return [keeperOf(splits, operation.key)];
  const { from, to } = operation;
  if (from >= to) return [];
  const first = keeperOf(splits, from);
  const last = splits.findIndex((split) => to <= split);
  const end = last < 0 ? splits.length : last;
  return Array.from({ length: end - first + 1 }, (_, i) => first + i);
}

/** Whom a transaction concerns, in ascending order. */
export function participantsOf(splits: Splits, operations: Operations): NodeId[] {
  const all = new Set(operations.flatMap((operation) => keepersOf(splits, operation)));
  return [...all].sort((a, b) => a - b);
}

/** Whether a node keeps keys; all others coordinate. */
export function isParticipant(splits: Splits, node: NodeId): boolean {
  return node <= splits.length;
}

/** The node of a service; of several, the one with this number, from 0. */
export function serviceOf(splits: Splits, service: number = 0): NodeId {
  return splits.length + 1 + service;
}

/** The coordinators among so many nodes, where there are so many services. */
export function coordinatorsOf(splits: Splits, nodes: number, services: number = 0): NodeId[] {
  const first = serviceOf(splits, services);
  return Array.from({ length: Math.max(0, nodes - first) }, (_, i) => first + i);
}
