/**
 * Six generals in a ring: two copies of each of three, who take it for the army that they know (Fischer, Lynch and
 * Merritt 1986, *Easy impossibility proofs for distributed consensus problems*, section 3).
 *
 * Each has a copy of each of the others beside him, and cannot tell that there are more. One copy of the commander orders
 * to attack, the other to retreat. No requirement says what happens in the ring. But any two neighbours see just what they
 * would see if they were the loyal ones of three, and the third were a traitor who plays the other four.
 *
 * @module
 */

import { assertKinds, code, wholeFrom } from "../../model/kinds.ts";
import type { General, Order } from "../../consensus/generals/general.ts";
import type { At, InRounds } from "../../consensus/rounds/rounds.ts";
import { clone } from "../../model/clone.ts";
import { encode } from "../../model/encode.ts";
import type { NodeId } from "../../model/protocol.ts";
import { assertWhole } from "../asked.ts";

/** A protocol for three generals, of whom 0 commands and gives this order. It must not leave anything to chance. */
export type Attempt<S extends General, P> = (order: Order) => InRounds<S, P>;

/** The orders of the two copies of the commander. */
export const ORDERS: readonly [Order, Order] = ["attack", "retreat"];

/** The places in the ring, in which each has the next and the one before beside him. */
export const PLACES: readonly string[] = ["A0", "B0", "C0", "A1", "B1", "C1"];

/** Which general stands at a place: 0, 1, 2, 0, 1, 2. */
export function generalAt(place: number): NodeId {
  assertKinds("find a general", { place }, { place: wholeFrom(0, PLACES.length - 1) });
  return place % 3;
}

/** The place beside this one where that general stands. */
export function beside(place: number, general: NodeId): number {
  const next = (place + 1) % PLACES.length;
  return generalAt(next) === general ? next : (place + PLACES.length - 1) % PLACES.length;
}

/** What is said in the ring: from one place to one beside it. */
export interface Said<P> {
  /** Who says it. */
  readonly from: number;
  /** To whom. */
  readonly to: number;
  /** What. */
  readonly parts: readonly P[];
}

/** Generals, by their places. */
export type Minds<S> = Map<number, S>;

/** How those behave who are played by one hand; the others are played elsewhere. */
export interface Ring<S extends General, P> {
  /** How many rounds there are. */
  readonly rounds: number;
  /** Those at these places, at the beginning. */
  begin(places: readonly number[]): Minds<S>;
  /** What they say in a round; silence is left out. */
  say(minds: Minds<S>, round: number): Said<P>[];
  /** They hear all of this that was said to them in a round. */
  hear(minds: Minds<S>, round: number, said: readonly Said<P>[]): void;
}

/** The ring in which all do as in this protocol. */
export function ringOf<S extends General, P>(attempt: Attempt<S, P>): Ring<S, P> {
  const protocols = ORDERS.map(attempt), { rounds } = protocols[0]!;
  assertWhole("play generals in a ring", { rounds }, 1, 100);
  const at = (place: number) => protocols[place < 3 ? 0 : 1]!;
  return {
    rounds,
    begin: (places) => new Map(places.map((place) => [place, at(place).start(world(place))])),
    say: (minds, round) =>
      [...minds].flatMap(([from, mind]) => {
        const protocol = at(from), self = generalAt(from);
        if (!protocol.speakers(round, 3).includes(self)) return [];
        return protocol.listeners(round, 3).filter((general) => general !== self)
          .map((general) => ({
            from,
            to: beside(from, general),
            parts: clone(protocol.say(mind, round, general, world(from))),
          }))
          .filter(({ parts }) => parts.length > 0);
      }),
    hear(minds, round, said) {
      for (const [place, mind] of minds) {
        const told = said.filter(({ to }) => to === place)
          .map(({ from, parts }) => [generalAt(from), clone(parts)] as const);
        at(place).hear(mind, round, new Map(told), world(place));
      }
    },
  };
}

/** The ring after the last round: all six, in their places. */
export function hexagon<S extends General, P>(attempt: Attempt<S, P>): S[] {
  assertKinds("put six generals into a ring", { attempt }, { attempt: code });
  const ring = ringOf(attempt), minds = ring.begin([...PLACES.keys()]);
  for (let round = 1; round <= ring.rounds; round++) {
    ring.hear(minds, round, ring.say(minds, round));
  }
  return PLACES.map((_, place) => minds.get(place)!);
}

/** The world at a place, in which nothing is left to chance. */
function world(place: number): At {
  return {
    self: generalAt(place),
    peers: [0, 1, 2],
    choose(n) {
      throw new RangeError(
        `Cannot play generals in a ring because they must leave nothing to chance: given a choice of ${
          encode(n)
        }`,
      );
    },
  };
}
