/** The same protocol, where less may happen: for small systems. @module */

import type { NodeId, Protocol } from "../../../model/protocol.ts";
import { idOf } from "../instance.ts";
import type { Saved } from "../journal.ts";
import { instanceAt } from "../log.ts";
import type { EPaxosIo, Message, Timer } from "../messages.ts";
import type { State } from "../state.ts";

/** A replica of a small system. */
export type Replica = Protocol<State, Message, Timer, Saved>;

/** A handler of any message or timer. */
export type Handle = (s: State, event: never, io: EPaxosIo) => void;

/** A replica, and whether it has gone on without a reply that may still come. */
export interface Hasty extends State {
  /** True if it has. */
  hasty?: true;
}

/** Who takes which instances over, by their labels. */
export type Recovers = Readonly<Record<NodeId, readonly string[]>>;

/**
 * Replicas ask for what cannot be lost only once, and take over only what they are to, as long as nobody has done so in
 * that many rounds: a timer that would do more runs on. Who goes on without a reply is marked as hasty.
 */
export function taking(protocol: Replica, recovers: Recovers, rounds: number): Replica {
  const after = protocol.after!;
  return {
    ...protocol,
    after: {
      ...after,
      retry(s, timer, io) {
        const { key } = timer, attempt = s.attempts.get(key);
        const { promised } = instanceAt(s, idOf(key));
        const isFirst = attempt?.step === "pre-accept", isTaker = recovers[io.self]?.includes(key);
        const may = isFirst
          ? attempt.replies.size > 0
          : attempt?.step !== "accept" && promised.round < rounds && isTaker === true;
        if (!may) return io.wait(1, timer);
        after.retry(s, timer, io);
        if (isFirst && s.attempts.get(key)?.step !== "pre-accept") (s as Hasty).hasty = true;
      },
    },
  };
}

/** The same protocol, where each handler is another one. */
export function whereHandlers(protocol: Replica, other: (handle: Handle) => Handle): Replica {
  const mapped = <H extends object>(handlers: H): H =>
    Object.fromEntries(
      Object.entries(handlers).map(([type, handle]) => [type, other(handle as Handle)]),
    ) as H;
  return { ...protocol, upon: mapped(protocol.upon), after: mapped(protocol.after!) };
}

/** The same world, where some messages are not sent. */
export function without(
  io: EPaxosIo,
  omits: (to: NodeId, message: Message) => boolean,
): EPaxosIo {
  return {
    self: io.self,
    peers: io.peers,
    now: () => io.now(),
    choose: (n) => io.choose(n),
    answer: (client, result) => io.answer(client, result),
    wait: (delayMs, timer) => io.wait(delayMs, timer),
    cancel: (type, key) => io.cancel(type, key),
    save: (record) => io.save(record),
    send(to, message) {
      if (!omits(to, message)) io.send(to, message);
    },
  };
}
