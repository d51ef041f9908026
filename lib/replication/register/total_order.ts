/**
 * State-machine replication (Lamport 1978; Schneider 1990): every operation gets a number from one node,
 * and every node performs all operations in the order of their numbers. The node where an operation was
 * asked answers it when it performs it itself.
 *
 * That is linearizable: an operation is numbered after its call and before its return, so the order of
 * the numbers keeps the order of real time. Nothing is gained by it over a primary in speed, but every
 * node has a copy, and `local_reads` makes use of that.
 *
 * @module
 */

import type { Io, NodeId, Protocol } from "../../model/protocol.ts";
import { type Ask, perform, type Registers } from "./register.ts";

/** The node that gives the numbers. */
export const SEQUENCER: NodeId = 0;

/** How often a node asks whether it has missed something, in ms of its own clock. */
export const CATCH_UP_MS = 100;

/** An operation that has its place in the order. */
export interface Entry {
  /** The node where it was asked. */
  readonly origin: NodeId;
  /** The return address of the operation. */
  readonly user: NodeId;
  /** What is to be done. */
  readonly ask: Ask;
}

/** Who says what to whom. */
export type Message =
  | Ask
  /** The node where it was asked → the sequencer: give this a number. */
  | { readonly type: "submit"; readonly user: NodeId; readonly ask: Ask }
  /** The sequencer → every other node: this is the entry with this number, from 0. */
  | { readonly type: "order"; readonly number: number; readonly entry: Entry }
  /** A node → the sequencer: I have performed the first `performed` entries; what comes then? */
  | { readonly type: "catch up"; readonly performed: number };

/** A node's only timer: it may have missed entries. */
export type Timer = { readonly type: "catch up" };

/** One node. */
export interface State {
  /** What the first `log.length` entries have made of the registers. */
  registers: Registers;
  /** The entries performed so far. Invariant: of two nodes' logs, one is a prefix of the other. */
  log: Entry[];
  /** Entries that came before their turn, by their number. Invariant: all numbers > `log.length`. */
  early: Map<number, Entry>;
}

/** Reads and writes alike take their place in one order. */
export const totalOrder: Protocol<State, Message, Timer> = {
  start(io) {
    if (io.self !== SEQUENCER) io.wait(CATCH_UP_MS, { type: "catch up" });
    return { registers: new Map(), log: [], early: new Map() };
  },
  upon: {
    read: (s, { from, key }, io) => submit(s, from, { type: "read", key }, io),
    write: (s, { from, key, value }, io) => submit(s, from, { type: "write", key, value }, io),
    submit: (s, { from, user, ask }, io) => append(s, { origin: from, user, ask }, io),
    order(s, { number, entry }, io) {
      if (number < s.log.length) return; // sent again, on a question that crossed it
      s.early.set(number, entry);
      for (let next = s.early.get(s.log.length); next; next = s.early.get(s.log.length)) {
        s.early.delete(s.log.length);
        performNext(s, next, io);
      }
    },
    "catch up"(s, { from, performed }, io) {
      for (let number = performed; number < s.log.length; number++) {
        io.send(from, { type: "order", number, entry: s.log[number]! });
      }
    },
  },
  after: {
    "catch up"(s, _, io) {
      io.send(SEQUENCER, { type: "catch up", performed: s.log.length });
      io.wait(CATCH_UP_MS, { type: "catch up" });
    },
  },
};

/** Asks for a number; the sequencer asks itself. */
export function submit(s: State, user: NodeId, ask: Ask, io: Io<Message, Timer>): void {
  if (io.self === SEQUENCER) append(s, { origin: io.self, user, ask }, io);
  else io.send(SEQUENCER, { type: "submit", user, ask });
}

/** The sequencer performs entries as it numbers them, so the next number is the length of its log. */
function append(s: State, entry: Entry, io: Io<Message, Timer>): void {
  for (const peer of io.peers) {
    if (peer !== io.self) io.send(peer, { type: "order", number: s.log.length, entry });
  }
  performNext(s, entry, io);
}

function performNext(s: State, entry: Entry, io: Io<Message, Timer>): void {
  s.log.push(entry);
  const result = perform(s.registers, entry.ask);
  if (entry.origin === io.self) io.answer(entry.user, result);
}
