/** The messages of Raft as they must come from the network, for a store of so many nodes. @module */

import {
  boolean,
  either,
  list,
  map,
  message,
  type MessageSchemas,
  oneOf,
  record,
  type Schema,
  text,
  whole,
} from "hb/codec/schema.ts";
import type { Entry } from "hb/consensus/raft/entry.ts";
import type { Message } from "hb/consensus/raft/messages.ts";
import type { Operation } from "../kv/operation.ts";
import { longest } from "./store_machine.ts";

const key = text(longest.key);
const value = text(longest.value);

const operation = message<Operation>({
  get: { key },
  put: { key, value },
  del: { key },
  cas: { key, expected: orNull(value), value },
});

const position = record({ index: whole, term: whole });
const stamp = orNull(record({ session: whole, sequence: whole, lowest: whole }));
const session = record({ lowest: whole, answers: map(whole, answer), usedAt: whole });

type StoreRequest = Extract<Message, { type: "request" | "register" }>;

/** Clients may only use the store; who belongs to the cluster is not theirs to decide. */
const requests: MessageSchemas<StoreRequest> = {
  request: { command: operation, stamp },
  register: {},
};

/** Whether data is a message that the handlers of `nodes` servers can take. */
export function raftMessage(nodes: number): Schema {
  const { entry, snapshot } = shapes(nodes);
  const client: Schema = (data) => whole(data) && (data as number) >= nodes;
  return message<Message>({
    ...requests,
    change: { transition: never, changes: never },
    transfer: { to: never },
    forward: { request: message<StoreRequest>(requests), address: client },
    requestVote: { term: whole, last: position, pre: boolean, transfer: boolean },
    vote: { term: whole, granted: boolean, pre: boolean },
    append: {
      term: whole,
      previous: position,
      entries: list(entry),
      commit: whole,
      round: whole,
    },
    installSnapshot: { term: whole, snapshot, round: whole },
    appended: {
      term: whole,
      success: boolean,
      previous: whole,
      match: whole,
      hint: orNull(record({ term: orNull(whole), index: whole })),
      round: whole,
    },
    timeoutNow: { term: whole },
  });
}

/** What names nodes: a configuration with one that does not exist would be sent to. */
function shapes(nodes: number): { entry: Schema; snapshot: Schema } {
  const node: Schema = (data) => whole(data) && (data as number) < nodes;
  const configuration = record({
    voters: list(node),
    outgoing: list(node),
    learners: list(node),
    learnersNext: list(node),
    autoLeave: boolean,
  });
  const entry = message<Entry>({
    noop: { term: whole },
    command: { term: whole, command: operation, stamp },
    register: { term: whole },
    configuration: { term: whole, configuration },
  });
  const snapshot = record({
    last: position,
    placed: record({ index: whole, configuration }),
    machine: map(key, value),
    sessions: map(whole, session),
  });
  return { entry, snapshot };
}

function orNull(schema: Schema): Schema {
  return either(oneOf(null), schema);
}

/** What the store answers, or Raft itself. */
function answer(data: unknown): boolean {
  return data === null || typeof data === "boolean" || value(data);
}

function never(): boolean {
  return false;
}
