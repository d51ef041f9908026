import { assert, assertEquals } from "@std/assert";
import { LNKD_DISK, LNKD_SSD } from "hb/replication/pbs/fits.ts";
import { curve, measuredAfter } from "./staleness.ts";

const ONE = { copies: 3, reads: 1, writes: 1 };

Deno.test("runs on disks are as stale as the model says, within two percentage points", () => {
  for (
    const { ms, measured, predicted } of curve(LNKD_DISK, ONE, [0, 5], { rounds: 2500 })
  ) {
    assert(Math.abs(measured - predicted) < 0.02, `${ms} ms: ${measured}, not ${predicted}`);
  }
});

Deno.test("so are runs in which a read, or a write, waits for two", () => {
  for (const [reads, writes] of [[1, 2], [2, 1]] as const) {
    const [point] = curve(LNKD_DISK, { copies: 3, reads, writes }, [0], { rounds: 2500 });
    const { measured, predicted } = point!;
    assert(Math.abs(measured - predicted) < 0.02, `R = ${reads}: ${measured}, not ${predicted}`);
  }
});

Deno.test("so are runs on SSDs", () => {
  for (const { ms, measured, predicted } of curve(LNKD_SSD, ONE, [0, 0.5], { rounds: 2500 })) {
    assert(Math.abs(measured - predicted) < 0.02, `${ms} ms: ${measured}, not ${predicted}`);
  }
});

Deno.test("with R + W > N no read misses the write", () => {
  assertEquals(measuredAfter(LNKD_DISK, { copies: 3, reads: 2, writes: 2 }, 0, { rounds: 300 }), 1);
});
