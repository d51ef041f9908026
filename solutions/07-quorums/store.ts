/** Part 9: part 4 with fast reads, as a protocol. */

import type { Any, Phase, Store, StoreRules } from "../../exercises/07-quorums/given.ts";
import { fastReads } from "./fast.ts";
import {
  asksAgain,
  type NodeIo,
  type Record,
  restartingWith,
  type State,
  type Ways,
} from "./node.ts";

export const store: Store = { protocol: (rules) => storeWith(fastReads, rules) };

/** A store whose nodes have these ways. */
export function storeWith(ways: Ways, { againMs }: StoreRules): ReturnType<Store["protocol"]> {
  const node = restartingWith(ways);
  const upon = (s: State, { from, ...message }: Any, io: Any) =>
    node.upon(s, from, message, ioOf(io));
  return {
    start: (io, journal: readonly Record[]) =>
      node.start({ self: io.self, nodes: io.peers, againMs }, journal, ioOf(io)),
    upon: {
      read: (s, { from, key }, io) => node.read(s, from, key, ioOf(io)),
      write: (s, { from, key, value }, io) => node.write(s, from, key, value, ioOf(io)),
      query: upon,
      latest: upon,
      store: upon,
      stored: upon,
    },
    after: { again: (s: State, { key }, io) => asksAgain(s, key, ioOf(io), ways) },
    compact: node.compact,
  };
}

function ioOf(io: Any): NodeIo {
  return {
    send: (to, message) => io.send(to, message),
    answer: (client, result) => io.answer(client, result),
    wait: (phase: Phase, ms) => io.wait(ms, { type: "again", key: phase }),
    cancel: (phase: Phase) => io.cancel("again", phase),
    save: (record) => io.save(record),
  };
}
