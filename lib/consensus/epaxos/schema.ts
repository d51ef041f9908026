/** The shape of the messages of EPaxos, as they come from a network. @module */

import {
  between,
  boolean,
  finite,
  integer,
  list,
  map,
  message,
  oneOf,
  orNull,
  record,
  type Schema,
  text,
  type Variants,
} from "../../codec/schema.ts";
import { clientRequests, type Parts, sessionsOf, stamp } from "../../replicated/schema.ts";
import type { Ballot } from "../ballot.ts";
import type { Dependencies, Id, Proposal } from "./instance.ts";
import type { Message, Objection } from "./messages.ts";
import type { Snapshot, Touched } from "./snapshot.ts";
import type { Command, Value } from "./value.ts";

/** A ballot; that of the first coordinator is nobody's. */
const ballot: Schema<Ballot> = record({
  round: [1, integer],
  node: [2, between(-1)],
});

/** Every message between so many replicas. */
export function messages(parts: Parts, replicas: number): Variants<Message> {
  const id = idOf(parts), proposal = proposalOf(parts, replicas), slots = slotsOf(replicas);
  const objection: Schema<Objection> = record({ id: [1, id], committed: [2, boolean] });
  return {
    ...clientRequests(parts),
    preAccept: [3, {
      id: [1, id],
      ballot: [2, ballot],
      proposal: [3, proposal],
      stamp: [4, finite, "optional"],
    }],
    preAcceptReply: [4, {
      id: [1, id],
      ballot: [2, ballot],
      dependencies: [3, slots],
      sequence: [4, integer],
    }],
    accept: [5, { id: [1, id], ballot: [2, ballot], proposal: [3, proposal] }],
    acceptReply: [6, { id: [1, id], ballot: [2, ballot] }],
    commit: [7, { id: [1, id], proposal: [2, proposal] }],
    prepare: [8, { id: [1, id], ballot: [2, ballot] }],
    prepareReply: [9, {
      id: [1, id],
      ballot: [2, ballot],
      accepted: [3, ballot],
      phase: [4, oneOf("none", "pre-accepted", "accepted", "committed")],
      proposal: [5, orNull(proposal)],
      initial: [6, orNull(proposal)],
    }],
    validate: [10, { id: [1, id], ballot: [2, ballot], proposal: [3, proposal] }],
    validateReply: [11, { id: [1, id], ballot: [2, ballot], against: [3, list(objection)] }],
    waiting: [12, { id: [1, id], support: [2, integer] }],
    nack: [13, { id: [1, id], promised: [2, ballot] }],
    status: [14, { decided: [1, slots], answer: [2, boolean] }],
    installSnapshot: [15, { snapshot: [1, snapshotOf(parts, replicas)] }],
  };
}

/** An instance of a replica that there is. */
function idOf({ node }: Parts): Schema<Id> {
  return record({ replica: [1, node], slot: [2, integer] });
}

/** One slot for each replica. */
function slotsOf(replicas: number): Schema<Dependencies> {
  return list(integer, { least: replicas, most: replicas });
}

function proposalOf(parts: Parts, replicas: number): Schema<Proposal> {
  const command: Schema<Command> = message({
    command: [1, { command: [1, parts.entry], stamp: [2, stamp] }],
    register: [2, {}],
    checkpoint: [3, {}],
  });
  const value: Schema<Value> = record({ commands: [1, list(command)] });
  return record({
    value: [1, value],
    dependencies: [2, slotsOf(replicas)],
    sequence: [3, integer],
  });
}

/** A snapshot. */
export function snapshotOf(parts: Parts, replicas: number): Schema<Snapshot> {
  const slots = slotsOf(replicas);
  const touched: Schema<Touched> = record({
    reads: [1, slots],
    writes: [2, slots],
    sequence: [3, integer],
  });
  return record({
    number: [1, integer],
    through: [2, slots],
    beyond: [3, list(text())],
    touched: [4, map(text(), touched)],
    machine: [5, parts.machine],
    sessions: [6, sessionsOf(parts.answer)],
  });
}
