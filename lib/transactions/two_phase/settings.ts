/** What may be chosen without making it wrong. @module */

import {
  assertKinds,
  either,
  listOf,
  numberAbove,
  oneOf,
  someWords,
  usualWith,
  wholeFrom,
  yesOrNo,
} from "../../model/kinds.ts";
import type { Policy } from "../locking/policy.ts";
import { type Splits, splitsOf } from "../places.ts";

/**
 * What a coordinator says of a transaction that it does not remember (Mohan, Lindsay and Obermarck 1986): where nothing
 * is presumed it remembers each until all know of it, and has aborted those that it had not decided when it crashed.
 */
export type Presumption = "nothing" | "abort" | "commit";

/** The settings. */
export interface Settings {
  /** Who keeps which keys. */
  readonly splits: Splits;
  /** What is done against deadlocks; "none" only where no two transactions can wait for each other. */
  readonly policy: Policy;
  /** What is presumed. */
  readonly presumption: Presumption;
  /** Whether a participant at which nothing is written drops out when it votes. */
  readonly readsDropOut: boolean;
  /** Whether participants that are in doubt ask each other, too. */
  readonly isCooperative: boolean;
  /** How often a transaction is tried before its application is told that it has been aborted. */
  readonly tries: number;
  /** After how many ms a coordinator asks those again who have not answered. */
  readonly againMs: number;
  /** After how many ms without a word a participant asks what has become of a transaction. */
  readonly inquireMs: number;
  /** How many ms pass before a transaction is tried again. */
  readonly pauseMs: number;
  /** After how many ms somebody who waits finds out whether it waits for itself, where circles are looked for. */
  readonly chaseMs: number;
}

/** Two participants, wound-wait and presumed abort, for a network in which a message takes a few ms. */
export const settings: Settings = {
  splits: ["m"],
  policy: "wound-wait",
  presumption: "abort",
  readsDropOut: true,
  isCooperative: true,
  tries: Infinity,
  againMs: 100,
  inquireMs: 150,
  pauseMs: 20,
  chaseMs: 60,
};

/** The usual settings with these in their place; throws `RangeError` where they cannot be. */
export function settingsWith(chosen: Partial<Settings>): Settings {
  const doing = "run two-phase commit", all = usualWith(doing, settings, chosen);
  const span = either(numberAbove(0), Infinity);
  assertKinds(doing, all, {
    splits: listOf(someWords),
    policy: oneOf("wound-wait", "wait-die", "detection", "none"),
    presumption: oneOf("nothing", "abort", "commit"),
    readsDropOut: yesOrNo,
    isCooperative: yesOrNo,
    tries: either(wholeFrom(1), Infinity),
    againMs: span,
    inquireMs: span,
    pauseMs: span,
    chaseMs: span,
  });
  splitsOf(all.splits);
  return all;
}
