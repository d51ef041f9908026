/** Histories of tables that keep to a level: the check accuses none of them, and finds what they allow. */

import { assert } from "@std/assert";
import type { AnomalyName } from "hb/check/isolation/anomaly.ts";
import { holds, isolation } from "hb/check/isolation/isolation.ts";
import type { Level } from "hb/check/isolation/level.ts";
import { type Promised, rows, tableHistory } from "./table_database.ts";

const seeds = 40;

/** What each database keeps to, what it does not, and by what that is seen. */
const databases: readonly (readonly [Promised, Level, readonly Level[], readonly AnomalyName[]])[] =
  [
    ["strict serializable", "strict serializable", [], []],
    ["snapshot isolation", "strong snapshot isolation", ["repeatable read"], ["G2-item", "G2"]],
    [
      "repeatable read",
      "repeatable read",
      ["consistent view", "serializable"],
      ["G-single-predicate"],
    ],
    ["read committed", "read committed", ["consistent view", "repeatable read"], [
      "lost update",
      "G-single",
      "G-single-predicate",
    ]],
  ];

for (const [promised, level, above, names] of databases) {
  Deno.test(`tables: a database of level ${promised} is found to be just that`, () => {
    const shown = new Map<string, number>();
    for (let seed = 0; seed < seeds; seed++) {
      const history = tableHistory({ seed, promised, clients: 5, transactions: 80 });
      const found = isolation(history, { model: "tables", rows });
      assert(holds(found, level), `seed ${seed}: ${found.words.join("\n")}`);
      for (const one of [...found.not, ...found.counts.keys()]) {
        shown.set(one, (shown.get(one) ?? 0) + 1);
      }
    }
    for (const one of [...above, ...names]) {
      const count = shown.get(one) ?? 0;
      assert(count > seeds / 4, `${one}: ${count} of ${seeds} show it`);
    }
  });
}
