/** How the check of isolation is compared with the definitions; the tests say on how many histories. */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { anyCare, histories } from "./database_arbitrary_test.ts";
import { holds, isolation } from "./isolation.ts";
import { type Level, levels } from "./level.ts";
import { type DefinedLevel, explicable } from "./naive.ts";
import type { Model, Transactions } from "./transaction.ts";

const defined = levels.filter((level): level is DefinedLevel => level !== "read uncommitted");

/** Counts how often each verdict occurs, as a comparison in which one never does would say little. */
export class Tally {
  readonly #both = new Map<Level, [number, number]>();

  add(level: Level, good: boolean): void {
    const counts = this.#both.get(level) ?? [0, 0];
    counts[good ? 0 : 1]!++;
    this.#both.set(level, counts);
  }

  assertBoth(): void {
    for (const [level, [good, bad]] of this.#both) {
      assert(Math.min(good, bad) > (good + bad) / 200, `${level}: ${good} good and ${bad} bad`);
    }
  }
}

/** A history that shows something: in one without a committed transaction there is nothing to judge. */
function committing(model: Model, care: Parameters<typeof anyCare>[0]) {
  return histories(model, anyCare(care)).filter((history) =>
    history.some(({ outcome }) => outcome === "ok")
  );
}

function check(history: Transactions, model: Model) {
  const found = isolation(history, { model });
  assertEquals(found.undecided, []);
  return found;
}

/** Lists that are read to their ends are explicable just at the levels that hold. */
export function levelsAgree(numRuns: number): void {
  const tally = new Tally();
  fc.assert(
    fc.property(committing("list-append", { readAll: true }), (history) => {
      const found = check(history, "list-append");
      for (const level of defined) {
        // A transaction that misreads its own writes is read committed by name, and not by definition.
        if (level === "read committed" && found.counts.has("internal")) continue;
        const expected = explicable(history, level);
        assertEquals(holds(found, level), expected, `${level}: ${found.words.join("\n")}`);
        tally.add(level, expected);
      }
    }),
    { numRuns },
  );
  tally.assertBoth();
}

/** Lists are serializable just where no anomaly forbids it, read to their ends or not. */
export function serializabilityAgrees(numRuns: number): void {
  const tally = new Tally();
  const some = ["serializable", "strong session serializable", "strict serializable"] as const;
  fc.assert(
    fc.property(committing("list-append", { readAll: false }), (history) => {
      const found = check(history, "list-append");
      for (const level of some) {
        const expected = explicable(history, level);
        assertEquals(holds(found, level), expected, `${level}: ${found.words.join("\n")}`);
        tally.add(level, expected);
      }
    }),
    { numRuns },
  );
  tally.assertBoth();
}

/** No level is ruled out at which the history is explicable. */
export function nothingExplicableIsAccused(model: Model, numRuns: number): void {
  const tally = new Tally();
  fc.assert(
    fc.property(committing(model, {}), (history) => {
      const found = check(history, model);
      for (const level of defined) {
        const good = explicable(history, level);
        if (good) assert(holds(found, level), `${level}: ${found.words.join("\n")}`);
        tally.add(level, good);
      }
    }),
    { numRuns },
  );
  tally.assertBoth();
}

/** What is strict serializable contradicts no assumption about single registers. */
export function keysContradictNothing(numRuns: number): void {
  const tally = new Tally();
  fc.assert(
    fc.property(committing("rw-register", { reads: "latest", timely: true }), (history) => {
      const good = explicable(history, "strict serializable");
      tally.add("strict serializable", good);
      for (const keys of ["sequential", "linearizable"] as const) {
        const found = isolation(history, { model: "rw-register", keys });
        if (good) assertEquals(found.not, [], found.words.join("\n"));
      }
    }),
    { numRuns },
  );
  tally.assertBoth();
}
