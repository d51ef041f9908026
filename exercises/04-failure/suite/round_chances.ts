/** Whether rounds are drawn fairly, as far as many of them show. @module */

import { type Grading, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import type { Rounds } from "../given.ts";

const ROUNDS = 1200, NEWCOMERS = 600;

type Drawing = (seed: number) => (n: number) => number;

export function chances(rounds: Rounds, drawing: Drawing, grading: Grading): void {
  for (const seed of grading.seeds(1)) {
    orders(rounds, drawing(seed), grading);
    for (const probed of [4, 2]) places(rounds, probed, drawing, seed, grading);
  }
}

/** Orders of four: each of the 24 as often as any, and none hangs on the one before. */
function orders(rounds: Rounds, choose: (n: number) => number, grading: Grading): void {
  const nodes = [1, 2, 3, 4], seen = new Map<string, number>(), pairs = new Map<string, number>();
  const s = grading.asked(() => rounds.start(nodes, choose), () => "asked: to start");
  let before = -1;
  for (let nth = 0; nth < ROUNDS; nth++) {
    const order = nodes.map(() =>
      grading.asked(() => rounds.next(s, choose), () => `asked: round ${nth + 1}\n  came`)
    );
    const place = order.indexOf(1);
    count(seen, order.join(" "));
    if (before >= 0) count(pairs, `${before + 1} and then ${place + 1}`);
    before = place;
  }
  const asked = `nodes 1 2 3 4 are probed in ${ROUNDS} rounds`;
  even(seen, 24, ROUNDS, asked, "the order", ORDERS);
  even(pairs, 16, ROUNDS - 1, asked, "the place of node 1 in a round and in the next", ORDERS);
}

/**
 * When a newcomer is probed that comes after so many of four: at the beginning of a round each time is as likely
 * as any; in the middle it may come in what is left of the round, at any place there, or wait for the next one.
 */
function places(
  rounds: Rounds,
  probed: number,
  drawing: Drawing,
  seed: number,
  grading: Grading,
): void {
  const seen = new Map<string, number>(),
    situation = `node 9 joins when ${probed} of nodes 1 2 3 4 ` +
      "have been probed";
  for (let nth = 0; nth < NEWCOMERS; nth++) {
    const choose = drawing(1_000_003 * seed + nth);
    const first = grading.asked(() => {
      const s = rounds.start([1, 2, 3, 4], choose);
      for (let i = 0; i < probed; i++) rounds.next(s, choose);
      rounds.joined(s, 9, choose);
      return Array.from({ length: 9 }, () => rounds.next(s, choose)).indexOf(9);
    }, () => `asked: ${situation}\n  came`);
    const isInThisRound = probed === 4 || first <= 4 - probed;
    count(seen, isInThisRound ? `${first + 1}` : "in the next round");
  }
  const asked = `${situation}; ${NEWCOMERS} times, each drawn anew`;
  const what = "the place at which it is probed first, counted from there,";
  if (probed === 4) return even(seen, 5, NEWCOMERS, asked, what, PLACES);
  // Whether places of the whole round count or of what is left of it is the reader's choice.
  seen.delete("in the next round");
  const inThis = [...seen.values()].reduce((sum, each) => sum + each, 0);
  const those = `${asked}; of which ${inThis} times it is probed in the same round`;
  even(seen, 3, inThis, those, what, PLACES);
}

function count(seen: Map<string, number>, what: string): void {
  seen.set(what, (seen.get(what) ?? 0) + 1);
}

/** Requires that each comes about as often as any, within 5.5 standard deviations. */
function even(
  seen: ReadonlyMap<string, number>,
  kinds: number,
  all: number,
  asked: string,
  what: string,
  why: string,
): void {
  const expected = all / kinds, margin = 5.5 * Math.sqrt(expected);
  const counts = [...seen].sort(([, a], [, b]) => b - a);
  const [most, least] = [
    counts[0] ?? ["never", 0] as const,
    counts.at(-1) ?? ["never", 0] as const,
  ];
  const isEven = counts.length >= kinds && least[1] > expected - margin &&
    most[1] < expected + margin;
  if (isEven) return;
  throw new Wrong(said({
    asked,
    came:
      `${what} is one of ${counts.length}; most often, ${most[1]} times, ${
        most[0]
      }; least often, ` +
      `${least[1]} times, ${least[0]}`,
    must: `one of ${kinds}, each about ${Math.round(expected)} times`,
    why,
  }));
}

const ORDERS = "each round is in an order that is drawn anew from all orders (SWIM, section 4.3)";
const PLACES = "a newcomer gets a random place, each as likely as any (SWIM, section 4.3)";
