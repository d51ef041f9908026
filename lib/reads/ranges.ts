/** Ranges of keys that somebody gives, and that may make no sense. @module */

import type { NodeId } from "../model/protocol.ts";
import { emptyIn, type KeyRange, wantedIn } from "./keys.ts";

/** Why ranges cannot be taken, and what was given; undefined when they can. */
export function wrongWith(
  ranges: unknown,
): readonly [because: string, given: string] | undefined {
  if (!Array.isArray(ranges)) return ["ranges must be an array", inWords(ranges)];
  const odd = ranges.findIndex((range) => !isRange(range));
  if (odd >= 0) {
    return [
      "a range must be { from, to, responders }: a text, a text or null, and numbers of nodes",
      inWords(ranges[odd]),
    ];
  }
  const empty = emptyIn(ranges);
  return empty && ["a range of keys must not be empty", `"${empty.from}" to "${empty.to}"`];
}

/** Requires that all who are to answer reads are there; throws a `RangeError` if not. */
export function assertKnown(
  ranges: readonly KeyRange[],
  nodes: readonly NodeId[],
  what: string,
): void {
  const unknown = [...wantedIn(ranges)].find((node) => !nodes.includes(node));
  if (unknown === undefined) return;
  throw new RangeError(
    `Cannot ${what} because who answers reads must be one of the nodes ${nodes.join(", ")}: ` +
      `given ${unknown}`,
  );
}

function isRange(range: unknown): range is KeyRange {
  const { from, to, responders } = Object(range) as Record<keyof KeyRange, unknown>;
  return typeof from === "string" && (to === null || typeof to === "string") &&
    Array.isArray(responders) && responders.every((node) => Number.isInteger(node) && node >= 0);
}

function inWords(value: unknown): string {
  return JSON.stringify(value) ?? `${value}`;
}
