/**
 * The shape of Raft's messages. On a real network anything may arrive; what has the shape of a message can be
 * handled, and everything else is turned away before it reaches a handler. Whether it is true, only its sender
 * knows.
 *
 * @module
 */

import { guardOf } from "../../codec/schema/check.ts";
import {
  boolean,
  bytes,
  integer,
  list,
  message,
  oneOf,
  orNull,
  record,
  type Schema,
  type Variants,
} from "../../codec/schema.ts";
import {
  administered,
  anyParts,
  clientRequests,
  type Parts,
  position,
  sessionsOf,
  stamp,
} from "../../replicated/schema.ts";
import type { Configuration, Placed } from "./configuration.ts";
import type { Entry } from "./entry.ts";
import type { Change } from "./membership.ts";
import type { Hint, Message, Request } from "./messages.ts";
import type { Snapshot } from "./snapshot.ts";

const hint: Schema<Hint> = record({ term: [1, orNull(integer)], index: [2, integer] });

/** Every message. */
export function messages(parts: Parts): Variants<Message> {
  const requests = requestsOf(parts);
  return {
    ...requests,
    forward: [5, { request: [1, message<Request>(requests)], address: [2, parts.client] }],
    ...elections,
    appendEntries: [8, {
      term: [1, integer],
      previous: [2, position],
      entries: [3, list(entryOf(parts))],
      commit: [4, integer],
      round: [5, integer],
    }],
    appendEntriesReply: [9, {
      term: [1, integer],
      success: [2, boolean],
      previous: [3, integer],
      match: [4, integer],
      hint: [5, orNull(hint)],
      round: [6, integer],
    }],
    ...snapshots(parts),
  };
}

function requestsOf(parts: Parts): Variants<Request> {
  const { node } = parts;
  const change: Schema<Change> = record({
    type: [1, oneOf("addVoter", "addLearner", "remove")],
    node: [2, node],
  });
  return {
    ...clientRequests(parts),
    change: [3, {
      transition: [1, administered(parts, oneOf("auto", "implicit", "explicit"))],
      changes: [2, administered(parts, list(change))],
    }],
    transfer: [4, { to: [1, administered(parts, node)] }],
  };
}

type Part<K extends Message["type"]> = Variants<Extract<Message, { readonly type: K }>>;

const elections: Part<"requestVote" | "requestVoteReply" | "timeoutNow"> = {
  requestVote: [6, {
    term: [1, integer],
    last: [2, position],
    pre: [3, boolean],
    transfer: [4, boolean],
  }],
  requestVoteReply: [7, { term: [1, integer], granted: [2, boolean], pre: [3, boolean] }],
  timeoutNow: [13, { term: [1, integer] }],
};

function snapshots(
  parts: Parts,
): Part<"installSnapshot" | "snapshotChunk" | "snapshotChunkReply"> {
  return {
    installSnapshot: [10, {
      term: [1, integer],
      snapshot: [2, snapshotOf(parts)],
      round: [3, integer],
    }],
    snapshotChunk: [11, {
      term: [1, integer],
      last: [2, position],
      bytes: [3, parts.snapshotBytes],
      checksum: [4, integer],
      offset: [5, integer],
      data: [6, bytes()],
      ends: [7, oneOf(true), "optional"],
      round: [8, integer],
    }],
    snapshotChunkReply: [12, {
      term: [1, integer],
      last: [2, position],
      offset: [3, integer],
      received: [4, integer],
      round: [5, integer],
    }],
  };
}

function entryOf({ entry, node }: Parts): Schema<Entry> {
  return message({
    noop: [1, { term: [1, integer] }],
    command: [2, { term: [1, integer], command: [2, entry], stamp: [3, stamp] }],
    register: [3, { term: [1, integer] }],
    configuration: [4, { term: [1, integer], configuration: [2, configurationOf(node)] }],
  });
}

function configurationOf(node: Schema<number>): Schema<Configuration> {
  return record({
    voters: [1, list(node, { least: 1 })],
    outgoing: [2, list(node)],
    learners: [3, list(node)],
    learnersNext: [4, list(node)],
    autoLeave: [5, boolean],
  });
}

/** A snapshot. */
export function snapshotOf({ node, machine, answer }: Parts): Schema<Snapshot> {
  const placed: Schema<Placed> = record({
    index: [1, integer],
    configuration: [2, configurationOf(node)],
  });
  return record({
    last: [1, position],
    placed: [2, placed],
    machine: [3, machine],
    sessions: [4, sessionsOf(answer)],
  });
}

/** A message of Raft, whatever it replicates. */
export const anyMessage: Schema<Message> = message(messages(anyParts));

/** Whether `data` has the shape of a message, also with the name of its sender. */
export const isMessage: (data: unknown) => data is Message = guardOf(anyMessage, { others: true });

/** Whether `data` has the shape of a snapshot, of whatever state machine. */
export const isSnapshot: (data: unknown) => data is Snapshot = guardOf(snapshotOf(anyParts), {
  others: true,
});
