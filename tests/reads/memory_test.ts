/** What servers remember of reads, and no more. */

import { assertEquals } from "@std/assert";
import { reading } from "hb/reads/reading.ts";
import { stageOf } from "./stage.ts";
import { getX, logs, storeOn } from "./stores.ts";

Deno.test("a leader that reads by read index remembers nothing of rounds that were answered", () => {
  for (const log of logs) {
    const stage = stageOf(storeOn(log, "read index"), 3);
    stage.stand(0);
    stage.deliver();
    for (let client = 10; client < 20; client++) {
      stage.ask(0, client, getX);
      stage.deliver();
    }
    const { reads } = stage.states[0] as {
      readonly reads: { readonly sentAt: Map<number, number> };
    };
    assertEquals(reads.sentAt.size, 0, log.words);
  }
});

Deno.test("of reads that wait for others the oldest are forgotten when there are too many", () => {
  for (const log of logs) {
    const stage = stageOf(reading(log, { way: "pqr", maxAsked: 2 }), 3);
    for (const client of [10, 11, 12]) stage.ask(0, client, getX);
    const { reads } = stage.states[0] as {
      readonly reads: { readonly asked: Map<number, object> };
    };
    assertEquals([...reads.asked.keys()], [11, 12], log.words);
  }
});
