import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { anyCare, histories } from "./database_arbitrary_test.ts";
import { holds, isolation } from "./isolation.ts";
import { levels } from "./level.ts";
import { type DefinedLevel, explicable } from "./naive.ts";
import type { Model, Transactions } from "./transaction.ts";

const runs = { numRuns: 1500 };
const defined = levels.filter((level): level is DefinedLevel => level !== "read uncommitted");

/** Counts how often each verdict occurs, as a comparison in which one never does would say little. */
class Tally {
  readonly #both = new Map<string, [number, number]>();

  add(level: string, good: boolean): void {
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

function check(history: Transactions, model: Model) {
  const found = isolation(history, { model });
  assertEquals(found.undecided, []);
  return found;
}

Deno.test("lists that are read to their ends are explicable just at the levels that hold", () => {
  const tally = new Tally();
  fc.assert(
    fc.property(histories("list-append", anyCare({ readAll: true })), (history) => {
      const found = check(history, "list-append");
      for (const level of defined) {
        // A transaction that misreads its own writes is read committed by name, and not by definition.
        if (level === "read committed" && found.counts.has("internal")) continue;
        const expected = explicable(history, level);
        assertEquals(holds(found, level), expected, `${level}: ${found.words.join("\n")}`);
        tally.add(level, expected);
      }
    }),
    runs,
  );
  tally.assertBoth();
});

Deno.test("lists are serializable just where no anomaly forbids it, read to their ends or not", () => {
  const tally = new Tally();
  const some = ["serializable", "strong session serializable", "strict serializable"] as const;
  fc.assert(
    fc.property(histories("list-append", anyCare({ readAll: false })), (history) => {
      const found = check(history, "list-append");
      for (const level of some) {
        const expected = explicable(history, level);
        assertEquals(holds(found, level), expected, `${level}: ${found.words.join("\n")}`);
        tally.add(level, expected);
      }
    }),
    runs,
  );
  tally.assertBoth();
});

for (const model of ["list-append", "rw-register"] as const) {
  Deno.test(`${model}: no level is ruled out at which the history is explicable`, () => {
    const tally = new Tally();
    fc.assert(
      fc.property(histories(model, anyCare({})), (history) => {
        const found = check(history, model);
        for (const level of defined) {
          const good = explicable(history, level);
          if (good) assert(holds(found, level), `${level}: ${found.words.join("\n")}`);
          tally.add(level, good);
        }
      }),
      runs,
    );
    tally.assertBoth();
  });
}

Deno.test("what is strict serializable contradicts no assumption about single registers", () => {
  const tally = new Tally();
  const care = anyCare({ reads: "latest", timely: true });
  fc.assert(
    fc.property(histories("rw-register", care), (history) => {
      const good = explicable(history, "strict serializable");
      tally.add("strict serializable", good);
      for (const keys of ["sequential", "linearizable"] as const) {
        const found = isolation(history, { model: "rw-register", keys });
        if (good) assertEquals(found.not, [], found.words.join("\n"));
      }
    }),
    runs,
  );
  tally.assertBoth();
});
