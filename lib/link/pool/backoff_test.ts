import { assertEquals } from "@std/assert";
import { Backoff } from "./backoff.ts";

Deno.test("pauses double up to the longest and stay so for thousands of failures; a success ends them", () => {
  const backoff = new Backoff(10, 40);
  for (const [i, pause] of [10, 20, 40, ...Array(3000).fill(40)].entries()) {
    backoff.failed(1000);
    assertEquals(backoff.nextAt, 1000 + pause, `failure ${i + 1}`);
  }
  assertEquals(backoff.failing, true);
  backoff.succeeded();
  assertEquals([backoff.failing, backoff.nextAt], [false, -Infinity]);
  backoff.failed(0);
  assertEquals(backoff.nextAt, 10);
});
