/** The shape of the messages of Multi-Paxos and Bodega as they come from the network, for a store on `nodes` nodes. @module */

import {
  finite,
  integer,
  list,
  message,
  type MessageSchemas,
  oneOf,
  optional,
  record,
  type Schema,
} from "hb/codec/schema.ts";
import type { Message as PaxosMessage } from "hb/consensus/multipaxos/messages.ts";
import type { Command } from "hb/consensus/multipaxos/value.ts";
import type { RosterMessage } from "hb/reads/bodega/messages.ts";
import type { ReadMessage } from "hb/reads/messages.ts";
import type { ClientRequest } from "hb/replicated/requests.ts";
import {
  bytes,
  clientOf,
  keyText,
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

/** How many slots a message tells of at most: more than a window has. */
const MOST_SLOTS = 4096;

/** Whether data is a message that the handlers of `nodes` servers of Multi-Paxos can take. */
export function multiPaxosMessage(nodes: number): Schema {
  return message<PaxosMessage | ReadMessage>({ ...paxos(nodes), ...reads(nodes) });
}

/** The same for servers of Bodega. */
export function bodegaMessage(nodes: number): Schema {
  return message<PaxosMessage | RosterMessage>({ ...paxos(nodes), ...rosters(nodes) });
}

function paxos(nodes: number): MessageSchemas<PaxosMessage> {
  const { ballot, members } = shapes(nodes);
  const command = message<Command>({
    command: { command: operation, stamp },
    register: {},
    configuration: { members },
  });
  const value = record({ origin: ballot, commands: list(command) });
  const voted = record({ slot: integer, ballot, value });
  const snapshot = paxosSnapshot(nodes);
  const count = upTo(MOST_SLOTS);
  return {
    ...requests,
    change: { members: never },
    transfer: { to: never },
    forward: { request: message<ClientRequest>(requests), address: clientOf(nodes) },
    canvass: { ballot },
    consent: { ballot },
    prepare: { ballot, first: integer, named: optional(ballot) },
    promise: { ballot, votes: list(voted), executed: integer },
    accept: { ballot, first: integer, values: list(value), executed: integer, round: integer },
    accepted: { ballot, first: integer, count, executed: integer, round: integer },
    nack: { ballot, promised: ballot },
    standNow: { ballot },
    news: { executed: integer },
    fetch: { executed: integer },
    learn: { decided: list(voted), executed: integer },
    installSnapshot: { snapshot },
    snapshotChunk: {
      slot: integer,
      bytes: upTo(MOST_BYTES),
      checksum: integer,
      offset: integer,
      data: bytes,
      ends: optional(oneOf(true)),
    },
    snapshotChunkReply: { slot: integer, offset: integer, received: integer },
  };
}

/** Whether data that came in chunks is a snapshot of the store on `nodes` nodes. */
export function paxosSnapshot(nodes: number): Schema {
  const { members } = shapes(nodes);
  return record({
    slot: integer,
    commands: integer,
    configurations: (data) => list(record({ from: integer, members }))(data) && isFilled(data),
    machine,
    sessions,
  });
}

/** Who answers reads is not the clients' to decide. */
function rosters(nodes: number): MessageSchemas<RosterMessage> {
  const { ballot, node } = shapes(nodes), { read, forwardRead } = reads(nodes);
  const heard = record({ at: finite, count: integer });
  const range = record({ from: keyText, to: orNull(keyText), responders: list(node) });
  const roster = record({ ballot, ranges: list(range), silent: list(node) });
  const lease = { ballot, heard, turn: integer };
  return {
    read,
    forwardRead,
    roster: { ranges: never },
    forwardRoster: { ranges: never, address: never },
    cover: { range: keyText },
    guard: { roster, bar: integer },
    guardReply: { ballot, heard },
    leasePromise: lease,
    leasePromiseReply: lease,
    revoke: { ballot, heard },
    revokeReply: { heard },
    voted: { ballot, first: integer, count: upTo(MOST_SLOTS) },
  };
}

function shapes(nodes: number): { ballot: Schema; members: Schema; node: Schema } {
  const node = nodeOf(nodes);
  return {
    node,
    ballot: record({ round: integer, node }),
    members: (data) => list(node)(data) && isFilled(data),
  };
}

function isFilled(data: unknown): boolean {
  return (data as readonly unknown[]).length > 0;
}
