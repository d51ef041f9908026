import { assert, assertEquals } from "@std/assert";
import { describeAction } from "../../check/explore/describe_action.ts";
import { exploreProtocol } from "../../check/explore/protocol.ts";
import { systemOf } from "../../kit/find.ts";
import type { Invariant } from "../../model/invariant.ts";
import { counts } from "../../model/limits_test.ts";
import { constant, uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { channelsComplete, consistentCut, moneyConserved, noDebt } from "./invariants.ts";
import { kit } from "./kit.ts";
import { isComplete, type Settings, settings, snapshot, type State } from "./snapshot.ts";

/** That channels are right where the cut is consistent. */
const channelsOfCuts: Invariant<State> = {
  ...channelsComplete,
  check: (moment) =>
    consistentCut.check(moment) === undefined ? channelsComplete.check(moment) : undefined,
};

Deno.test("a marker that leaves late can spoil what is on its way where the cut is consistent", () => {
  const late = systemOf(kit, "two beginners", "the marker leaves late");
  const [finding] = exploreProtocol({ ...late, invariants: [channelsOfCuts] }).findings;
  assertEquals(finding!.path.map(({ action }) => describeAction(action!)), [
    "everything starts",
    "timer begin fires at node 0",
    "timer spend fires at node 0",
    "timer begin fires at node 1",
    "pay (amount 1) from 0 to 1 arrives",
    "marker from 0 to 1 arrives",
  ]);
});

Deno.test("a payment that is lost is missing from a snapshot whose markers all arrive", () => {
  const lossy = { ...systemOf(kit, "two nodes"), lossy: true };
  const [finding] = exploreProtocol(lossy).findings;
  assertEquals(finding!.property, "channels complete");
  assertEquals(finding!.path.map(({ action }) => describeAction(action!)), [
    "everything starts",
    "timer spend fires at node 0",
    "pay (amount 1) from 0 to 1 is lost",
    "timer begin fires at node 0",
    "marker from 0 to 1 arrives",
  ]);
});

Deno.test("a payment that is delivered twice is recorded as received twice and as sent once", () => {
  const violated = (duplication: number) =>
    Array.from({ length: 50 }, (_, seed) => {
      const world = new World({
        protocol: snapshot(),
        nodes: 2,
        network: { latency: uniform(2, 40), order: "fifo", duplication },
        invariants: [consistentCut, channelsComplete],
        seed: seed + 1,
        trace: "none",
      });
      world.run(500);
      return world.violation;
    }).filter((violation) => violation !== undefined);
  assertEquals(violated(0), []);
  const [first, ...others] = violated(0.2);
  assert(others.length > 10);
  assertEquals(
    first!.words,
    "node 1 has recorded 2 payments from node 0, which has recorded 1",
  );
});

/** A run of nodes that have paid each other so often, and are so much richer, when it begins. */
function runAfter(count: number, nodes: number, given: Settings, latency = uniform(2, 40)) {
  const money = given.money + count, protocol = snapshot({ ...given, money });
  const start: typeof protocol.start = (io, journal) => {
    const all = io.peers.map(() => count);
    return { ...protocol.start(io, journal), sent: [...all], received: [...all] };
  };
  const world = new World({
    protocol: { ...protocol, start },
    nodes,
    network: { latency, order: "fifo" },
    seed: 1,
    trace: "none",
  });
  world.run(700);
  assert(isComplete(world.states));
  for (const { check } of [consistentCut, channelsComplete, noDebt, moneyConserved(money)]) {
    assertEquals(check(world.snapshot()), undefined);
  }
  return world.states.map((s) => s!);
}

Deno.test("whatever nodes have and have paid already, a snapshot is as it is at first", () => {
  const outcome = (count: number) => {
    const since = (all: readonly number[]) => all.map((each) => each - count);
    return runAfter(count, 3, settings).map(({ money, sent, received, recorded }) => ({
      money: money - count,
      sent: since(sent),
      received: since(received),
      channels: recorded!.channels,
      recorded: [since(recorded!.sent), since(recorded!.received), recorded!.money - count],
    }));
  };
  const first = outcome(0);
  assert(first.some(({ channels }) => channels.flat().length > 0));
  for (const count of counts) assertEquals(outcome(count), first, `after ${count} payments`);
});

Deno.test("many nodes, and many payments on one channel, are all in a snapshot", () => {
  for (const nodes of [17, 65]) runAfter(0, nodes, { ...settings, pauseMs: 60 });
  const fast = { ...settings, money: 1000, mostPaid: 1, pauseMs: 1 };
  const [first] = runAfter(0, 2, fast, constant(280));
  assert(first!.recorded!.channels[1]!.length > 256);
});
