/** The shape of messages of Multi-Raft, as they come from a network. @module */

import {
  between,
  boolean,
  integer,
  list,
  message,
  oneOf,
  orNull,
  record,
  type Schema,
  text,
  type Variants,
} from "../codec/schema.ts";
import { messages as raftMessages } from "../consensus/raft/schema.ts";
import type { Change } from "../consensus/raft/membership.ts";
import { readMessages, type ReadParts } from "../reads/schema.ts";
import { position } from "../replicated/schema.ts";
import type {
  Beat,
  BeatReply,
  Epoch,
  GroupMessage,
  Message,
  Order,
  Outcome,
  Pin,
  Route,
  Task,
} from "./messages.ts";
import {
  answerOf,
  anyRangeParts,
  commandOf,
  frozenOf,
  operationOf,
  type RangeParts,
  rangeSchema,
  sourceOf,
  stampOf,
} from "./range/schema.ts";

/** What differs from host to host. */
export interface MultiRaftParts extends RangeParts {
  /** The return address of a client's request. */
  readonly client: Schema<number>;
  /** How large a snapshot may be, in bytes. */
  readonly snapshotBytes: Schema<number>;
}

/** What a gateway has asked, from 0 on; below 0 are numbers of a placement driver's. */
const asked: Schema<number> = between(Number.MIN_SAFE_INTEGER);

const epoch: Schema<Epoch> = record({ conf: [1, integer], version: [2, integer] });

const pin: Schema<Pin> = record({ group: [1, integer], conf: [2, integer], version: [3, integer] });

/** What replicas of a group say to each other. What a client waits for there is a number of the node's own. */
export function groupMessage(parts: MultiRaftParts): Schema<GroupMessage> {
  const command = commandOf(parts) as Schema<unknown>;
  const all: ReadParts = {
    node: parts.node,
    client: integer,
    command,
    entry: command,
    machine: frozenOf(parts) as Schema<unknown>,
    answer: answerOf(parts) as Schema<unknown>,
    snapshotBytes: parts.snapshotBytes,
    administered: true,
    read: command,
    key: parts.key,
  };
  return message<GroupMessage>({ ...raftMessages(all), ...readMessages(all) });
}

function routeOf({ node, key }: RangeParts): Schema<Route> {
  return record({
    group: [1, integer],
    start: [2, key],
    end: [3, orNull(key)],
    version: [4, integer],
    conf: [5, integer],
    members: [6, list(node, { least: 1 })],
    leader: [7, orNull(node)],
  });
}

function ordersOf({ node, key }: RangeParts): Variants<Order> {
  const change: Schema<Change> = record({
    type: [1, oneOf("addVoter", "addLearner", "remove")],
    node: [2, node],
  });
  return {
    split: [1, { at: [1, key], child: [2, integer] }],
    merge: [2, { into: [1, integer], intoVersion: [2, integer], intoKey: [3, key] }],
    members: [3, {
      transition: [1, oneOf("auto", "implicit", "explicit")],
      changes: [2, list(change)],
    }],
    transfer: [4, { to: [1, node] }],
  };
}

function taskOf(parts: RangeParts): Schema<Task> {
  return message<Task>({
    ...ordersOf(parts),
    operate: [10, { stamp: [1, orNull(stampOf(parts))], operation: [2, operationOf(parts)] }],
    absorb: [11, { source: [1, sourceOf(parts)] }],
  });
}

function outcomeOf(parts: RangeParts): Schema<Outcome> {
  return message<Outcome>({
    answer: [1, { answer: [1, answerOf(parts)] }],
    ordered: [2, { refused: [1, orNull(text(1000))] }],
    stale: [3, {}],
    "not leader": [4, {}],
    "no replica": [5, {}],
    busy: [6, {}],
  });
}

const beat: Schema<Beat> = record({
  group: [1, integer],
  term: [2, integer],
  previous: [3, position],
  commit: [4, integer],
  round: [5, integer],
  conf: [6, integer],
  sleeps: [7, boolean],
});

function beatReplyOf(): Schema<BeatReply> {
  const hint = record({ term: [1, orNull(integer)], index: [2, integer] });
  return record({
    group: [1, integer],
    message: [
      2,
      message<BeatReply["message"]>({
        appendEntriesReply: [9, {
          term: [1, integer],
          success: [2, boolean],
          previous: [3, integer],
          match: [4, integer],
          hint: [5, orNull(hint)],
          round: [6, integer],
        }],
      }),
    ],
    sleeps: [3, boolean],
  });
}

/** Every message. */
export function messages(parts: MultiRaftParts): Variants<Message> {
  const { key } = parts, routes = list(routeOf(parts));
  return {
    ask: [1, { operation: [1, operationOf(parts)] }],
    order: [2, {
      key: [1, key],
      order: [2, message<Order>(ordersOf(parts))],
      only: [3, pin, "optional"],
    }],
    locate: [3, { id: [1, integer], key: [2, key], group: [3, integer, "optional"] }],
    located: [4, { id: [1, integer], routes: [2, routes], heir: [3, integer, "optional"] }],
    route: [5, {
      id: [1, asked],
      group: [2, integer],
      epoch: [3, epoch],
      task: [4, taskOf(parts)],
      boot: [5, integer],
    }],
    routed: [6, {
      id: [1, asked],
      outcome: [2, outcomeOf(parts)],
      routes: [3, routes],
      boot: [4, integer],
    }],
    group: [7, {
      group: [1, integer],
      conf: [2, integer],
      range: [3, rangeSchema(parts), "optional"],
      message: [4, groupMessage(parts)],
    }],
    beats: [8, { beats: [1, list(beat)] }],
    beatReplies: [9, { replies: [1, list(beatReplyOf())] }],
    wake: [10, { group: [1, integer] }],
    gone: [11, { group: [1, integer], conf: [2, orNull(integer)] }],
    "member?": [12, { group: [1, integer], conf: [2, integer] }],
  };
}

/** Whatever it is. */
export const anyMultiRaftParts: MultiRaftParts = {
  ...anyRangeParts,
  client: integer,
  snapshotBytes: integer,
};

/** A message of Multi-Raft, whatever its keys and values. */
export const anyMessage: Schema<Message> = message(messages(anyMultiRaftParts));
