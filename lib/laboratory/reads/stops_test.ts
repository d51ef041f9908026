import { assert } from "@std/assert";
import { PAPER } from "../../reads/wide_area.ts";
import { stopOf } from "./stops.ts";

const sites = PAPER, way = "bodega";
/** Another roster, and the messages and retries of clients. */
const CHANGE_MS = 700;

Deno.test("stops: with Bodega, writes stop for up to two leases, whatever the timeouts, unless these are longer", () => {
  for (const [leaseMs, most] of [[1250, 2400], [2500, 600], [2500, 2400]] as const) {
    const times = { leaseMs, electionTimeoutMs: [most / 2, most] as const };
    const { writes } = stopOf({ sites, way, keys: 10, times });
    assert(writes > leaseMs && writes < 2 * leaseMs + CHANGE_MS, `${leaseMs}, ${most}: ${writes}`);
  }
  const times = { leaseMs: 500, electionTimeoutMs: [1200, 2400] as const };
  const { writes } = stopOf({ sites, way, keys: 10, times });
  assert(writes > 2300 && writes < 2400 + CHANGE_MS, `${writes}`);
});

Deno.test("stops: reads of few keys stop with the writes, and those of many go on", () => {
  const few = stopOf({ sites, way, keys: 10 }), many = stopOf({ sites, way, keys: 10_000 });
  assert(few.share < 0.3 && few.reads > 4000, `${few.share}, ${few.reads}`);
  assert(many.share > 0.7 && many.reads < 2000, `${many.share}, ${many.reads}`);
});
