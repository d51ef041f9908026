/** Copies in words, whatever comes in their place. @module */

import { told } from "hb/grade/told.ts";
import type { Context, Copy, Sibling } from "../given.ts";

/** What has been seen: a:2 b:1. */
export function inContext(seen: unknown): string {
  const isOne = (each: unknown): each is Context[number] =>
    Array.isArray(each) && each.length === 2 && typeof each[0] === "string" &&
    typeof each[1] === "number";
  if (!Array.isArray(seen) || !seen.every(isOne)) return told(seen);
  return seen.filter(([, count]) => count !== 0).toSorted(byName)
    .map(([actor, count]) => `${inActor(actor)}:${count}`).join(" ") || "nothing";
}

/** Siblings, and what has been seen: a:1 "hat", b:2 deleted (seen a:1 b:2). */
export function inCopy(copy: unknown): string {
  const { siblings, seen, ...more } = (copy ?? {}) as Copy;
  if (!Array.isArray(siblings) || Object.keys(more).length > 0) return told(copy);
  return `${inSiblings(siblings)} (seen ${inContext(seen)})`;
}

function inSiblings(siblings: readonly Sibling[]): string {
  return siblings.map((each) => {
    const { actor, count, value, ...more } = each ?? {};
    const isOne = typeof actor === "string" && typeof count === "number" && value !== undefined &&
      Object.keys(more).length === 0;
    if (!isOne) return told(each);
    return `${inActor(actor)}:${count} ${value === null ? "deleted" : told(value)}`;
  }).sort().join(", ") || "no value";
}

const inActor = (actor: string) => /^\w+$/.test(actor) ? actor : told(actor);

const byName = ([a]: Context[number], [b]: Context[number]) => a < b ? -1 : a > b ? 1 : 0;
