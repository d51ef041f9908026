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
