/** The decisions of a range. A bug replaces one of them. @module */

import { type GroupId, holds, type Interval, type Range } from "./interval.ts";
import { addHeard, type Admission, admit, copyOf, type Gateways, type Stamp } from "./heard.ts";
import type { Merging } from "./state.ts";

/** The decisions. */
export interface RangeRules {
  /** Whether a command that was meant for `asked` is for this version: neither for an older nor for a newer one. */
  isVersion(asked: number, own: number): boolean;
  /** Whether the keys are all the range's. */
  covers(range: Interval, keys: Interval): boolean;
  /** Whether a range executes commands, given whether it has stopped. */
  serves(merging: Merging | null): boolean;
  /** Whether a command is new. */
  admit(heard: Readonly<Gateways>, stamp: Stamp): Admission;
  /** What a range that is split off remembers of what its parent has answered. */
  inherited(heard: Readonly<Gateways>): Gateways;
  /** Adds what a range remembers that is absorbed. */
  adds(heard: Gateways, others: Readonly<Gateways>): void;
  /** Whether no range has been of this group, as far as those are known that were here. */
  isNewGroup(group: GroupId, known: readonly GroupId[]): boolean;
  /** Whether a key stays with the parent when it is split. */
  stays(key: string, at: string): boolean;
  /** The version after a change. */
  nextVersion(own: number, other: number): number;
  /**
   * The version of a range that has said that it never absorbs one which may be absorbed by `asked`: if that is still to
   * come, it does not come.
   */
  passedOver(own: number, asked: number): number;
  /** Whether a range in this version may absorb one that has stopped for `merging`. */
  mayAbsorb(own: Range, merging: Merging): boolean;
}

/** The right ones. */
export const rangeRules: RangeRules = {
  isVersion: (asked, own) => asked === own,
  covers: (range, { start, end }) =>
    holds(range, start) && (range.end === null || end !== null && end <= range.end),
  serves: (merging) => merging === null,
  admit,
  inherited: copyOf,
  adds: addHeard,
  isNewGroup: (group, known) => !known.includes(group),
  stays: (key, at) => key < at,
  nextVersion: (own, other) => Math.max(own, other) + 1,
  passedOver: (own, asked) => asked > own ? asked + 1 : own,
  mayAbsorb: ({ group, version }, { into, intoVersion }) => {
    return into === group && intoVersion === version;
  },
};
