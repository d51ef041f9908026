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
import { key, operation, reading, value } from "../kv/shapes.ts";

/** How large a snapshot may be on its way, in bytes: more than any store in memory has. */
const MOST_BYTES = 2 ** 30;

const page = map(key, value);

/** What the protocols' messages hold in a store on `nodes` nodes. Clients may only use it. */
export function storeParts(nodes: number): ReadParts {
  return {
    node: between(0, nodes - 1),
    client: between(nodes),
    command: only(operation),
    entry: only(operation),
    machine: only(record({ bytes: [1, integer], pages: [2, list(page)] })),
    answer: only(union(orNull(boolean), value)),
    snapshotBytes: between(0, MOST_BYTES),
    administered: false,
    read: only(reading),
    key,
  };
}

/** The same with quorum leases: reads that nobody could answer stand in the log, and the first page says who holds leases. */
export function leasedParts(nodes: number): ReadParts {
  const parts = storeParts(nodes);
  const inLog = message<{ type: "read in the log"; command: unknown }>({
    "read in the log": [1, { command: [1, only(reading)] }],
  });
  return {
    ...parts,
    entry: only(union(operation, inLog)),
    machine: only(
      record({ bytes: [1, integer], pages: [2, headed(configurationOf(parts), page)] }),
    ),
  };
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
