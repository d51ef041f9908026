/** Raft inside a protocol that has other messages, timers and records beside its own. @module */

import { nested, type Untyped } from "../../model/nested.ts";
import type { Io, NodeId } from "../../model/protocol.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";

/** The world of such a protocol, as far as Raft has a part in it: what is Raft's is tagged, and its timers by their type. */
export interface Around extends Pick<Io<never>, Untyped> {
  /** Hands a message of Raft to the network. */
  send(to: NodeId, message: { readonly type: "raft"; readonly message: Message }): void;
  /** Starts a timer of Raft. */
  wait(delayMs: number, timer: { readonly type: "raft"; readonly key: Timer["type"] }): void;
  /** Forgets it. */
  cancel(type: "raft", key: Timer["type"]): void;
  /** Saves a record of Raft. */
  save(record: { readonly type: "raft"; readonly record: Saved }): void;
}

/** The world as Raft sees it there: its members, and whoever takes its answers. */
export function insideOf(
  io: Around,
  peers: readonly NodeId[],
  answer: Io<Message, Timer, Saved>["answer"],
): Io<Message, Timer, Saved> {
  return nested<Message, Timer, Saved>(io, {
    peers,
    answer,
    send: (to, message) => io.send(to, { type: "raft", message }),
    wait: (delayMs, { type }) => io.wait(delayMs, { type: "raft", key: type }),
    cancel: (type) => io.cancel("raft", type),
    save: (record) => io.save({ type: "raft", record }),
  });
}
