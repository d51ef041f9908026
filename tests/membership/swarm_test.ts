/** `deno task swarm`: processes that are killed, and what the others notice. Nothing is timed. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Step } from "../../tools/swarm/scenario.ts";

const tool = new URL("../../tools/swarm.ts", import.meta.url).pathname;

async function run(...args: readonly string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "-A", tool, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), error: text(stderr) };
}

Deno.test("processes that are killed are missed by all others, and seen again when they are back", async () => {
  const { code, out, error } = await run(
    ...["--nodes=5", "--kill=2", "--period-ms=200", "--patience=600", "--json"],
  );
  assertEquals([code, error], [0, ""]);
  const steps: Step[] = JSON.parse(out);
  assertEquals(steps.map(({ words, at }) => `${words}: ${at}`), [
    "all listen: 5",
    "all see all: 5",
    "a word is heard: 5",
    "a word that is told at once: 3",
    "who was killed is gone: 3",
    "a word after that: 3",
    "who has started again is seen again: 5",
    "a last word: 5",
  ]);
  for (const { firstMs, lastMs } of steps) assertEquals(firstMs >= 0 && firstMs <= lastMs, true);
});

for (
  const [given, told] of [
    ["--nodes=2", "--nodes must be a whole number from 3 to 100"],
    ["--kill=49", "--kill must be a whole number from 0 to 48"],
    ["--period-ms=soon", "--period-ms must be a whole number from 50 to 60000"],
    ["--shout", "--shout"],
    ["--patience=0", "--patience must be a whole number from 1 to 3600"],
  ] as const
) {
  Deno.test(`a swarm is not run with ${given}`, async () => {
    const { code, out, error } = await run(given);
    assertEquals([code, out], [2, ""]);
    assertStringIncludes(error, told);
  });
}

Deno.test("a step that takes too long is told, and nothing is left running", async () => {
  // No crash is noticed in a second by members that probe once in a minute.
  const { code, error } = await run("--nodes=3", "--kill=1", "--period-ms=60000", "--patience=20");
  assertEquals(code, 1);
  assertStringIncludes(error, "not within 20 s");
});
