import { assertAlmostEquals, assertEquals } from "@std/assert";
import { failedProbes } from "./failed_probes.ts";

Deno.test("failed probes: as many as four messages in a row through each helper, and two directly, let fail", () => {
  for (const [loss, helpers] of [[0.1, 0], [0.3, 1], [0.3, 3]] as const) {
    const { probes, failed, expected } = failedProbes(loss, helpers, 60);
    assertEquals(probes, 3000);
    assertAlmostEquals(failed, expected, 0.03);
  }
});

Deno.test("failed probes: without loss none fails", () => {
  assertEquals(failedProbes(0, 3, 20).failed, 0);
});
