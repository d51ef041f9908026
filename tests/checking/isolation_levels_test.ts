/** Histories of databases that keep to a level: the check accuses none of them, and finds what they allow. */

import { assert, assertEquals } from "@std/assert";
import { holds, isolation } from "hb/check/isolation/isolation.ts";
import type { Level } from "hb/check/isolation/level.ts";
import type { Model } from "hb/check/isolation/transaction.ts";
import { databaseHistory, type Promised } from "../../bench/isolation/database.ts";

const seeds = 40;

/** What each database keeps to, and the level above of which it shows, now and then, that it does not. */
const databases: readonly (readonly [Promised, Level, Level | undefined])[] = [
  ["strict serializable", "strict serializable", undefined],
  ["snapshot isolation", "strong snapshot isolation", "serializable"],
  ["read committed", "read committed", "consistent view"],
];

for (const model of ["list-append", "rw-register"] satisfies Model[]) {
  for (const [promised, level, above] of databases) {
    Deno.test(`${model}: a database of level ${promised} is found to be just that`, () => {
      let shown = 0;
      for (let seed = 0; seed < seeds; seed++) {
        const history = databaseHistory({ seed, model, promised, clients: 6, steps: 300, keys: 4 });
        const found = isolation(history, { model });
        assert(holds(found, level), `seed ${seed}: ${found.words.join("\n")}`);
        if (above !== undefined && found.not.includes(above)) shown++;
      }
      // Of blind writes to a register nobody knows the order, so registers show less than lists.
      const least = model === "list-append" ? seeds / 2 : seeds / 8;
      if (above !== undefined) assert(shown > least, `${shown} of ${seeds} show it`);
    });
  }
}

Deno.test("a database that forgets one check in many is caught", () => {
  const model = "list-append";
  const history = databaseHistory({
    ...{ seed: 1, model, promised: "careless", clients: 10, steps: 60_000, keys: 8 },
  });
  const found = isolation(history, { model });
  assertEquals(found.verdict, "violation");
  assert(found.counts.has("lost update") || found.counts.has("G-single"), found.words.join("\n"));
});
