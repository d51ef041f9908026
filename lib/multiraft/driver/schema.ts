/** The shape of messages of Multi-Raft with a placement driver, as they come from a network. @module */

import {
  finite,
  integer,
  list,
  map,
  message,
  oneOf,
  only,
  orNull,
  record,
  type Schema,
  text,
  type Variants,
} from "../../codec/schema.ts";
import { messages as raftMessages } from "../../consensus/raft/schema.ts";
import type { Message as RaftMessage } from "../../consensus/raft/messages.ts";
import type { Parts } from "../../replicated/schema.ts";
import { anyMultiRaftParts, messages, type MultiRaftParts } from "../schema.ts";
import type { Book, BookCommand, Entry, Standing } from "./book.ts";
import type { DrivenMessage, Held, Told } from "./messages.ts";

const standing: Schema<Standing> = oneOf("up", "draining", "down", "gone");

/** The name of a zone. */
const zone = text(1024);

const held: Schema<Held> = record({ group: [1, integer], conf: [2, integer] });

function toldOf({ node, key }: MultiRaftParts): Schema<Told> {
  const nodes = list(node);
  return record({
    group: [1, integer],
    start: [2, key],
    end: [3, orNull(key)],
    version: [4, integer],
    conf: [5, integer],
    term: [6, integer],
    voters: [7, nodes],
    learners: [8, nodes],
    caughtUp: [9, nodes],
    load: [10, finite],
    middle: [11, orNull(key)],
    bytes: [12, integer],
  });
}

/** What stands in the log of the driver's own group. */
function bookCommandOf({ node }: MultiRaftParts): Schema<BookCommand> {
  return message<BookCommand>({
    allocate: [1, { count: [1, integer] }],
    register: [2, {
      node: [1, node],
      zone: [2, zone],
      capacity: [3, finite],
      since: [4, finite],
    }],
    decide: [3, {
      node: [1, node],
      was: [2, standing],
      standing: [3, standing],
      since: [4, finite],
    }],
    replicas: [4, { count: [1, integer] }],
  });
}

function bookOf({ node }: MultiRaftParts): Schema<Book> {
  const entry: Schema<Entry> = record({
    zone: [1, zone],
    capacity: [2, finite],
    standing: [3, standing],
    since: [4, finite],
  });
  return record({
    nextGroup: [1, integer],
    nodes: [2, map(node, entry)],
    replicas: [3, integer],
  });
}

/** What the replicas of the driver say to each other. */
function bookMessage(parts: MultiRaftParts): Schema<RaftMessage> {
  const command = bookCommandOf(parts) as Schema<unknown>;
  const all: Parts = {
    node: parts.node,
    client: integer,
    command,
    entry: command,
    machine: bookOf(parts) as Schema<unknown>,
    answer: only<unknown>(integer),
    snapshotBytes: parts.snapshotBytes,
    administered: true,
  };
  return message<RaftMessage>(raftMessages(all));
}

/** Every message: those of Multi-Raft, and the driver's after them. */
export function drivenMessages(parts: MultiRaftParts): Variants<DrivenMessage> {
  const { node } = parts;
  return {
    ...messages(parts),
    driver: [13, { message: [1, bookMessage(parts)] }],
    report: [14, {
      number: [1, integer],
      to: [2, integer],
      zone: [3, zone],
      capacity: [4, finite],
      ranges: [5, list(toldOf(parts))],
      holds: [6, list(held)],
      asleep: [7, integer],
    }],
    reported: [15, {
      number: [1, integer],
      term: [2, integer],
      lost: [3, list(node)],
      stale: [4, list(held)],
    }],
    "driver is": [16, { leader: [1, orNull(node)] }],
    decide: [17, { node: [1, node], standing: [2, standing] }],
    replicas: [18, { count: [1, integer] }],
  };
}

/** A message of Multi-Raft with a driver, whatever its keys and values. */
export const anyDrivenMessage: Schema<DrivenMessage> = message(drivenMessages(anyMultiRaftParts));
