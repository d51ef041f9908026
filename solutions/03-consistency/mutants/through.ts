/** The world of a node with a change in between. @module */

import type { Io, Tagged } from "hb/model/protocol.ts";

/** An `Io` that does what the given one does, but for what is changed. */
export function through<M extends Tagged, T extends Tagged, R>(
  io: Io<M, T, R>,
  changes: Partial<Io<M, T, R>>,
): Io<M, T, R> {
  return {
    self: io.self,
    peers: io.peers,
    now: () => io.now(),
    choose: (n) => io.choose(n),
    send: (to, message) => io.send(to, message),
    answer: (client, result) => io.answer(client, result),
    wait: (delayMs, timer) => io.wait(delayMs, timer),
    cancel: (type, key) => io.cancel(type, key),
    save: (record) => io.save(record),
    ...changes,
  };
}
