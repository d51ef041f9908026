import { assert, assertEquals } from "@std/assert";
import { rolling } from "./rolling.ts";

Deno.test("rolling: where leaders go first, a rack at a time, ranges are served nearly always", () => {
  const drained = rolling({ nodes: 24, atOnce: 4 }),
    plain = rolling({ nodes: 24, atOnce: 4, drains: false });
  assert(drained.served > 0.99, `${drained.served}`);
  assert(drained.least > 0.9, `${drained.least}`);
  assert(plain.served < drained.served, `${plain.served}`);
  assert(plain.least < 0.9, `${plain.least}`);
});

Deno.test("rolling: more at a time is sooner done, and of different racks it costs whole ranges", () => {
  const one = rolling({ nodes: 12 }), three = rolling({ nodes: 12, atOnce: 3 });
  assert(three.tookMs < one.tookMs / 2, `${three.tookMs} ${one.tookMs}`);
  const anyhow = rolling({ nodes: 12, atOnce: 3, byRack: false });
  assert(anyhow.served < three.served, `${anyhow.served} ${three.served}`);
  assertEquals([anyhow.nodes, anyhow.atOnce], [12, 3]);
});
