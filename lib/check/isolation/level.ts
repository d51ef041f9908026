/**
 * Levels of isolation by what they forbid. Repeatable read forbids cycles whose anti-dependencies are all on
 * items, and serializable those with one on a predicate too, which is what phantoms are. Where nobody reads
 * by a predicate (lists and registers) the two are the same.
 *
 * By its letter Adya's G2-item is a cycle with at least one anti-dependency on an item, be the others as they
 * may. But the locks that repeatable read stands for (long ones on items, short ones on predicates) allow
 * it beside one on a predicate: T1 misses a row that T2 then inserts and commits; T2 has read x, which T1
 * writes now. So here, as at Jepsen, no cycle with an anti-dependency on a predicate counts against it.
 *
 * - read uncommitted (PL-1), read committed (PL-2), repeatable read (PL-2.99), serializable (PL-3): Adya,
 *   Liskov and O'Neil 2000.
 * - consistent view (PL-2+): Adya 1999, section 4.2. It is parallel snapshot isolation too (Cerone,
 *   Bernardi and Gotsman 2015; Crooks et al. 2017).
 * - snapshot isolation: no cycle but such as have two anti-dependencies in a row (Fekete et al. 2005;
 *   Cerone and Gotsman 2018). Transactions may read from old snapshots.
 * - strong session levels count the order of each process as a dependency, strong levels the order of
 *   real time (Daudjee and Salem 2006). Strong serializable is called strict (Papadimitriou 1979).
 *
 * @module
 */

import type { AnomalyName } from "./anomaly.ts";

/** The levels, weakest first; each comes after all that it implies. */
export const levels = [
  "read uncommitted",
  "read committed",
  "consistent view",
  "snapshot isolation",
  "strong session snapshot isolation",
  "strong snapshot isolation",
  "repeatable read",
  "serializable",
  "strong session serializable",
  "strict serializable",
] as const;

/** A level of isolation. */
export type Level = typeof levels[number];

/** What each level forbids itself, and which levels it implies. */
const definitions: Readonly<
  Record<Level, { readonly implies: readonly Level[]; readonly forbids: readonly AnomalyName[] }>
> = {
  "read uncommitted": {
    implies: [],
    forbids: ["G0", "garbage read", "duplicate elements"],
  },
  "read committed": {
    implies: ["read uncommitted"],
    forbids: ["G1a", "G1b", "G1c", "G1-predicate", "dirty update", "incompatible order"],
  },
  "consistent view": {
    implies: ["read committed"],
    forbids: ["G-single", "G-single-predicate", "lost update", "internal", "internal-predicate"],
  },
  "snapshot isolation": {
    implies: ["consistent view"],
    forbids: ["G-nonadjacent", "G-nonadjacent-predicate"],
  },
  "strong session snapshot isolation": {
    implies: ["snapshot isolation"],
    forbids: [
      "G0-process",
      "G1c-process",
      "G1-predicate-process",
      "G-single-process",
      "G-single-predicate-process",
      "G-nonadjacent-process",
      "G-nonadjacent-predicate-process",
      "cyclic versions-process",
    ],
  },
  "strong snapshot isolation": {
    implies: ["strong session snapshot isolation"],
    forbids: [
      "G0-realtime",
      "G1c-realtime",
      "G1-predicate-realtime",
      "G-single-realtime",
      "G-single-predicate-realtime",
      "G-nonadjacent-realtime",
      "G-nonadjacent-predicate-realtime",
      "cyclic versions-realtime",
    ],
  },
  "repeatable read": {
    implies: ["read committed"],
    forbids: ["G-single", "G-nonadjacent", "G2-item", "lost update", "internal"],
  },
  "serializable": { implies: ["snapshot isolation", "repeatable read"], forbids: ["G2"] },
  "strong session serializable": {
    implies: ["serializable", "strong session snapshot isolation"],
    forbids: ["G2-item-process", "G2-process"],
  },
  "strict serializable": {
    implies: ["strong session serializable", "strong snapshot isolation"],
    forbids: ["G2-item-realtime", "G2-realtime"],
  },
};

/** Whether every history that keeps to `stronger` keeps to `weaker` too; a level implies itself. */
export function implies(stronger: Level, weaker: Level): boolean {
  for (const level of [stronger, weaker]) {
    if (Object.hasOwn(definitions, level)) continue;
    throw new RangeError(
      `Cannot use a level of isolation because it must be one of ${
        levels.join(", ")
      }: given "${level}"`,
    );
  }
  return stronger === weaker ||
    definitions[stronger].implies.some((level) => implies(level, weaker));
}

/**
 * The levels that an anomaly rules out, weakest first.
 *
 * @example Write skew is what snapshot isolation allows and serializability does not
 * ```ts
 * import { assert } from "@std/assert";
 * import { ruledOutBy } from "hb/check/isolation/level.ts";
 *
 * assert(ruledOutBy("G2-item").includes("serializable"));
 * assert(!ruledOutBy("G2-item").includes("strong snapshot isolation"));
 * ```
 */
export function ruledOutBy(name: AnomalyName): Level[] {
  const forbidding = levels.filter((level) => definitions[level].forbids.includes(name));
  if (forbidding.length === 0) {
    throw new RangeError(
      `Cannot say what an anomaly rules out because some level must forbid it: given "${name}"`,
    );
  }
  return levels.filter((level) => forbidding.some((weaker) => implies(level, weaker)));
}

/** Of some levels, weakest first, those that no other of them implies, strongest first. */
export function strongestOf(some: readonly Level[]): Level[] {
  return some.filter((level) => !some.some((other) => other !== level && implies(other, level)))
    .reverse();
}
