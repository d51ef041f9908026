/**
 * The interleaving anomaly (Kleppmann, Gomes, Mulligan and Beresford 2019, *Interleaving anomalies in collaborative text
 * editors*, PaPoC; Weidner and Kleppmann 2023): two replicas type a run each at one place, neither knowing of the other,
 * and the merged text has one run within the other. All replicas agree, on what nobody wrote. Which condition to ask for is not
 * plain: that of 2019 can be kept by no algorithm, as its authors say in an erratum. Here it is this: each replica types at
 * one place of a text that both have, and nothing else; then what each has typed stands together.
 *
 * @module
 */

import { assertKinds, oneOf, wholeFrom } from "../../../model/kinds.ts";
import type { OperationCrdt } from "../../../replication/crdt/crdt.ts";
import type { Edit } from "../../../replication/crdt/sequence/operation.ts";
import { fractions } from "../../../replication/crdt/sequence/fractions.ts";
import { fugue, rga } from "../../../replication/crdt/sequence/sequence.ts";

/** A text of whatever kind. */
// deno-lint-ignore no-explicit-any -- each is handed only its own states and operations
export type AnyText = OperationCrdt<any, Edit, any, string>;

/** One edit of a replica, and what it saw then. */
export interface Typed {
  /** Who typed. */
  readonly replica: number;
  /** What. */
  readonly edit: Edit;
  /** Its text after that. */
  readonly text: string;
  /** The operation that went to the other. */
  readonly operation: unknown;
}

/** A case, with all that there is to draw of it. */
export interface Interleaving {
  /** The text that both had. */
  readonly before: string;
  /** What each typed, first replica 0, in order. */
  readonly typed: readonly Typed[];
  /** What each had before it heard of the other. */
  readonly apart: readonly string[];
  /** What both have in the end. */
  readonly merged: string;
  /** The states in the end. */
  readonly states: readonly unknown[];
}

/** What replica 0 types, and what replica 1. */
const LETTERS = ["abcd", "wxyz"] as const;

/** In which direction a run is typed: each element behind the one before, or before it, or anywhere in the run. */
export type Direction = "forwards" | "backwards" | "any";

/** Where to look for a case. */
export interface Search {
  /** How runs are typed; default "any". */
  readonly direction?: Direction;
  /** How long each run is at least, 1 or more; default 1. */
  readonly least?: number;
  /** How long each run is at most; default 3, and no more than 4. */
  readonly most?: number;
}

/**
 * The smallest case, by the number of elements typed, in which a text mixes two runs: over all places of texts of up to two
 * elements, and all runs. Undefined if there is none.
 */
export function smallestInterleaving(
  text: AnyText,
  { direction = "any", least = 1, most = 3 }: Search = {},
): Interleaving | undefined {
  assertKinds("look for a case", { direction, least, most }, {
    direction: oneOf("forwards", "backwards", "any"),
    least: wholeFrom(1, LETTERS[0].length),
    most: wholeFrom(least, LETTERS[0].length),
  });
  for (let total = 2 * least; total <= 2 * most; total++) {
    for (const before of ["", "-", "--"]) {
      for (let place = 0; place <= before.length; place++) {
        for (const runs of pairs(total, least, most, direction)) {
          const found = played(text, before, place, runs);
          if (isMixed(found.merged)) return found;
        }
      }
    }
  }
  return undefined;
}

/** All pairs of runs with so many elements together. */
function pairs(total: number, least: number, most: number, direction: Direction): number[][][] {
  const found: number[][][] = [];
  for (let first = least; first <= total - least; first++) {
    if (first > most || total - first > most) continue;
    for (const own of ways(first, direction)) {
      for (const other of ways(total - first, direction)) found.push([own, other]);
    }
  }
  return found;
}

/** In which places of a run so many elements can be typed, one after another. */
function ways(count: number, direction: Direction): number[][] {
  if (count === 0) return [[]];
  const places = direction === "forwards"
    ? [count - 1]
    : direction === "backwards"
    ? [0]
    : Array.from({ length: count }, (_, i) => count - 1 - i);
  return ways(count - 1, direction).flatMap((before) => places.map((place) => [...before, place]));
}

/** Two replicas that type, and then hear of each other. */
export function played(
  text: AnyText,
  before: string,
  place: number,
  runs: readonly (readonly number[])[],
): Interleaving {
  const states = [text.init(), text.init()];
  if (before !== "") {
    const operation = text.prepare(states[0], 0, { type: "insert", at: 0, text: before });
    for (const s of states) text.effect(s, operation);
  }
  const typed = runs.flatMap((offsets, replica) => {
    const s = states[replica];
    return offsets.map((offset, i): Typed => {
      const edit: Edit = { type: "insert", at: place + offset, text: LETTERS[replica]![i]! };
      const operation = text.prepare(s, replica, edit);
      text.effect(s, operation);
      return { replica, edit, text: text.value(s), operation };
    });
  });
  const apart = states.map((s) => text.value(s));
  for (const { replica, operation } of typed) text.effect(states[1 - replica], operation);
  return { before, typed, apart, merged: text.value(states[0]), states };
}

/** Whether an element of one run stands between two of the other. */
export function isMixed(text: string): boolean {
  const runs = text.replace(/[^a-z]/g, "").replace(/[a-d]+/g, "0").replace(/[w-z]+/g, "1");
  return runs.length > 2;
}

/** The smallest case of each kind of text, by its name. */
export function smallestOfEach(search: Search = {}): ReadonlyMap<string, Interleaving | undefined> {
  return new Map(
    [fractions, rga, fugue].map((text) => [text.name, smallestInterleaving(text, search)]),
  );
}
