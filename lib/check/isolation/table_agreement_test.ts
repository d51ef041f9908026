/** How the check of tables is compared with the definitions; the tests say on how many histories. */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Tally } from "./agreement_test.ts";
import { holds, isolation } from "./isolation.ts";
import { levels } from "./level.ts";
import type { DefinedLevel } from "./naive.ts";
import { explicableTables } from "./naive_tables.ts";
import type { TableTransactions } from "./table.ts";
import { anyTableCare, startRows, tableHistories } from "./table_database_test.ts";

const defined = levels.filter((level): level is DefinedLevel => level !== "read uncommitted");

function committing(care: Parameters<typeof anyTableCare>[0]) {
  return tableHistories(anyTableCare(care)).filter((history) =>
    history.some(({ outcome }) => outcome === "ok")
  );
}

function check(history: TableTransactions) {
  const found = isolation(history, { model: "tables", rows: startRows });
  assertEquals(found.undecided, []);
  return found;
}

/** No level is ruled out at which the history is explicable. */
export function noTableIsAccused(numRuns: number): void {
  const tally = new Tally();
  fc.assert(
    fc.property(committing({}), (history) => {
      const found = check(history);
      for (const level of defined) {
        const good = explicableTables(history, startRows, level);
        if (good) assert(holds(found, level), `${level}: ${found.words.join("\n")}`);
        tally.add(level, good);
      }
    }),
    { numRuns },
  );
  tally.assertBoth();
}

/** Where only all rows are looked for, and rows live clear lives, every level is decided. */
export function clearTablesAgree(numRuns: number): void {
  const tally = new Tally();
  const care = { clear: true, predicates: false, readAll: true } as const;
  fc.assert(
    fc.property(committing(care), (history) => {
      const found = check(history);
      for (const level of defined) {
        const expected = explicableTables(history, startRows, level);
        assertEquals(holds(found, level), expected, `${level}: ${found.words.join("\n")}`);
        tally.add(level, expected);
      }
    }),
    { numRuns },
  );
  tally.assertBoth();
}
