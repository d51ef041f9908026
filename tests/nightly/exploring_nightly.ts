/** Specifications whose states are too many for the ordinary run. */

import { assertEquals } from "@std/assert";
import { explore } from "hb/check/explore/explore.ts";
import { exploreProtocol } from "hb/check/explore/protocol.ts";
import { abdSystem } from "hb/check/models/abd_register.ts";
import { lamportMutex } from "hb/check/models/lamport_mutex.ts";
import { paxosCommit } from "hb/check/models/paxos_commit.ts";
import { paxosRegisterSystem } from "hb/check/models/paxos_register.ts";
import { bounds } from "hb/multiraft/instances.ts";
import { smallMultiRaft } from "hb/multiraft/instances/small.ts";
import { twoPhase } from "hb/check/models/two_phase.ts";

Deno.test("two-phase commit of 6 and 7 has the states that are known", () => {
  for (const [managers, states] of [[6, 50_816], [7, 296_448]] as const) {
    const { unique, verdict, complete } = explore(twoPhase(managers));
    assertEquals([unique, verdict, complete], [states, "ok", true]);
  }
});

Deno.test("Lamport's mutual exclusion, 3 processes with clocks to 6, has 724,274 states", () => {
  const { unique, verdict, complete } = explore(lamportMutex(3, 6));
  assertEquals([unique, verdict, complete], [724_274, "ok", true]);
});

Deno.test("the orders of search agree on two-phase commit of 7", () => {
  const breadth = explore(twoPhase(7)), depth = explore(twoPhase(7), { order: "depth" });
  assertEquals(depth.unique, breadth.unique);
  assertEquals(depth.generated, breadth.generated);
});

Deno.test("Paxos with 3 clients and 3 servers has the 1,194,428 states that Stateright counts", () => {
  const { unique, verdict, complete } = exploreProtocol(paxosRegisterSystem(3, 3));
  assertEquals([unique, verdict, complete], [1_194_428, "ok", true]);
});

Deno.test("Paxos Commit of 2 with 3 acceptors and 2 ballots has the 1,321,761 states that TLC counts", () => {
  const { unique, verdict, complete } = explore(paxosCommit(2, 2));
  assertEquals([unique, verdict, complete], [1_321_761, "ok", true]);
});

Deno.test("ABD over ordered links has the 1,212,979 states that Stateright counts", () => {
  const system = { ...abdSystem(2, 3), network: "ordered" } as const;
  const { unique, verdict, complete } = exploreProtocol(system);
  assertEquals([unique, verdict, complete], [1_212_979, "ok", true]);
});

Deno.test("Multi-Raft: a split that makes a replica anew takes from it what its leader counts, in 17 steps", () => {
  const instance = bounds["a range splits while a new member gets its snapshot, and entries"];
  const system = smallMultiRaft(instance, { rules: { isHere: () => false } });
  const [finding] = exploreProtocol(system).findings;
  assertEquals([finding?.property, finding!.path.length - 1], ["true counts", 17]);
});
