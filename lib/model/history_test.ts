import { assertThrows } from "@std/assert";
import { assertHistory, type Operation } from "./history.ts";

const good: Operation = {
  id: 0,
  process: 0,
  input: 1,
  invokedAt: 3,
  endedAt: 3,
  outcome: "ok",
};

Deno.test("an operation that ends before it is asked, at no time, or in no way, is in no history", () => {
  assertHistory([]);
  assertHistory([good, { ...good, endedAt: Infinity, outcome: "unknown" }]);
  for (const [invokedAt, endedAt] of [[3, 2], [3, NaN], [NaN, 3]] as const) {
    assertThrows(
      () => assertHistory([good, { ...good, invokedAt, endedAt }]),
      RangeError,
      `Cannot judge a history because no operation may end before it was asked: given number 1, from ` +
        `${invokedAt} to ${endedAt}`,
    );
  }
  assertThrows(
    () => assertHistory([{ ...good, outcome: "info" as Operation["outcome"] }]),
    RangeError,
    "Cannot judge a history because an operation must end in one of ok, fail, unknown: given number 0, which " +
      "ends in info",
  );
});
