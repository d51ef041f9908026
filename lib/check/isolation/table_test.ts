import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { isolation } from "./isolation.ts";
import { describePredicate, matches } from "./table.ts";
import { anyTableCare, startRows, tableHistories } from "./table_database_test.ts";

Deno.test("predicates look at the key, the value or an attribute, which may be missing", () => {
  const match = (where: Parameters<typeof matches>[0], value: number | string = 5) =>
    matches(where, "x", value, { a: 3 });
  assert(match({ type: "all" }));
  assert(match({ type: "key", key: "x" }) && !match({ type: "key", key: "y" }));
  assert(match({ type: "equal", value: 5 }) && !match({ type: "equal", value: 3 }));
  assert(match({ type: "equal", attribute: "a", value: 3 }));
  assert(!match({ type: "equal", attribute: "b", value: 3 }));
  assert(match({ type: "between", from: 5, to: 5 }) && !match({ type: "between", from: 6, to: 9 }));
  assert(match({ type: "between", attribute: "a", from: 1, to: 3 }));
  assert(!match({ type: "between", attribute: "a", from: 1, to: 2 }));
  assert(!match({ type: "between", from: 0, to: 9 }, "5"));
  assert(!matches({ type: "equal", attribute: "a", value: 3 }, "x", 3, undefined));
});

Deno.test("predicates are told in words", () => {
  assertEquals(describePredicate("t", { type: "key", key: 7 }), "the row 7 of t");
  assertEquals(
    describePredicate("t", { type: "between", attribute: "age", from: 3, to: 9 }),
    "rows of t with age from 3 to 9",
  );
});

Deno.test("tables: a database that runs one transaction after the other is never accused", () => {
  const care = anyTableCare({ reads: "latest", spoiltReads: 0, aborted: 0, transactions: 12 });
  fc.assert(fc.property(tableHistories(care), (history) => {
    // All at once, so that neither processes nor real time have a say.
    const certain = history.map((each, process) => {
      const endedAt = each.outcome === "unknown" ? Infinity : 100;
      return { ...each, process, invokedAt: 0, endedAt };
    });
    const found = isolation(certain, { model: "tables", rows: startRows });
    assertEquals(found.not, [], found.words.join("\n"));
  }));
});

Deno.test("rows of one key in two tables are two rows, and keys that are numbers are not texts", () => {
  const write = (table: string, key: string | number) => ({
    ...{ type: "insert", table, key, value: 1 } as const,
  });
  const steps = [write("t", 1), write("t", "1"), write("u", 1), write("t.u", 1), write("t", "u.1")];
  const history = [{
    ...{ id: 0, process: 0, input: steps, output: steps, invokedAt: 0, endedAt: 1 },
    outcome: "ok" as const,
  }];
  assertEquals(isolation(history, { model: "tables" }).verdict, "ok");
});
