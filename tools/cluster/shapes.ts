/** What messages of the store are made of, on so many nodes; all else of their shape stands beside the protocols. @module */

import {
  between,
  boolean,
  headed,
  integer,
  list,
  map,
  message,
  only,
  orNull,
  record,
  type Schema,
  union,
} from "hb/codec/schema.ts";
import type { Message as PaxosMessage } from "hb/consensus/multipaxos/messages.ts";
import { messages as paxosMessages } from "hb/consensus/multipaxos/schema.ts";
import type { Message as RaftMessage } from "hb/consensus/raft/messages.ts";
import { messages as raftMessages } from "hb/consensus/raft/schema.ts";
import type { RosterMessage } from "hb/reads/bodega/messages.ts";
import { rosterMessages } from "hb/reads/bodega/schema.ts";
import type { ReadMessage } from "hb/reads/messages.ts";
import type { LeaseMessage } from "hb/reads/quorum_lease/messages.ts";
import { configurationOf, leaseMessages } from "hb/reads/quorum_lease/schema.ts";
import { readMessages, type ReadParts } from "hb/reads/schema.ts";
import { entry, key, operation, reading, remembered, value } from "../kv/shapes.ts";

/** How large a snapshot may be on its way, in bytes: more than any store in memory has. */
export const MOST_BYTES = 2 ** 30;

/** Of the values, of the leases, or of what is attached to them. */
const page = map(key, value);
/** What each of these three has, where there are leases. */
const parts = list(record({ bytes: [1, integer], pages: [2, integer] }), { most: 3 });

function machineOf<P>(pages: Schema<P>) {
  return record({ bytes: [1, integer], pages: [2, pages], parts: [3, parts, "optional"] });
}

/** What the protocols' messages hold in a store on `nodes` nodes. Clients may only use it. */
export function storeParts(nodes: number): ReadParts {
  return {
    node: between(0, nodes - 1),
    client: between(nodes),
    command: only(operation),
    entry: only(entry),
    machine: only(machineOf(list(page))),
    answer: only(union(orNull(boolean), value, remembered)),
    snapshotBytes: between(0, MOST_BYTES),
    administered: false,
    read: only(reading),
    key,
  };
}

/** The same with quorum leases: reads that nobody could answer stand in the log, and the first page says who holds leases. */
export function leasedParts(nodes: number): ReadParts {
  const store = storeParts(nodes);
  const inLog = message<{ type: "read in the log"; command: unknown }>({
    "read in the log": [1, { command: [1, only(reading)] }],
  });
  return {
    ...store,
    entry: only(union(entry, inLog)),
    machine: only(machineOf(headed(configurationOf(store), page))),
  };
}

/**
 * What a snapshot with quorum leases holds that comes in chunks, as it is looked at block by block: only in the
 * first block with pages is the first of them who holds leases, and in the first of all blocks there are none.
 */
export function leasedBlocks(nodes: number): ReadParts {
  const parts = leasedParts(nodes);
  return { ...parts, machine: only(machineOf(list(union(configurationOf(parts), page)))) };
}

/** A message of Raft. */
export function raftMessage(nodes: number): Schema<RaftMessage | ReadMessage> {
  const parts = storeParts(nodes);
  return message({ ...raftMessages(parts), ...readMessages(parts) });
}

/** A message of Multi-Paxos. */
export function multiPaxosMessage(nodes: number): Schema<PaxosMessage | ReadMessage> {
  const parts = storeParts(nodes);
  return message({ ...paxosMessages(parts), ...readMessages(parts) });
}

/** A message of Bodega. */
export function bodegaMessage(nodes: number): Schema<PaxosMessage | RosterMessage> {
  const parts = storeParts(nodes);
  return message({ ...paxosMessages(parts), ...rosterMessages(parts) });
}

/** A message of quorum leases. */
export function quorumLeaseMessage(nodes: number): Schema<PaxosMessage | LeaseMessage> {
  const parts = leasedParts(nodes);
  return message({ ...paxosMessages(parts), ...leaseMessages(parts) });
}
