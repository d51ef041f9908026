/** The shape of the messages of Multi-Paxos, as they come from a network. @module */

import { guardOf } from "../../codec/schema/check.ts";
import {
  between,
  bytes,
  integer,
  list,
  message,
  oneOf,
  record,
  type Schema,
  type Variants,
} from "../../codec/schema.ts";
import type { NodeId } from "../../model/protocol.ts";
import {
  administered,
  anyParts,
  clientRequests,
  type Parts,
  sessionsOf,
  stamp,
} from "../../replicated/schema.ts";
import type { Ballot } from "../ballot.ts";
import type { Placed } from "./configuration.ts";
import type { Voted } from "./log.ts";
import type { Message, Request } from "./messages.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Command, Value } from "./value.ts";

/** How many slots a message tells of at most: more than a window has. */
export const slotCount: Schema<number> = between(0, 4096);

/** A ballot that somebody has. */
export function ballotOf(node: Schema<NodeId>): Schema<Ballot> {
  return record({ round: [1, integer], node: [2, node] });
}

/** Every message. */
export function messages(parts: Parts): Variants<Message> {
  const requests = requestsOf(parts);
  return {
    ...requests,
    forward: [5, { request: [1, message<Request>(requests)], address: [2, parts.client] }],
    ...ballots(parts),
    ...votes(parts),
    ...snapshots(parts),
  };
}

function requestsOf(parts: Parts): Variants<Request> {
  return {
    ...clientRequests(parts),
    change: [3, { members: [1, administered(parts, membersOf(parts))] }],
    transfer: [4, { to: [1, administered(parts, parts.node)] }],
  };
}

type Part<K extends Message["type"]> = Variants<Extract<Message, { readonly type: K }>>;

function ballots(
  parts: Parts,
): Part<"canvass" | "consent" | "prepare" | "promise" | "nack" | "standNow"> {
  const ballot = ballotOf(parts.node);
  return {
    canvass: [6, { ballot: [1, ballot] }],
    consent: [7, { ballot: [1, ballot] }],
    prepare: [8, { ballot: [1, ballot], first: [2, integer], named: [3, ballot, "optional"] }],
    promise: [9, { ballot: [1, ballot], votes: [2, list(votedOf(parts))], executed: [3, integer] }],
    nack: [12, { ballot: [1, ballot], promised: [2, ballot] }],
    standNow: [13, { ballot: [1, ballot] }],
  };
}

function votes(parts: Parts): Part<"accept" | "accepted" | "news" | "fetch" | "learn"> {
  const ballot = ballotOf(parts.node);
  return {
    accept: [10, {
      ballot: [1, ballot],
      first: [2, integer],
      values: [3, list(valueOf(parts))],
      executed: [4, integer],
      round: [5, integer],
    }],
    accepted: [11, {
      ballot: [1, ballot],
      first: [2, integer],
      count: [3, slotCount],
      executed: [4, integer],
      round: [5, integer],
    }],
    news: [14, { executed: [1, integer] }],
    fetch: [15, { executed: [1, integer] }],
    learn: [16, { decided: [1, list(votedOf(parts))], executed: [2, integer] }],
  };
}

function snapshots(
  parts: Parts,
): Part<"installSnapshot" | "snapshotChunk" | "snapshotChunkReply"> {
  return {
    installSnapshot: [17, { snapshot: [1, snapshotOf(parts)] }],
    snapshotChunk: [18, {
      slot: [1, integer],
      bytes: [2, parts.snapshotBytes],
      checksum: [3, integer],
      offset: [4, integer],
      data: [5, bytes()],
      ends: [6, oneOf(true), "optional"],
    }],
    snapshotChunkReply: [19, {
      slot: [1, integer],
      offset: [2, integer],
      received: [3, integer],
    }],
  };
}

function membersOf({ node }: Parts): Schema<readonly NodeId[]> {
  return list(node, { least: 1 });
}

function valueOf(parts: Parts): Schema<Value> {
  const command: Schema<Command> = message({
    command: [1, { command: [1, parts.entry], stamp: [2, stamp] }],
    register: [2, {}],
    configuration: [3, { members: [1, membersOf(parts)] }],
  });
  return record({ origin: [1, ballotOf(parts.node)], commands: [2, list(command)] });
}

function votedOf(parts: Parts): Schema<Voted> {
  return record({
    slot: [1, integer],
    ballot: [2, ballotOf(parts.node)],
    value: [3, valueOf(parts)],
  });
}

/** A snapshot. */
export function snapshotOf(parts: Parts): Schema<Snapshot> {
  const placed: Schema<Placed> = record({ from: [1, integer], members: [2, membersOf(parts)] });
  return record({
    slot: [1, integer],
    commands: [2, integer],
    configurations: [3, list(placed, { least: 1 })],
    machine: [4, parts.machine],
    sessions: [5, sessionsOf(parts.answer)],
  });
}

/** Whether `data` has the shape of a snapshot, of whatever state machine. */
export const isSnapshot: (data: unknown) => data is Snapshot = guardOf(snapshotOf(anyParts));
