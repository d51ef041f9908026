/** The shape of Raft's messages as they come from the network, for a store on `nodes` nodes. @module */

import {
  boolean,
  integer,
  list,
  message,
  oneOf,
  optional,
  record,
  type Schema,
} from "hb/codec/schema.ts";
import type { Entry } from "hb/consensus/raft/entry.ts";
import type { Message } from "hb/consensus/raft/messages.ts";
import type { ReadMessage } from "hb/reads/messages.ts";
import type { ClientRequest } from "hb/replicated/requests.ts";
import {
  bytes,
  clientOf,
  machine,
  MOST_BYTES,
  never,
  nodeOf,
  operation,
  orNull,
  reads,
  requests,
  sessions,
  stamp,
  upTo,
} from "./shapes.ts";

const position = record({ index: integer, term: integer });
/** Whether data is a message that the handlers of `nodes` servers can take. */
export function raftMessage(nodes: number): Schema {
  const { entry, snapshot } = shapes(nodes);
  return message<Message | ReadMessage>({
    ...requests,
    ...reads(nodes),
    change: { transition: never, changes: never },
    transfer: { to: never },
    forward: { request: message<ClientRequest>(requests), address: clientOf(nodes) },
    requestVote: { term: integer, last: position, pre: boolean, transfer: boolean },
    requestVoteReply: { term: integer, granted: boolean, pre: boolean },
    appendEntries: {
      term: integer,
      previous: position,
      entries: list(entry),
      commit: integer,
      round: integer,
    },
    installSnapshot: { term: integer, snapshot, round: integer },
    snapshotChunk: {
      term: integer,
      last: position,
      bytes: upTo(MOST_BYTES),
      checksum: integer,
      offset: integer,
      data: bytes,
      ends: optional(oneOf(true)),
      round: integer,
    },
    snapshotChunkReply: {
      term: integer,
      last: position,
      offset: integer,
      received: integer,
      round: integer,
    },
    appendEntriesReply: {
      term: integer,
      success: boolean,
      previous: integer,
      match: integer,
      hint: orNull(record({ term: orNull(integer), index: integer })),
      round: integer,
    },
    timeoutNow: { term: integer },
  });
}

/** Whether data that came in chunks is a snapshot of the store on `nodes` nodes. */
export function storeSnapshot(nodes: number): Schema {
  return shapes(nodes).snapshot;
}

/** What names nodes: a configuration with one that does not exist would be sent to. */
function shapes(nodes: number): { entry: Schema; snapshot: Schema } {
  const node = nodeOf(nodes);
  const configuration = record({
    voters: list(node),
    outgoing: list(node),
    learners: list(node),
    learnersNext: list(node),
    autoLeave: boolean,
  });
  const entry = message<Entry>({
    noop: { term: integer },
    command: { term: integer, command: operation, stamp },
    register: { term: integer },
    configuration: { term: integer, configuration },
  });
  const snapshot = record({
    last: position,
    placed: record({ index: integer, configuration }),
    machine,
    sessions,
  });
  return { entry, snapshot };
}
