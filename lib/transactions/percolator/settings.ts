/** What may be chosen about Percolator without making it wrong. @module */

import {
  assertKinds,
  either,
  list,
  numberAbove,
  numberFrom,
  usualWith,
  yesOrNo,
} from "../../model/kinds.ts";
import { type Splits, splitsOf } from "../places.ts";
import type { Rules } from "./rules.ts";

/** The settings; times in ms. */
export interface Settings {
  /** Where the keys of one participant end; the oracle is the node after the last participant. */
  readonly splits: Splits;
  /** How long a transaction lives of which nobody hears. */
  readonly ttlMs: number;
  /** How often a coordinator says that a transaction lives; `Infinity`: never. */
  readonly aliveMs: number;
  /** After how long whoever has not answered is asked again; `Infinity`: never. */
  readonly againMs: number;
  /** How far ahead of what it gives the oracle saves its bound. */
  readonly aheadMs: number;
  /** Whether a transaction is committed when all of its keys are locked, and not only when its primary says so. */
  readonly isAsync: boolean;
  /** Whether a transaction of which one participant keeps all keys is committed in one step. */
  readonly isOnePhase: boolean;
  /** How long old versions are kept, and how often those that are older are collected; `Infinity`: for ever, and never. */
  readonly keepMs: number;
  /** Whether a rollback of a key takes the place of the one before, unless that must stay. */
  readonly collapses: boolean;
}

/** What a node goes by. */
export type Manner = Settings & Rules;

/** Two participants, in a network in which a message takes a few ms. */
export const settings: Settings = {
  splits: ["m"],
  ttlMs: 300,
  aliveMs: 100,
  againMs: 60,
  aheadMs: 50,
  isAsync: false,
  isOnePhase: false,
  keepMs: Infinity,
  collapses: true,
};

/** The usual settings with these in their place; throws `RangeError` where they cannot be. */
export function settingsWith(chosen: Partial<Settings>): Settings {
  const doing = "run Percolator", all = usualWith(doing, settings, chosen);
  assertKinds(doing, all, {
    splits: list,
    ttlMs: numberFrom(0),
    aliveMs: either(numberAbove(0), Infinity),
    againMs: either(numberAbove(0), Infinity),
    aheadMs: numberFrom(0),
    isAsync: yesOrNo,
    isOnePhase: yesOrNo,
    keepMs: either(numberAbove(0), Infinity),
    collapses: yesOrNo,
  });
  splitsOf(all.splits);
  return all;
}
