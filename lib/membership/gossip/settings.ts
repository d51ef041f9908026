/** What may be chosen about gossip without making it wrong. @module */

import { anyone, type PeerSampling } from "./partners.ts";

/** Which way rumours go when two nodes meet. */
export type Direction =
  /** From whoever calls. */
  | "push"
  /** To whoever calls. */
  | "pull"
  /** Both ways. */
  | "push-pull";

/** The settings. Times are in ms, and may be Infinity. */
export interface Settings {
  /** Which way rumours go. */
  readonly direction: Direction;
  /** With feedback only contacts that were of no use make a node lose interest; blind, all do. */
  readonly feedback: boolean;
  /**
   * How it loses interest: after `k` of them, or after each with the probability 1/k. With feedback, rounds are
   * what is counted, in each of which contacts were of no use, and one that was begins the count anew.
   */
  readonly interest: "counter" | "coin";
  /** The k of both: a whole number of 1 or more, or Infinity, with which no interest is ever lost. */
  readonly k: number;
  /**
   * For so long after a node has first heard a rumour it says to others who tell it that it needed them, too.
   * In the rounds of the paper contacts are at the same time, and whoever tells news has told news: less than
   * a round models that. Default 0.
   */
  readonly togetherMs: number;
  /** How many partners a node calls in a round. */
  readonly fanout: number;
  /** How many calls a node takes in the time of a round (section 1.4); default: any number. Not with push-pull. */
  readonly connectionLimit: number;
  /** How many others a node calls instead, in a round in which it is refused (hunting); default 0. */
  readonly hunts: number;
  /** Draws the partners. */
  readonly partners: PeerSampling;
  /** The time between two rounds of a node. */
  readonly roundMs: number;
  /** A node's first round comes within this time, at random, so that rounds are not in step; 1: in step. */
  readonly phaseMs: number;
  /** The time between two comparisons with somebody (anti-entropy); Infinity: none, and some rumours die out. */
  readonly backupMs: number;
  /** For how long a rumour is passed on, from when it was first told. */
  readonly lifeMs: number;
  /** For how long what it says is kept: more than `lifeMs`, by the time that an answer may take. */
  readonly keepMs: number;
  /** For how long it is known to have been heard: more than that, by what is spent on the way in a life. */
  readonly forgetMs: number;
}

/** Push with feedback and a counter, backed up by anti-entropy, with rumours that nobody forgets: a database. */
export const settings: Settings = {
  direction: "push",
  feedback: true,
  interest: "counter",
  k: 2,
  togetherMs: 0,
  fanout: 1,
  connectionLimit: Infinity,
  hunts: 0,
  partners: anyone,
  roundMs: 100,
  phaseMs: 100,
  backupMs: 1000,
  lifeMs: Infinity,
  keepMs: Infinity,
  forgetMs: Infinity,
};

/** Throws unless these settings go together. */
export function assertSettings(given: Settings): void {
  const { k, fanout, connectionLimit, hunts, direction } = given;
  const { roundMs, phaseMs, backupMs, lifeMs, keepMs, forgetMs } = given;
  const demand = (holds: boolean, what: string, value: unknown) => {
    if (!holds) throw new RangeError(`Cannot gossip because ${what}: given ${value}`);
  };
  const isWhole = (n: number) => Number.isSafeInteger(n) && n >= 1;
  demand(isWhole(k) || k === Infinity, "k must be a whole number of 1 or more, or Infinity", k);
  demand(isWhole(fanout), "fanout must be a whole number of 1 or more", fanout);
  demand(
    connectionLimit === Infinity || isWhole(connectionLimit),
    "connectionLimit must be a whole number of 1 or more, or Infinity",
    connectionLimit,
  );
  demand(
    connectionLimit === Infinity || direction !== "push-pull",
    "a connectionLimit counts calls one way, and push-pull goes both ways",
    connectionLimit,
  );
  demand(hunts === 0 || isWhole(hunts), "hunts must be a whole number of 0 or more", hunts);
  demand(roundMs > 0 && roundMs < Infinity, "roundMs must be more than 0", roundMs);
  demand(isWhole(phaseMs), "phaseMs must be a whole number of 1 or more", phaseMs);
  demand(backupMs > 0, "backupMs must be more than 0", backupMs);
  demand(lifeMs > 0, "lifeMs must be more than 0", lifeMs);
  demand(
    lifeMs <= keepMs && keepMs <= forgetMs,
    "a rumour must be kept as long as it lives, and remembered as long as it is kept",
    `lifeMs ${lifeMs}, keepMs ${keepMs} and forgetMs ${forgetMs}`,
  );
}
