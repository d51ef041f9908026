import { assertEquals } from "@std/assert";
import { throttled } from "./throttle.ts";

Deno.test("fifty lines a second are written, and how many more there were", () => {
  const lines: string[] = [];
  let now = 0;
  const log = throttled((line) => lines.push(line), () => now);
  for (let i = 0; i < 80; i++) log(`${i}`);
  assertEquals(lines.length, 50);
  now = 999;
  log("too soon");
  now = 1000;
  log("now");
  assertEquals(lines.slice(50), [
    "left out 31 lines, as there were more than 50 in a second",
    "now",
  ]);
  now = 2500;
  log("later");
  assertEquals(lines.at(-1), "later");
});
