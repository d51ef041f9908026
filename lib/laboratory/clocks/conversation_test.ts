import { assert, assertEquals, assertThrows } from "@std/assert";
import { logical } from "../../clocks/chatter/clocks.ts";
import { converse } from "./conversation.ts";

Deno.test("what an observer sees is the same for the same seed, and every pair is judged once", () => {
  const { events, pairs, states } = converse(logical, { nodes: 3, ms: 100, seed: 4 });
  assertEquals(converse(logical, { nodes: 3, ms: 100, seed: 4 }).events, events);
  assertEquals(states.length, 3);
  assertEquals(pairs().length, events.length * (events.length - 1) / 2);
  for (const { a, b, ordered } of pairs()) {
    assert(a.at <= b.at);
    if (ordered) assert(a.stamp < b.stamp, "Lamport's clocks grow along happens-before");
  }
});

Deno.test("a delivery has the stamp that came with its message", () => {
  const { events } = converse(logical, { nodes: 2, ms: 60 });
  const deliveries = events.filter(({ kind }) => kind === "deliver");
  assert(deliveries.length > 0);
  for (const { sent, stamp } of deliveries) assert(sent! < stamp);
  assert(events.every(({ kind, sent }) => (kind === "deliver") === (sent !== undefined)));
});

Deno.test("who talks alone, or by a clock that fails, does not converse", () => {
  for (const nodes of [1, 0, NaN]) {
    assertThrows(
      () => converse(logical, { nodes }),
      RangeError,
      `two nodes or more: given ${nodes}`,
    );
  }
  const broken = {
    ...logical,
    rules: {
      ...logical.rules,
      tick(): number {
        throw new Error("it stands still");
      },
    },
  };
  assertThrows(() => converse(broken), Error, "Cannot converse because no clock may fail: given ");
  assertThrows(() => converse(broken), Error, "it stands still");
});
