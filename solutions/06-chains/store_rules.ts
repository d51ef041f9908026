/** Part 9, what servers decide, so that each of it can be decided wrongly. */

import type { Any, Command } from "../../exercises/06-chains/given.ts";
import type { Place } from "./place.ts";
import type { Saved, State } from "./store_state.ts";

/** The decisions, one of which a bug replaces. */
export const storeRules = {
  heeds: (epoch: number, own: number): boolean => epoch === own,
  answersAtHead: (): boolean => false,
  recognises: (): boolean => true,
  fits: (first: number, number: number): boolean => first <= number + 1,
  sendsAgain: (): boolean => true,
  decidesAsTail: (): boolean => true,
  strikes: (): boolean => true,
  repliesFor: (replies: State["replies"]): State["replies"] => new Map(replies),
  waits: (): boolean => true,
  forgets: (): boolean => true,
  /** Whether a query waits for the masters, given what it knows of them and the time. */
  confirms: (_attendance: State["attendance"], _now: number): boolean => true,
  servesDirty: (): boolean => false,
  /** Whether an update that is open makes what a query asks for dirty. */
  touches: (updated: string, asked: string): boolean => updated === asked,
  /** What an update is answered with. */
  resultOf: (_command: Command, _was: string | null, result: string | null): string | null =>
    result,
  reads: (_place: Place): boolean => true,
  isOfThisLife: (life: number, own: number, _epoch: number): boolean => life === own,
  recalls: (journal: readonly Any[]): readonly Saved[] => journal,
  saves: (record: Saved, _s: State): Saved | null => record,
  acknowledges: (isTail: boolean, joins: boolean, fresh: number): boolean =>
    isTail || joins || fresh === 0,
  setsTimer: (): boolean => true,
  settlesAtStart: (): boolean => true,
  resumes: (_has: number | null): boolean => true,
};

/** The decisions. */
export type StoreRules = typeof storeRules;
