import { assert, assertEquals, assertGreater, assertThrows } from "@std/assert";
import { level } from "../levels.ts";
import { history } from "./history_test.ts";
import type { MemoryHistory } from "./memory.ts";
import { regular, safe } from "./regular.ts";

/** One writer who writes 1 and 2, and two readers who read once or twice each, in every overlap of a few. */
function* overlaps(): Generator<MemoryHistory> {
  const [first, second, ...reads] = history("0 w x 1, 0 w x 2, 1 r x -, 1 r x -, 2 r x -");
  const values = [null, 1, 2];
  const spans = [[0, 3], [4, 5], [6, 12], [13, 25], [26, 27]] as const;
  for (const [at, [invokedAt, endedAt]] of spans.entries()) {
    for (const [later, end] of spans.slice(at + 1)) {
      for (const one of values) {
        for (const other of values) {
          for (const [from, to] of spans) {
            yield [
              { ...first!, invokedAt: 2, endedAt: 5 },
              { ...second!, invokedAt: 10, endedAt: 20 },
              { ...reads[0]!, invokedAt, endedAt, output: one },
              { ...reads[1]!, invokedAt: later, endedAt: end, output: other },
              { ...reads[2]!, invokedAt: from, endedAt: to, output: other },
            ];
          }
        }
      }
    }
  }
}

Deno.test("what is linearizable is regular, and what is regular is safe; neither the other way", () => {
  let regularOnly = 0, safeOnly = 0;
  for (const each of overlaps()) {
    const isLinearizable = level("linearizable").check(each).verdict === "ok";
    const isRegular = regular(each).verdict === "ok", isSafe = safe(each).verdict === "ok";
    if (isLinearizable) assert(isRegular);
    if (isRegular) assert(isSafe);
    if (isRegular && !isLinearizable) regularOnly++;
    if (isSafe && !isRegular) safeOnly++;
  }
  assertGreater(Math.min(regularOnly, safeOnly), 5);
});

Deno.test("regular: of two reads during one write the first may see it and the second not", () => {
  const [write, ...reads] = history("0 w x 1, 1 r x 1, 2 r x -");
  const during = [{ ...write!, endedAt: 100 }, ...reads];
  assertEquals(regular(during).verdict, "ok");
  assertEquals(level("linearizable").check(during).verdict, "violation");
});

Deno.test("regular: a write that is over is seen by every read, and safe asks it too", () => {
  const missed = history("0 w x 1, 1 r x -");
  const verdict = regular(missed);
  assert(verdict.verdict === "violation");
  assertEquals(verdict.words, [
    "process 1 reads null; written last is 1, and meanwhile nothing",
  ]);
  assertEquals(safe(missed).verdict, "violation");
});

Deno.test("regular: a write that ends as a read begins overlaps with it", () => {
  const [write, read] = history("0 w x 1, 1 r x -");
  const touching = [{ ...write!, invokedAt: 0, endedAt: 5 }, {
    ...read!,
    invokedAt: 5,
    endedAt: 6,
  }];
  for (const check of [regular, safe, level("linearizable").check]) {
    assertEquals(check(touching).verdict, "ok");
  }
});

Deno.test("safe: what is read during a write may be anything, even what nobody wrote", () => {
  const wild = history("0 w x 1 & 1 r x 7, 1 r x 1");
  assertEquals(safe(wild).verdict, "ok");
  assertEquals(regular(wild).verdict, "violation");
});

Deno.test("regular: an unanswered write may take effect, and a failed one does not", () => {
  const [write, read] = history("0 w x 1, 1 r x 1");
  assertEquals(
    regular([{ ...write!, outcome: "unknown", endedAt: Infinity }, read!]).verdict,
    "ok",
  );
  assertEquals(regular([{ ...write!, outcome: "fail" }, read!]).verdict, "violation");
});

Deno.test("regular: writes that overlap are refused in words", () => {
  assertThrows(
    () => regular(history("0 w x 1 & 1 w x 2")),
    RangeError,
    'given 1 and 2 at once for "x"',
  );
});
