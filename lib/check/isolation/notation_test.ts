import { assertEquals, assertThrows } from "@std/assert";
import { describeSteps, transactions } from "./notation.ts";

Deno.test("transactions between bars overlap, those after a semicolon begin later", () => {
  const told = transactions("ax1 | rx ; ax2", "list-append");
  const times = told.map(({ process, invokedAt, endedAt }) => [process, invokedAt, endedAt]);
  assertEquals(times, [[0, 0, 1], [1, 0, 1], [2, 2, 3]]);
});

Deno.test("process, times and outcome can be told", () => {
  const [failed, open, timed] = transactions("ax1! | ax2rx? | 3:rx12@2-5", "list-append");
  assertEquals(failed?.outcome, "fail");
  assertEquals(failed?.output, undefined);
  assertEquals([open?.outcome, open?.endedAt], ["unknown", Infinity]);
  assertEquals(open?.input, [{ type: "append", key: "x", value: 2 }, { type: "read", key: "x" }]);
  assertEquals([timed?.process, timed?.invokedAt, timed?.endedAt], [3, 2, 5]);
  assertEquals(timed?.output, [{ type: "read", key: "x", value: [1, 2] }]);
});

Deno.test("a register that was never written reads as null", () => {
  const [one] = transactions("wx1ryrx1", "rw-register");
  assertEquals(one?.output, [
    { type: "write", key: "x", value: 1 },
    { type: "read", key: "y", value: null },
    { type: "read", key: "x", value: 1 },
  ]);
});

Deno.test("transactions are in the order of their invocation", () => {
  const told = transactions("ax1@5-6 | ax2@1-2", "list-append");
  assertEquals(told.map(({ id }) => id), [1, 0]);
});

Deno.test("what is no transaction is rejected", () => {
  for (const text of ["", "ax1 |", "bx1", "ax1@5", "x1"]) {
    assertThrows(() => transactions(text, "list-append"), SyntaxError, "the form is");
  }
  for (const text of ["wx1", "ax12", "ax"]) {
    assertThrows(() => transactions(text, "list-append"), SyntaxError, "list-append has");
  }
  for (const text of ["ax1", "rx12"]) {
    assertThrows(() => transactions(text, "rw-register"), SyntaxError, "rw-register has");
  }
});

Deno.test("tables have insertions, changes, deletions, reads by key and by a predicate", () => {
  const [one, other] = transactions("ix1.5uy2dz | rxry3s{x1y2}s5{}s2-4{y2}?", "tables");
  const table = "t";
  assertEquals(one?.output, [
    { type: "insert", table, key: "x", value: 1, attributes: { a: 5 } },
    { type: "update", table, key: "y", value: 2 },
    { type: "delete", table, key: "z" },
  ]);
  assertEquals(other?.outcome, "unknown");
  assertEquals(other?.input, [
    { type: "read", table, key: "x" },
    { type: "read", table, key: "y" },
    { type: "scan", table, where: { type: "all" } },
    { type: "scan", table, where: { type: "equal", attribute: "a", value: 5 } },
    { type: "scan", table, where: { type: "between", from: 2, to: 4 } },
  ]);
  const [read] = transactions("2:rxry3s{x1y2}s{}@3-7", "tables");
  assertEquals([read?.process, read?.invokedAt, read?.endedAt], [2, 3, 7]);
  assertEquals(
    read?.output?.map((step) => "rows" in step ? step.rows : "value" in step && step.value),
    [
      null,
      3,
      [{ key: "x", value: 1 }, { key: "y", value: 2 }],
      [],
    ],
  );
  assertEquals(
    describeSteps([...one!.output!, ...read!.output!, ...other!.input.slice(3)]),
    "insert t.x 1 a = 5, update t.y 2, delete t.z, read t.x nothing, read t.y 3, " +
      "look for all rows of t [x 1, y 2], look for all rows of t [], " +
      "look for rows of t with a = 5, look for rows of t with value from 2 to 4",
  );
  for (const text of ["ix", "sx", "s{x}", "ux12", "ax1", "s5-{}"]) {
    assertThrows(() => transactions(text, "tables"), SyntaxError, '"ix1s{x1}", "dx?"');
  }
});

Deno.test("steps are told in words, long lists by their ends", () => {
  assertEquals(
    describeSteps([
      { type: "append", key: "x", value: 1 },
      { type: "read", key: "y", value: [1, 2] },
      { type: "read", key: "z", value: null },
      { type: "read", key: "z" },
      { type: "read", key: 7, value: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
    ]),
    "append x 1, read y [1 2], read z nothing, read z, read 7 [… 2 3 4 5 6 7 8 9]",
  );
});
