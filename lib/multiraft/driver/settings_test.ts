import { assertThrows } from "@std/assert";
import { driven } from "./driven.ts";

const ranges = [{ group: 1, start: "", end: null, members: [0] }];

Deno.test("settings that make no sense are refused in words", () => {
  const cases = [
    [{ members: [] }, "there must be a voter among its members"],
    [{ members: [1, 1] }, "voters must be sorted, without repetitions"],
    [{ members: [0], reportMs: 0 }, "reportMs must be above 0: given 0"],
    [{ members: [0], replicas: NaN }, "replicas must be above 0: given NaN"],
  ] as const;
  for (const [driver, words] of cases) {
    assertThrows(() => driven({ ranges, driver }), RangeError, words);
  }
});
