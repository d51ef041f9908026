import { assert, assertEquals } from "@std/assert";
import { driverRecovery } from "./driver_recovery.ts";

Deno.test("the driver's leader dies: another knows all within two reports, and clients notice nothing", () => {
  for (const reportMs of [500, 2000]) {
    const run = driverRecovery({ reportMs });
    assert(run.ledAfterMs <= 1300, `${run.ledAfterMs}`);
    assert(run.knewAfterMs > run.ledAfterMs, `${run.knewAfterMs}`);
    assert(run.knewAfterMs <= run.ledAfterMs + 2 * reportMs, `${run.knewAfterMs}`);
    assertEquals(run.known.at(-1)!.ranges, 40);
    assertEquals(run.answered, 1);
    assert(run.slowestMs < 300, `${run.slowestMs}`);
  }
});
