/** Nodes that compare what they have, one message at a time, when a test says so. */

import { type Change, protocolWith } from "hb/membership/anti_entropy/bugs/change.ts";
import type { Item, Saved } from "hb/membership/anti_entropy/messages.ts";
import type { Settings } from "hb/membership/anti_entropy/settings.ts";
import type { State } from "hb/membership/anti_entropy/state.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { type Stage, stageOf } from "../reads/stage.ts";

/** How two nodes find what differs. */
export const WAYS = ["full", "versions", "merkle"] as const;

/** Small trees, and sessions only when a client, number 10, asks for them. */
const chosen: Partial<Settings> = {
  shape: { branching: 2, depth: 2 },
  intervalMs: null,
  retries: 0,
};

/** Writes of a node, the first of them at time 1. */
export function savedOf(
  node: NodeId,
  writes: readonly (readonly [string, string | null])[],
): Saved[] {
  const items = writes.map(([key, value], i): Item => ({
    ...{ key, value, node },
    time: i + 1,
    sequence: i + 1,
  }));
  return [{ life: 1, items, seen: new Map([[node, items.length]]) }];
}

/** A tree that is one leaf. */
export const ONE_LEAF = { branching: 2, depth: 0 };

/** So many keys with a value each, in order. */
export const letters = (count: number) =>
  Array.from({ length: count }, (_, i): [string, string] => [`k${`${i}`.padStart(3, "0")}`, "v"]);

/** Nodes that have saved this. */
export function nodes(
  saved: readonly (readonly Saved[])[],
  settings: Partial<Settings> = {},
  change: Change = {},
): Stage {
  return stageOf(protocolWith(change, { ...chosen, ...settings }), saved.length, saved);
}

/** What a node knows. */
export const stateOf = ({ states }: Stage, node: NodeId) => states[node] as State;
/** The keys that a node has, in order. */
export const keysOf = (stage: Stage, node: NodeId) => [...stateOf(stage, node).items.keys()].sort();
/** What a client asks who writes. */
export const write = (key: string, value: string | null) => ({ type: "write", key, value });
/** A node is asked to repair itself from another. */
export const begin = (stage: Stage, node: NodeId, partner: NodeId) =>
  stage.ask(node, 10, { type: "repair", partner } as { type: "repair" });

/** Lets a node repair itself from another; the messages of both, by type. */
export function repair(stage: Stage, node: NodeId, partner: NodeId): string[] {
  const types: string[] = [];
  begin(stage, node, partner);
  while (stage.letters.length > 0) {
    const [first] = stage.letters;
    types.push(first!.message.type);
    stage.deliver((letter) => letter === first);
  }
  return types;
}
