import { assertEquals } from "@std/assert";
import type { Settings } from "../../consensus/fast_paxos/settings.ts";
import { fastDelays as delays, faster } from "./fast_delays.ts";

const all = (count: number) => [count, count, count, count];

Deno.test("delays: a fast round without a collision decides in 2, wherever the proposer is", () => {
  for (const prepared of [true, false]) {
    for (const proposer of [0, 1, 2, 3]) assertEquals(delays({ prepared }, [proposer]), all(2));
  }
});

Deno.test("delays: a classic round through the leader decides in 3", () => {
  for (const prepared of [true, false]) {
    for (const proposer of [0, 1, 2, 3]) {
      assertEquals(delays({ prepared, fastRounds: 0 }, [proposer]), all(3));
    }
  }
});

Deno.test("delays: two proposals that reach all in the same order do not collide", () => {
  assertEquals(delays({}, [0, 3]), all(2));
});

Deno.test("delays: a collision costs 1 more where acceptors recover by themselves, 2 where the coordinator does, 4 by a new ballot", () => {
  const after = (recovery: Settings["recovery"]) => delays({ recovery }, [0, 3], faster);
  assertEquals(after("uncoordinated"), all(3));
  assertEquals(after("coordinated"), all(4));
  assertEquals(after("new ballot"), all(6));
});
