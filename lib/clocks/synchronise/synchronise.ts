/**
 * Clock synchronization without drift or failures (Lundelius and Lynch 1984): each node tells its clock's
 * reading to all, once; from what it hears it estimates how far the others' clocks are ahead of its own,
 * taking it that messages take the middle of the least and the longest time, and sets its own clock by the
 * average. Where nothing is known of how far clocks are apart at first, no algorithm can promise more: see
 * `shifting.ts`.
 *
 * @module
 */

import { notNegative } from "../../model/latency.ts";
import type { Protocol } from "../../model/protocol.ts";

/** A node → every other: what my clock shows as I send this. */
export type Reading = { readonly type: "reading"; readonly reading: number };
/** A node's only timer: its clock shows the time at which everybody tells. */
export type Tell = { readonly type: "tell" };

/** One node. */
export interface State {
  /** How far each node's clock is ahead of this one's, by estimate; its own is 0, and null is not heard yet. */
  ahead: (number | null)[];
  /** By how much it sets its clock ahead; null until it has heard from all. */
  adjustment: number | null;
}

/** How a node sets its clock, by how far the others' seem to be ahead, its own 0 included. */
export type Rule = (ahead: readonly number[]) => number;

/** The average: as good as can be. */
export function averaging(ahead: readonly number[]): number {
  return ahead.reduce((sum, each) => sum + each, 0) / ahead.length;
}

/** Everybody takes over the clock of node 0. */
export function followFirst(ahead: readonly number[]): number {
  return ahead[0]!;
}

/** Everybody takes over the clock that seems to be furthest ahead. */
export function followFastest(ahead: readonly number[]): number {
  return Math.max(...ahead);
}

/** When nodes tell, by their own clocks, in ms: late enough for all to have started. */
const TELL_AT_MS = 1000;

/** Nodes that set their clocks once, where messages take `leastMs` to `leastMs + uncertaintyMs`. */
export function synchronise(
  rule: Rule,
  leastMs: number,
  uncertaintyMs: number,
): Protocol<State, Reading, Tell> {
  const usualMs = notNegative("least latency", leastMs) +
    notNegative("uncertainty", uncertaintyMs) / 2;
  return {
    start(io) {
      io.wait(TELL_AT_MS - io.now(), { type: "tell" });
      return { ahead: io.peers.map((peer) => peer === io.self ? 0 : null), adjustment: null };
    },
    upon: {
      reading(s, { reading, from }, io) {
        s.ahead[from] = reading + usualMs - io.now();
        const heard = s.ahead.filter((each) => each !== null);
        if (heard.length === s.ahead.length) s.adjustment = rule(heard);
      },
    },
    after: {
      tell(_s, _timer, io) {
        for (const peer of io.peers) {
          if (peer !== io.self) io.send(peer, { type: "reading", reading: io.now() });
        }
      },
    },
  };
}
