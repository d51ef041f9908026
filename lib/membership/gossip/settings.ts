/** What may be chosen about gossip without making it wrong. @module */

import {
  assertKinds,
  code,
  either,
  numberAbove,
  numberFrom,
  oneOf,
  whole,
  wholeFrom,
  yesOrNo,
} from "../../model/kinds.ts";
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

/** Throws `RangeError` unless each of these settings can be, and they go together. */
export function assertSettings(given: Settings): void {
  const count = either(wholeFrom(1), Infinity), time = either(numberAbove(0), Infinity);
  assertKinds("gossip", given, {
    direction: oneOf("push", "pull", "push-pull"),
    feedback: yesOrNo,
    interest: oneOf("counter", "coin"),
    k: count,
    togetherMs: numberFrom(0),
    fanout: wholeFrom(1),
    connectionLimit: count,
    hunts: whole,
    partners: code,
    roundMs: numberAbove(0),
    phaseMs: wholeFrom(1),
    backupMs: time,
    lifeMs: time,
    keepMs: time,
    forgetMs: time,
  });
  const { connectionLimit, direction, lifeMs, keepMs, forgetMs } = given;
  const demand = (holds: boolean, what: string, value: unknown) => {
    if (!holds) throw new RangeError(`Cannot gossip because ${what}: given ${value}`);
  };
  demand(
    connectionLimit === Infinity || direction !== "push-pull",
    "a connectionLimit counts calls one way, and push-pull goes both ways",
    connectionLimit,
  );
  demand(
    lifeMs <= keepMs && keepMs <= forgetMs,
    "a rumour must be kept as long as it lives, and remembered as long as it is kept",
    `lifeMs ${lifeMs}, keepMs ${keepMs} and forgetMs ${forgetMs}`,
  );
}
