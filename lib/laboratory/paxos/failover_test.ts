import { assert, assertEquals } from "@std/assert";
import { uniform } from "../../sim/latency.ts";
import { type Failing, failover, failovers, sharesOf, stepsOf } from "./failover.ts";

const lan: Failing = { latency: uniform(1, 6) };
const contested: Failing = { latency: uniform(5, 25), electionMs: [150, 160], asksFirst: false };

Deno.test("after a crash somebody stands, then leads, then answers, with either protocol", () => {
  for (const name of ["multipaxos", "raft"] as const) {
    for (const each of failovers(name, lan, 10)) {
      const { stoodMs, ledMs, answeredMs, candidacies } = each;
      assert(stoodMs > 75 && ledMs > stoodMs && answeredMs > ledMs, `${name}: ${stoodMs}`);
      assert(answeredMs < 1500 && candidacies >= 1, `${name}: ${answeredMs}`);
    }
  }
});

Deno.test("the same seed comes out the same, busy or not", () => {
  for (const busy of [false, true]) {
    const [a, b] = [1, 2].map(() => failover("multipaxos", 7, { ...lan, busy }));
    assertEquals(a, b);
  }
});

Deno.test("who stands needs as many messages in a row with either, and a new leader of Raft first asks how far others agree", () => {
  for (const busy of [false, true]) {
    assertEquals(stepsOf("multipaxos", { busy }), { toLead: 4, toAnswer: 2 });
    assertEquals(stepsOf("raft", { busy }), { toLead: 4, toAnswer: 4 });
  }
  assertEquals(stepsOf("multipaxos", { asksFirst: false }), { toLead: 2, toAnswer: 2 });
  assertEquals(stepsOf("raft", { asksFirst: false }), { toLead: 2, toAnswer: 4 });
});

Deno.test("where many stand at once, votes are split and Raft waits again; in Paxos the higher ballot leads", () => {
  const paxos = sharesOf(failovers("multipaxos", contested, 40));
  const raft = sharesOf(failovers("raft", contested, 40));
  assert(paxos.contested > 0.8 && raft.contested > 0.8);
  assert(raft.contestedMs > 2 * paxos.contestedMs, `${raft.contestedMs}, ${paxos.contestedMs}`);
  assert(paxos.contestedMs < 300);
});

Deno.test("what is told of many is what came of each", () => {
  const each = { stoodMs: 100, ledMs: 110, answeredMs: 130, candidacies: 1 };
  const slow = { stoodMs: 100, ledMs: 310, answeredMs: 330, candidacies: 2 };
  assertEquals(sharesOf([each, slow, each]), {
    untilStoodMs: 100,
    untilLedMs: 10,
    untilAnsweredMs: 20,
    contested: 1 / 3,
    onceMs: 130,
    contestedMs: 330,
  });
});
