/** One node, which is a replica and coordinates what its clients ask; and how it comes back after a crash. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Key, Value } from "../register/register.ts";
import type { Saved } from "./messages.ts";
import { NOTHING, type Version } from "./tags.ts";

/** What a node knows. */
export interface State {
  /** Replica, saved: the latest version of each register that it has been told to hold. */
  readonly held: Map<Key, Version>;
  /** Replica, saved: the registers whose values it has lost; what it holds there has a tag only. */
  readonly damaged: Set<Key>;
  /** Coordinator, saved: how often it has started. */
  life: number;
  /** Writer, saved: the highest time that it has given to a write. */
  issued: number;
  /** Coordinator: how many phases it has begun in this life. */
  phases: number;
  /** Coordinator: the operations under way, by the number of the phase that each is in. */
  readonly operations: Map<number, Operation>;
}

/** An operation in one of its two phases. */
export type Operation = Querying | Storing;

/** Phase 1: replicas are asked what they hold. */
export interface Querying {
  /** The phase. */
  readonly stage: "query";
  /** Whom to answer. */
  readonly client: NodeId;
  /** The register. */
  readonly key: Key;
  /** What is to be written; undefined in a read. */
  readonly write?: Value;
  /** What each replica that has answered holds. */
  readonly heard: Map<NodeId, Version>;
}

/** Phase 2: replicas are asked to hold a version. */
export interface Storing {
  /** The phase. */
  readonly stage: "store";
  /** Whom to answer; undefined when they have been answered already, which is a mistake. */
  readonly client?: NodeId;
  /** The register. */
  readonly key: Key;
  /** What is to be held. */
  readonly version: Version;
  /** What the client is told: the value of a read, `null` of a write. */
  readonly result: Value;
  /** Who holds it, or something later. */
  readonly holders: Set<NodeId>;
}

/** A node that comes back with what it saved, before it has counted this start. */
export function recovered(journal: readonly Saved[]): State {
  const state: State = {
    held: new Map(),
    damaged: new Set(),
    life: 0,
    issued: 0,
    phases: 0,
    operations: new Map(),
  };
  for (const record of journal) recall(state, record);
  return state;
}

function recall(s: State, record: Saved): void {
  switch (record.type) {
    case "life":
      s.life = record.life;
      break;
    case "issued":
      s.issued = record.time;
      break;
    case "held":
      s.held.set(record.key, record.version);
      s.damaged.delete(record.key);
      break;
    case "damaged":
      s.damaged.add(record.key);
  }
}

/** The journal of a node that knows this: one record for each thing, in an order of its own. */
export function compacted({ held, damaged, life, issued }: Readonly<State>): Saved[] {
  const records: Saved[] = [];
  if (life > 0) records.push({ type: "life", life });
  if (issued > 0) records.push({ type: "issued", time: issued });
  const keys = [...held.keys()].sort((a, b) => `${a}` < `${b}` ? -1 : `${a}` > `${b}` ? 1 : 0);
  for (const key of keys) records.push({ type: "held", key, version: held.get(key)! });
  for (const key of [...damaged].sort()) records.push({ type: "damaged", key });
  return records;
}

/** What a replica holds in a register. */
export function heldIn({ held }: Readonly<State>, key: Key): Version {
  return held.get(key) ?? NOTHING;
}
