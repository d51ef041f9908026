import { assertEquals } from "@std/assert";
import { MODELS, PAPER, toReach } from "./wide_area.ts";

Deno.test("WAN model: every cell of the paper's table is what the formulas give", () => {
  const published: Readonly<Record<string, readonly [number, number, number, number]>> = {
    "leader leases": [128, 64, 64, 0],
    EPaxos: [79, 79, 143, 77],
    Hermes: [148, 2, 75, 73],
    PQR: [128, 66, 130, 64],
    Pando: [66, 66, 148, 146],
    Megastore: [356, 2, 66, 292],
    "quorum leases": [210, 2, 66, 292],
    "quorum leases, no retraction": [210, 2, 66, 146],
    Bodega: [210, 2, 34, 32],
  };
  const computed = Object.entries(MODELS).map(([name, model]) => {
    const { write, idle, contended, window } = model(PAPER);
    return [name, [write, idle, contended, window]];
  });
  assertEquals(Object.fromEntries(computed), published);
});

Deno.test("WAN model: so many are reached by a round trip to the farthest of the nearest", () => {
  assertEquals([1, 2, 3, 4, 5].map((count) => toReach(PAPER, 1, count)), [0, 59, 64, 77, 146]);
  assertEquals([1, 2, 3, 4, 5].map((count) => toReach(PAPER, 3, count)), [0, 26, 64, 98, 137]);
});
