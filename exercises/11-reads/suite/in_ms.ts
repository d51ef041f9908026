/** Times as they are told. @module */

import { told } from "hb/grade/part.ts";

/** A time in words, with two decimals at most: "98.02 ms"; what is no number is told as what it is. */
export function inMs(value: unknown): string {
  return `${typeof value === "number" ? Number(value.toFixed(2)) : told(value)} ms`;
}
