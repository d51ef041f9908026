import { assert, assertEquals, assertThrows } from "@std/assert";
import { costOf, idleMessages, throughput } from "./steady.ts";

Deno.test("a Paxos for each command takes two round trips, a leader one, with Multi-Paxos as with Raft", () => {
  for (const nodes of [3, 5, 7]) {
    const others = nodes - 1;
    assertEquals(costOf("paxos", { nodes }), {
      messages: 4 * others,
      delays: 4,
      syncs: 2 * nodes,
    });
    for (const way of ["multipaxos", "raft"] as const) {
      assertEquals(costOf(way, { nodes, commands: 10 }), {
        messages: 2 * others,
        delays: 2,
        syncs: nodes,
      }, way);
    }
  }
});

Deno.test("commands share messages and syncs when the leader waits for more, or may have one slot open only", () => {
  const often = { nodes: 5, everyMs: 1, commands: 100 };
  const alone = costOf("multipaxos", often);
  const waits = costOf("multipaxos", { ...often, batchMs: 5 });
  const oneSlot = costOf("multipaxos", { ...often, window: 1 });
  assertEquals([alone.messages, alone.delays], [8, 2]);
  for (const shared of [waits, oneSlot]) {
    assert(shared.messages < alone.messages / 4 && shared.syncs < alone.syncs / 4);
    assert(shared.delays > alone.delays);
  }
  const narrow = costOf("multipaxos", { ...often, window: 4, maxBatch: 1 });
  assert(narrow.delays > 5, "without sharing, few slots make commands wait");
});

Deno.test("a leader decides as many slots in a round trip as it may have open, each with as many commands as fit", () => {
  assertEquals(Math.round(throughput({ window: 1, maxBatch: 1 })), 100);
  assertEquals(Math.round(throughput({ window: 8, maxBatch: 1 })), 800);
  assert(throughput({ window: 8, maxBatch: 16 }) > 10_000);
});

Deno.test("a leader of whom nothing is asked says that it is there, and is answered", () => {
  for (const way of ["multipaxos", "raft"] as const) {
    assertEquals(idleMessages(way, 3), 2 * 2 * 20, way);
  }
});

Deno.test("commands that are not done are not averaged away", () => {
  const tooMany = { nodes: 3, everyMs: 0.1, commands: 200, window: 1, maxBatch: 1 };
  assertThrows(() => costOf("multipaxos", tooMany), Error, "because all must be done: given ");
});
