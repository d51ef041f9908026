/**
 * What a node knows of one key: values that nobody has replaced (siblings), and which writes it has seen. A write that has
 * been seen and whose value is not there has been replaced. So two copies can be merged without a look at any
 * value, in any order and as often as one likes.
 *
 * The form is that of Almeida, Baquero, Gonçalves, Preguiça and Fonte 2014, *Scalable and accurate causality tracking for
 * eventually consistent stores*: a dot for each value, and one context for all.
 *
 * @module
 */

import { epoch, type HybridTime, order } from "../../../clocks/hybrid.ts";
import {
  byDot,
  type Context,
  covers,
  type Dot,
  isDot,
  isSame as isSameContext,
  joined,
  withDot,
} from "./context.ts";

/** What can be stored. */
export type Value =
  | string
  | number
  | boolean
  | readonly Value[]
  | { readonly [name: string]: Value };

/** One write of a key. */
export interface Version {
  /** Its name. */
  readonly dot: Dot;
  /** What was written; null: the key was deleted. A deletion that is kept is called a tombstone. */
  readonly value: Value | null;
  /** When, by a hybrid clock; null where that does not matter, as nothing is decided by it. */
  readonly at: HybridTime | null;
}

/** What is known of a key. */
export interface Copy {
  /** Values that nobody has replaced, in the order of their dots. */
  readonly versions: readonly Version[];
  /** Which writes have been seen, those that have been replaced included. */
  readonly seen: Context;
}

/** Nothing is known. */
export const NOTHING: Copy = { versions: [], seen: new Map() };

/**
 * What two copies know together: what both have, and what one has and the other has not seen.
 *
 * @example One copy has seen that "a" was replaced by "b", the other has a sibling
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { type Copy, merged, valuesOf } from "hb/replication/dynamo/versions/copy.ts";
 *
 * const version = (actor: string, count: number, value: string) => ({ dot: { actor, count }, value, at: null });
 * const one: Copy = { versions: [version("x", 2, "b")], seen: new Map([["x", 2]]) };
 * const other: Copy = {
 *   versions: [version("x", 1, "a"), version("y", 1, "c")],
 *   seen: new Map([["x", 1], ["y", 1]]),
 * };
 * assertEquals(valuesOf(merged(one, other)), ["b", "c"]);
 * assertEquals(merged(one, other), merged(other, one));
 * ```
 */
export function merged(a: Copy, b: Copy): Copy {
  const isIn = ({ versions }: Copy, dot: Dot) => versions.some((each) => isDot(each.dot, dot));
  const kept = a.versions.filter(({ dot }) => isIn(b, dot) || !covers(b.seen, dot));
  const news = b.versions.filter(({ dot }) => !isIn(a, dot) && !covers(a.seen, dot));
  return { versions: inOrder([...kept, ...news]), seen: joined(a.seen, b.seen) };
}

/** A copy after a write by somebody who had seen `context`: what that covers is replaced, and nothing else. */
export function written(copy: Copy, context: Context, version: Version): Copy {
  const rest = copy.versions.filter(({ dot }) => !covers(context, dot));
  return {
    versions: inOrder([...rest, version]),
    seen: withDot(joined(copy.seen, context), version.dot),
  };
}

/** Of all writes only the latest, whoever had seen what: the last writer wins. */
export function latest(
  { versions, seen }: Copy,
  isLater: (a: Version, b: Version) => boolean = later,
): Copy {
  if (versions.length < 2) return { versions, seen };
  return { versions: [versions.reduce((best, each) => isLater(each, best) ? each : best)], seen };
}

/** Whether a write is later than another: by its clock, and by its dot where clocks show the same. */
export function later(a: Version, b: Version): boolean {
  const difference = order(a.at ?? epoch, b.at ?? epoch);
  return difference > 0 || difference === 0 && byDot(a.dot, b.dot) > 0;
}

/** Whether two copies know the same. */
export function isSame(a: Copy, b: Copy): boolean {
  return a.versions.length === b.versions.length && isSameContext(a.seen, b.seen) &&
    a.versions.every(({ dot }, i) => isDot(dot, b.versions[i]!.dot));
}

/** What a reader is shown: the values without the tombstones. */
export function valuesOf({ versions }: Copy): Value[] {
  return versions.flatMap(({ value }) => value === null ? [] : [value]);
}

/** Whether there is nothing but tombstones. */
export function isGrave({ versions }: Copy): boolean {
  return versions.length > 0 && versions.every(({ value }) => value === null);
}

/** Whether nothing is known. */
export function isNothing({ seen }: Copy): boolean {
  return seen.size === 0;
}

function inOrder(versions: Version[]): readonly Version[] {
  return versions.sort((a, b) => byDot(a.dot, b.dot));
}
