/** The shape of Raft's messages as they come from the network, for a store on `nodes` nodes. @module */

import {
  boolean,
  integer,
  list,
  map,
  message,
  type MessageSchemas,
  oneOf,
  optional,
  record,
  type Schema,
  text,
  union,
} from "hb/codec/schema.ts";
import type { Entry } from "hb/consensus/raft/entry.ts";
import type { Message } from "hb/consensus/raft/messages.ts";
import { longest, type Operation } from "../kv/operation.ts";

/** How large a snapshot may be on its way, in bytes: more than `maxMachineBytes` makes of one. */
const MOST_BYTES = 2 ** 30;

const key = text(longest.key);
const value = text(longest.value);

const operation = message<Operation>({
  get: { key },
  put: { key, value },
  del: { key },
  cas: { key, expected: orNull(value), value },
});

const position = record({ index: integer, term: integer });
const stamp = orNull(record({ session: integer, sequence: integer, lowest: integer }));
const session = record({ lowest: integer, answers: map(integer, answer), usedAt: integer });

type StoreRequest = Extract<Message, { type: "request" | "register" }>;

/** Clients may only use the store; who belongs to the cluster is not theirs to decide. */
const requests: MessageSchemas<StoreRequest> = {
  request: { command: operation, stamp },
  register: {},
};

/** Whether data is a message that the handlers of `nodes` servers can take. */
export function raftMessage(nodes: number): Schema {
  const { entry, snapshot } = shapes(nodes);
  const client: Schema = (data) => integer(data) && (data as number) >= nodes;
  return message<Message>({
    ...requests,
    change: { transition: never, changes: never },
    transfer: { to: never },
    forward: { request: message<StoreRequest>(requests), address: client },
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
  const node: Schema = (data) => integer(data) && (data as number) < nodes;
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
    machine: record({ bytes: integer, pages: list(map(key, value)) }),
    sessions: map(integer, session),
  });
  return { entry, snapshot };
}

function upTo(most: number): Schema {
  return (data) => integer(data) && (data as number) <= most;
}

function orNull(schema: Schema): Schema {
  return union(oneOf(null), schema);
}

/** What the store answers, or Raft itself. */
function answer(data: unknown): boolean {
  return data === null || typeof data === "boolean" || value(data);
}

function bytes(data: unknown): boolean {
  return data instanceof Uint8Array;
}

function never(): boolean {
  return false;
}
