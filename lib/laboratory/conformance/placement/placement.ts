/**
 * What every placement promises. A key goes to one node, which the set of nodes decides and nothing
 * else; few keys move when it changes; shares are what weights say; copies do not fail together.
 *
 * @module
 */

import { hashing, truncated } from "../../../placement/hash/hashing.ts";
import type { Guarantee, Suite } from "../guarantee.ts";
import { changes, dependsOnMore, leavesTraces, movesAtComing, movesAtGoing } from "./changes.ts";
import { distinct, zones } from "./copies.ts";
import { edges, refusals, somewhere, steady } from "./edges.ts";
import { concatenated, even, weighted } from "./shares.ts";
import { difference, KEYS, MEMBERS, type PlacementKind } from "./subject.ts";

/** So few bits that nodes share points, and scores. */
const FEW_BITS = 4;

const judgements = [dependsOnMore, movesAtComing, movesAtGoing, leavesTraces];
const names = changes(hashing).map(({ name }) => name);

/** With hashes that collide, what holds without still holds. */
const colliding: Guarantee<PlacementKind> = {
  name: "all that holds when hashes collide",
  breach(kind) {
    const few = truncated(hashing(), FEW_BITS);
    for (const [i, judge] of judgements.entries()) {
      if (kind.lacks?.[names[i]!] !== undefined) continue;
      const found = judge(kind, few);
      if (found !== undefined) return found;
    }
    return difference(kind.of(MEMBERS, few, KEYS), kind.of(MEMBERS, few, KEYS));
  },
};

/** The suite of placements. */
export const placementSuite: Suite<PlacementKind> = {
  family: "placement",
  guarantees: [
    somewhere,
    steady,
    ...changes(hashing),
    even,
    weighted,
    concatenated,
    distinct,
    zones,
    colliding,
    edges,
    refusals,
  ].map(({ name, breach }) => ({ name, breach: (kind) => judged(() => breach(kind)) })),
};

/** Whatever is thrown is a breach. */
function judged(judge: () => string | undefined): string | undefined {
  try {
    return judge();
  } catch (error) {
    return `it throws: ${error instanceof Error ? error.message : error}`;
  }
}
