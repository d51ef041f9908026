/**
 * Runs a protocol in rounds on a network. There are two ways to know that a round has ended.
 *
 * *By time*: all begin at once, no message takes as long as a round, and clocks run alike. Then whoever has not been
 * heard by the end of a round has been silent. This is the assumption of Lamport, Shostak and Pease (1982, section 5)
 * that the absence of a message can be detected; where messages are slower, all is lost.
 *
 * *By counting*: everybody who may speak does, and says so when there is nothing to say. It needs no clock, but ends only where
 * nobody is silent. The explorer, which knows no time, goes this way: a liar that says that it has nothing to say
 * is to others what one is that is silent.
 *
 * @module
 */

import type { Io, NodeId, Protocol } from "../../model/protocol.ts";
import { assertKinds, numberAbove, oneOf, usualWith } from "../../model/kinds.ts";
import type { InRounds } from "./rounds.ts";

/** The only message: what a node tells another in a round, all of it together. */
export interface Say<P> {
  /** Its type. */
  readonly type: "say";
  /** The round. */
  readonly round: number;
  /** What is told in it. */
  readonly parts: readonly P[];
}

/** A node's only timer: the round is over. */
export interface RoundEnds {
  /** Its type. */
  readonly type: "round ends";
}

/** A node. */
export interface Lockstep<S, P> {
  /** The round that it is in; one more than there are when all is over. */
  round: number;
  /** What it has been told in this round and later ones, by round and by who told it. */
  told: Map<number, Map<NodeId, readonly P[]>>;
  /** What the protocol knows. */
  inner: S;
}

/** How rounds end. */
export interface Pace {
  /** By time, or by counting. */
  readonly ends: "by time" | "by counting";
  /** How long a round lasts, in ms: longer than any message takes. */
  readonly roundMs: number;
}

/** By time, where messages take less than 50 ms. */
export const pace: Pace = { ends: "by time", roundMs: 50 };

/**
 * The protocol of each node.
 *
 * @example Nodes that hear of the least of their numbers in one round
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { lockstep } from "hb/consensus/rounds/lockstep.ts";
 * import type { InRounds } from "hb/consensus/rounds/rounds.ts";
 * import { World } from "hb/sim/world.ts";
 *
 * const all = (_: number, nodes: number) => Array.from({ length: nodes }, (_, node) => node);
 * const least: InRounds<{ least: number }, number> = {
 *   rounds: 1,
 *   speakers: all,
 *   listeners: all,
 *   start: ({ self }) => ({ least: self }),
 *   say: ({ least }) => [least],
 *   hear: (s, _, told) => void (s.least = Math.min(s.least, ...[...told.values()].flat())),
 * };
 * const world = new World({ protocol: lockstep(least), nodes: 4, seed: 1 });
 * world.run(100);
 * assertEquals(world.states.map((s) => s?.inner.least), [0, 0, 0, 0]);
 * ```
 */
export function lockstep<S, P>(
  protocol: InRounds<S, P>,
  chosen: Partial<Pace> = {},
): Protocol<Lockstep<S, P>, Say<P>, RoundEnds> {
  type RoundIo = Io<Say<P>, RoundEnds>;
  const both = usualWith("run in rounds", pace, chosen), { rounds } = protocol;
  const kinds = { ends: oneOf("by time", "by counting"), roundMs: numberAbove(0) };
  assertKinds<Pace>("run in rounds", both, kinds);
  const { ends, roundMs } = both;
  const isByTime = ends === "by time";

  const speak = (s: Lockstep<S, P>, io: RoundIo): void => {
    const { round } = s, nodes = io.peers.length;
    if (!protocol.speakers(round, nodes).includes(io.self)) return;
    for (const to of protocol.listeners(round, nodes)) {
      if (to === io.self) continue;
      const parts = protocol.say(s.inner, round, to, io);
      if (parts.length > 0 || !isByTime) io.send(to, { type: "say", round, parts });
    }
  };
  const end = (s: Lockstep<S, P>, io: RoundIo): void => {
    protocol.hear(s.inner, s.round, s.told.get(s.round) ?? new Map(), io);
    s.told.delete(s.round);
    s.round++;
    if (s.round <= rounds) speak(s, io);
  };
  /** Whether nobody is to speak any more in this round to this node. */
  const hasAll = ({ round, told }: Lockstep<S, P>, { self, peers }: RoundIo): boolean =>
    !protocol.listeners(round, peers.length).includes(self) ||
    protocol.speakers(round, peers.length).every((node) =>
      node === self || told.get(round)?.has(node) === true
    );
  const goOn = (s: Lockstep<S, P>, io: RoundIo): void => {
    while (!isByTime && s.round <= rounds && hasAll(s, io)) end(s, io);
  };

  return {
    start(io) {
      const s: Lockstep<S, P> = { round: 1, told: new Map(), inner: protocol.start(io) };
      if (rounds < 1) return s;
      speak(s, io);
      if (isByTime) io.wait(roundMs, { type: "round ends" });
      else goOn(s, io);
      return s;
    },
    upon: {
      say(s, { from, round, parts }, io) {
        const nodes = io.peers.length;
        if (round < s.round || round > rounds) return;
        if (!protocol.speakers(round, nodes).includes(from)) return;
        if (!protocol.listeners(round, nodes).includes(io.self)) return;
        const told = s.told.get(round) ?? new Map<NodeId, readonly P[]>();
        // What was said first is what was said.
        if (told.has(from)) return;
        s.told.set(round, told.set(from, parts));
        goOn(s, io);
      },
    },
    after: {
      "round ends"(s, _, io) {
        end(s, io);
        if (s.round <= rounds) io.wait(roundMs, { type: "round ends" });
      },
    },
  };
}
