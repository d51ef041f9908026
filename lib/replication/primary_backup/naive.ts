/**
 * A naive pair of copies: no view service, and each of the two decides by itself whether the other one has failed. Node 0
 * is primary at first. It sends each operation to node 1 and answers when that has it; if it hears nothing of node 1 for
 * long it goes on alone. And node 1 takes over when it hears nothing of node 0.
 *
 * When a message is lost or late each takes the other one for failed, and there are two primaries: *split brain*.
 *
 * @module
 */

import { assertKinds, either, numberAbove } from "../../model/kinds.ts";
import type { Io, NodeId, Protocol } from "../../model/protocol.ts";
import { type Ask, perform, type Registers, type Value } from "../register/register.ts";

/** What the two say. */
export type NaiveMessage =
  | Ask
  /** The primary → the backup: do this, too. Operations are numbered. */
  | { readonly type: "copy"; readonly number: number; readonly ask: Ask }
  /** The backup → the primary: I have all up to this number. */
  | { readonly type: "copied"; readonly number: number }
  /** Each → the other, now and then: I am there. */
  | { readonly type: "alive" };

/** Timers. */
export type NaiveTimer =
  /** It is time to say that one is there. */
  | { readonly type: "beat" }
  /** The other one has not been heard for long: it must have failed. */
  | { readonly type: "silence" };

/** One of the two. */
export interface NaiveState {
  /** Whether it takes itself for the primary. */
  isPrimary: boolean;
  /** Whether it takes the other one for failed. */
  isAlone: boolean;
  /** What it has. */
  readonly registers: Registers;
  /** How many operations it has done. */
  done: number;
  /** As the primary: answers that wait for the other one, by the number of the operation. */
  readonly waiting: Map<number, { readonly user: NodeId; readonly result: Value }>;
}

/** How often each says that it is there, and after how long a silence the other one is taken for failed, in ms. */
export interface NaiveTimes {
  /** Infinity: never. */
  readonly beatMs: number;
  /** A silence. */
  readonly silenceMs: number;
}

type NaiveIo = Io<NaiveMessage, NaiveTimer>;

/** The pair. Throws `RangeError` where it cannot be. */
export function naivePair(
  times: NaiveTimes = { beatMs: 50, silenceMs: 200 },
): Protocol<NaiveState, NaiveMessage, NaiveTimer> {
  assertKinds("make a naive pair", times, {
    beatMs: either(numberAbove(0), Infinity),
    silenceMs: numberAbove(0),
  });
  const { beatMs, silenceMs } = times;
  const other = ({ self }: NaiveIo): NodeId => 1 - self;
  const listen = (io: NaiveIo) => io.wait(silenceMs, { type: "silence" });
  const beat = (io: NaiveIo) => {
    if (beatMs < Infinity) io.wait(beatMs, { type: "beat" });
  };
  const serve = (s: NaiveState, user: NodeId, ask: Ask, io: NaiveIo): void => {
    if (!s.isPrimary) return;
    const result = perform(s.registers, ask), number = ++s.done;
    if (s.isAlone) return io.answer(user, result);
    s.waiting.set(number, { user, result });
    io.send(other(io), { type: "copy", number, ask });
  };
  return {
    start(io) {
      listen(io);
      beat(io);
      const isPrimary = io.self === 0;
      return { isPrimary, isAlone: false, registers: new Map(), done: 0, waiting: new Map() };
    },
    upon: {
      read: (s, { from, key }, io) => serve(s, from, { type: "read", key }, io),
      write: (s, { from, key, value }, io) => serve(s, from, { type: "write", key, value }, io),
      copy(s, { from, number, ask }, io) {
        if (s.isPrimary || number !== s.done + 1) return;
        perform(s.registers, ask);
        s.done = number;
        io.send(from, { type: "copied", number });
      },
      copied(s, { number }, io) {
        release(s, number, io);
      },
      alive: (_, __, io) => listen(io),
    },
    after: {
      beat(_, __, io) {
        io.send(other(io), { type: "alive" });
        beat(io);
      },
      silence(s, _, io) {
        s.isAlone = true;
        s.isPrimary = true;
        release(s, Infinity, io);
      },
    },
  };
}

/** Answers what waits, up to a number. */
function release(s: NaiveState, upTo: number, io: NaiveIo): void {
  for (const [number, { user, result }] of s.waiting) {
    if (number > upTo) continue;
    s.waiting.delete(number);
    io.answer(user, result);
  }
}
