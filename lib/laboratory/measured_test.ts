import { assertEquals } from "@std/assert";
import { latencies, mean, percentile } from "./measured.ts";

Deno.test("figures: the nearest rank of a hundred values is the value of that rank", () => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i);
  assertEquals([0, 0.01, 0.5, 0.99, 1].map((share) => percentile(values, share)), [
    1,
    1,
    50,
    99,
    100,
  ]);
  assertEquals(percentile([], 0.5), NaN);
  assertEquals(mean([1, 2, 6]), 3);
});

Deno.test("figures: only what has ended well took a time", () => {
  const operation = { process: 0, input: null, invokedAt: 2, endedAt: 5 };
  assertEquals(
    latencies([{ ...operation, outcome: "ok" }, { ...operation, outcome: "fail" }] as never),
    [3],
  );
});
