/** What messages of the sharded store are made of, on so many nodes. @module */

import { between, integer, message, type Schema } from "hb/codec/schema.ts";
import { snapshotOf } from "hb/consensus/raft/schema.ts";
import type { Snapshot } from "hb/consensus/raft/snapshot.ts";
import type { DrivenMessage } from "hb/multiraft/driver/messages.ts";
import { drivenMessages } from "hb/multiraft/driver/schema.ts";
import { frozenPartOf } from "hb/multiraft/range/schema.ts";
import type { MultiRaftParts } from "hb/multiraft/schema.ts";
import { anyParts } from "hb/replicated/schema.ts";
import { mostEntries } from "hb/replicated/store/limits.ts";
import { key, type Request, requests, value } from "../../kv/shapes.ts";
import { MOST_BYTES } from "../shapes.ts";

/** What administrators say, and what clients of the library do: over this network, nobody does. */
type Unsaid = "ask" | "order" | "decide" | "replicas";

/** What clients ask of the store, and what nodes say to each other. */
export type ShardedMessage = Request | Exclude<DrivenMessage, { readonly type: Unsaid }>;

/** What the protocol's messages hold. */
function shardedParts(nodes: number): MultiRaftParts {
  return {
    node: between(0, nodes - 1),
    client: integer,
    key,
    value,
    limit: between(1, mostEntries),
    snapshotBytes: between(0, MOST_BYTES),
  };
}

/** A message of the sharded store. */
export function shardedMessage(nodes: number): Schema<ShardedMessage> {
  const { ask: _, order: _1, decide: _2, replicas: _3, ...between } = drivenMessages(
    shardedParts(nodes),
  );
  // Clients' requests have the numbers of what nobody says.
  return message<ShardedMessage>({ ...requests, ...between });
}

/** A part of the snapshot of a range. */
export function rangeSnapshot(nodes: number): Schema<Snapshot> {
  const parts = shardedParts(nodes), node = parts.node;
  return snapshotOf({ ...anyParts, node, machine: frozenPartOf(parts) as Schema<unknown> });
}
