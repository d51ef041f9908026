import { assertEquals, assertMatch } from "@std/assert";
import { slowLog, watchLoop } from "./slow.ts";

Deno.test("what is slow is told, and nothing else", () => {
  const lines: string[] = [];
  const took = slowLog(50, (line) => lines.push(line));
  took("a sync", 50);
  took("a sync", 51.4);
  assertEquals(lines, ["slow: a sync took 51 ms"]);
});

Deno.test("a loop that did not turn is told afterwards", async () => {
  const lines: string[] = [];
  const stop = watchLoop(slowLog(30, (line) => lines.push(line)));
  const end = performance.now() + 120;
  while (performance.now() < end);
  await new Promise((resolve) => setTimeout(resolve, 5));
  stop();
  assertMatch(lines[0]!, /^slow: a turn of the event loop took \d+ ms$/);
});
