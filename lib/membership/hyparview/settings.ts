/** What may be chosen about HyParView without making it wrong. @module */

import {
  assertKinds,
  listOf,
  numberAbove,
  numberFrom,
  usualWith,
  whole,
  wholeFrom,
} from "../../model/kinds.ts";
import type { NodeId } from "../../model/protocol.ts";

/** The settings. Times are in ms. */
export interface Settings {
  /** The most neighbours that a node has: the fanout of broadcasts, and one more for who sends. */
  readonly active: number;
  /** How many nodes it knows besides, at most. */
  readonly passive: number;
  /** How many hops the walk of a newcomer takes (the active random walk length, ARWL). */
  readonly walk: number;
  /** How many hops before its end a newcomer is taken into a passive view (PRWL). */
  readonly passiveAt: number;
  /** How many neighbours are named in a shuffle. */
  readonly shuffleActive: number;
  /** How many others. */
  readonly shufflePassive: number;
  /** How many hops a shuffle takes. */
  readonly shuffleWalk: number;
  /** How often a node shuffles; 0: never. */
  readonly shuffleMs: number;
  /**
   * One shuffle in so many goes to a contact instead of a neighbour, so that contacts always come to know some nodes;
   * 0: none. The paper has no such rule. Without it, contacts that have lost all but each other are alone for ever,
   * when all others are content with each other.
   */
  readonly contactEvery: number;
  /**
   * How often a neighbour is told that one is here. The paper's links are TCP connections, which break when the
   * other end crashes; here nobody answers for a node that is down, and its silence tells.
   */
  readonly beatMs: number;
  /** After how many beats without a word from it a neighbour is given up. */
  readonly misses: number;
  /** How long a node waits for an answer before it takes who was asked for dead. */
  readonly answerMs: number;
  /**
   * After how many refusals in a row a node that has neighbours, but not enough, may not be refused. Somebody else
   * then has too few: so the fewer, the more often links change for nothing.
   */
  readonly patience: number;
  /**
   * How often a node takes a new neighbour in place of one that is drawn; 0: never, as in the paper. When a partition has
   * lasted until both halves were content, nothing else ever joins them again.
   */
  readonly mixMs: number;
  /** Whom newcomers turn to, and those who have lost everybody. A node does not turn to itself. */
  readonly contacts: readonly NodeId[];
  /** Node `n` joins after `n` times so long. */
  readonly gapMs: number;
}

/**
 * Views and walks are the paper's for 10,000 nodes (Leitão, Pereira and Rodrigues 2007, HyParView, section 5.1), times
 * are for a network in which a message takes a few ms. The paper does not say how far a shuffle walks: as far as a
 * newcomer does.
 */
export const settings: Settings = {
  active: 5,
  passive: 30,
  walk: 6,
  passiveAt: 3,
  shuffleActive: 3,
  shufflePassive: 4,
  shuffleWalk: 6,
  shuffleMs: 1000,
  contactEvery: 30,
  beatMs: 500,
  misses: 3,
  answerMs: 200,
  patience: 30,
  mixMs: 10_000,
  contacts: [0],
  gapMs: 0,
};

/** The settings with these; throws `RangeError` where they cannot be. */
export function settingsWith(chosen: Partial<Settings>): Settings {
  const all: Settings = usualWith("run HyParView", settings, chosen);
  assertKinds("run HyParView", all, {
    active: wholeFrom(1),
    passive: wholeFrom(1),
    walk: wholeFrom(1),
    passiveAt: wholeFrom(1),
    shuffleActive: whole,
    shufflePassive: whole,
    shuffleWalk: whole,
    shuffleMs: whole,
    contactEvery: whole,
    // Silence is counted before it is judged: with 0 misses every neighbour would be given up at each beat.
    beatMs: wholeFrom(1),
    misses: wholeFrom(1),
    answerMs: numberAbove(0),
    patience: whole,
    mixMs: whole,
    contacts: listOf(whole),
    gapMs: numberFrom(0),
  });
  return all;
}
