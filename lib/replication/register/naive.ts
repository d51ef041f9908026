/**
 * Write anywhere, read anywhere: every node answers at once from its own copy and tells the others in
 * passing. It is as fast as a register can be, and promises next to nothing: copies take in writes in
 * the order in which they happen to arrive, so they may disagree for ever, and no one order of the writes
 * explains what several clients see. One client at a time who stays with one copy goes on seeing what they
 * wrote and what they read.
 *
 * @module
 */

import type { Protocol } from "../../model/protocol.ts";
import { type Ask, type Key, perform, type Registers, type Value } from "./register.ts";

/** Who says what to whom. */
export type Message =
  | Ask
  /** The node that took a write → every other node: this register now holds that. */
  | { readonly type: "update"; readonly key: Key; readonly value: Value };

/** The last to arrive wins, at each node by itself. */
export const naive: Protocol<Registers, Message> = {
  start: () => new Map(),
  upon: {
    read(registers, ask, io) {
      io.answer(ask.from, perform(registers, ask));
    },
    write(registers, { from, key, value }, io) {
      registers.set(key, value);
      for (const peer of io.peers) {
        if (peer !== io.self) io.send(peer, { type: "update", key, value });
      }
      io.answer(from, null);
    },
    update(registers, { key, value }) {
      registers.set(key, value);
    },
  },
};
