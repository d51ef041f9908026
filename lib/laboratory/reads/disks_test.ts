import { assert, assertEquals } from "@std/assert";
import { byDisk } from "./disks.ts";

Deno.test("disks: the log is the dearer the slower its disk is, and the less if the leader sends meanwhile", () => {
  const rows = byDisk(5);
  const at = (sendsAhead: boolean, fsyncMs: number, clients: number) =>
    rows.find((row) =>
      row.sendsAhead === sendsAhead && row.fsyncMs === fsyncMs && row.clients === clients
    )!;
  assertEquals(rows.length, 8);
  for (const clients of [1, 16]) {
    for (const way of ["readIndex", "lease"] as const) {
      const [fast, slow] = [at(false, 0.5, clients), at(false, 2, clients)];
      assert(fast[way].latency < slow[way].latency, `${way}, ${clients}`);
      assert(at(true, 2, clients)[way].latency < slow[way].latency, `${way}, ${clients}`);
    }
  }
  for (const { lease } of rows) assert(lease.messages > 4.5 && lease.messages < 6);
});
