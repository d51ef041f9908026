/** What an answer was given or gave, as it was then: it may change before it is told. @module */

import { inShort } from "../figure/in_short.ts";
import { clone } from "../model/clone.ts";
import { hasMoreParts } from "../model/has_more_parts.ts";
import { assertPlain } from "../model/plain.ts";

/** How long a value is at most in words. */
const LONGEST = 120;

/**
 * A value as it is now, in few words that are made when they are asked for. A small value is copied for them; a large
 * one is told as it is by then, since calls are many, and to copy the state of a server in each costs more than what
 * is called.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { noted } from "hb/grade/noted.ts";
 *
 * const open = new Map([[1, "hat"]]);
 * const words = noted(open);
 * open.delete(1);
 * assertEquals(words(), 'Map{1=>"hat"}');
 * ```
 */
export function noted(value: unknown): () => string {
  if (typeof value === "function") return () => "a function";
  if (typeof value !== "object" || value === null) return () => shortly(value);
  try {
    // Of a disk there is but one, and nobody would read all that is on it.
    if ("syncFolder" in value) return () => "the disk";
    if (!isData(value)) return () => "…";
    if (!hasMoreParts(value, LONGEST)) {
      assertPlain(value, "a value");
      const copy = clone(value);
      return () => shortly(copy);
    }
  } catch {
    // It is no plain data, and is told as it is by then, as far as it can be told at all.
  }
  return () => shortly(value);
}

function shortly(value: unknown): string {
  try {
    return inShort(value, LONGEST);
  } catch {
    return "…";
  }
}

/** Whether it is no Io or world, whose members are functions. */
function isData(value: object): boolean {
  const above = Object.getPrototypeOf(value);
  if (above !== Object.prototype && above !== null) return !("wait" in value || "run" in value);
  return Object.values(value).every((each) => typeof each !== "function");
}
