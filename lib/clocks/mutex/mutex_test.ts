import { assert, assertEquals } from "@std/assert";
import { describeAction } from "../../check/explore/describe_action.ts";
import { exploreProtocol } from "../../check/explore/protocol.ts";
import { systemOf } from "../../kit/find.ts";
import { counts } from "../../model/limits_test.ts";
import { uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { kit } from "./kit.ts";
import { mutex, rules, type State } from "./mutex.ts";

Deno.test("without FIFO the shortest way to break Lamport's mutex lets an acknowledgement overtake a request", () => {
  const system = systemOf(kit, "two nodes", "messages overtake each other");
  const [finding] = exploreProtocol(system).findings;
  assertEquals(finding!.path.map(({ action }) => describeAction(action!)), [
    "everything starts",
    "timer want fires at node 0",
    "timer want fires at node 1",
    "request (time 1) from 1 to 0 arrives", // and node 0 has the resource, as its request is the earlier
    "acknowledge (time 3) from 0 to 1 arrives", // before that request
  ]);
});

Deno.test("without FIFO a request that overtakes a release is enough to break it, though no acknowledgement overtakes", () => {
  const system = systemOf(kit, "two nodes", "a release is overtaken");
  const [finding] = exploreProtocol(system).findings;
  assertEquals(finding!.property, "mutual exclusion");
  assertEquals(finding!.path.map(({ action }) => describeAction(action!)), [
    "everything starts",
    "timer want fires at node 0",
    "request (time 1) from 0 to 1 arrives",
    "acknowledge (time 3) from 1 to 0 arrives",
    "timer leave fires at node 0",
    "timer want fires at node 0",
    "request (time 6) from 0 to 1 arrives", // before the release
    "release (time 5) from 0 to 1 arrives", // and takes the new request off the list
    "acknowledge (time 8) from 1 to 0 arrives", // node 0 has the resource
    "timer want fires at node 1",
    "request (time 10) from 1 to 0 arrives",
    "acknowledge (time 12) from 0 to 1 arrives", // and so has node 1, whose list has nothing earlier
  ]);
});

Deno.test("after a crash only those go in who have the dead node's later message, and each of them once", () => {
  let entries = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const world = new World({
      protocol: mutex(),
      nodes: 3,
      network: { latency: uniform(2, 20), order: "fifo" },
      faults: [{ kind: "crash", at: 100, node: 2 }],
      seed,
      states: true,
    });
    world.run(1000);
    const inside = [false, false], late = [0, 0];
    for (const event of world.trace) {
      if (event.kind !== "state" || event.node === 2) continue;
      const now = (event.state as State).inside;
      // All that node 2 ever sent has arrived by 120 ms.
      if (now && !inside[event.node] && event.at > 120) late[event.node]!++;
      inside[event.node] = now;
    }
    assert(late.every((count) => count <= 1));
    entries += late[0]! + late[1]!;
  }
  assertEquals(entries, 27);
});

Deno.test("whatever time it is, and after however many turns, the mutex goes as it does from the start", () => {
  /** What happens when clocks have counted so far already, told as if they had not. */
  const outcome = (time: number) => {
    const protocol = mutex();
    const start: typeof protocol.start = (io, journal) => ({
      ...protocol.start(io, journal),
      clock: time,
      heard: io.peers.map(() => time),
    });
    const world = new World({
      protocol: { ...protocol, start },
      nodes: 3,
      network: { latency: uniform(2, 20), order: "fifo" },
      invariants: kit.invariants,
      seed: 1,
    });
    world.run(400);
    assertEquals(world.violation, undefined);
    const states = world.states.map((s) => ({
      inside: s!.inside,
      clock: s!.clock - time,
      heard: s!.heard.map((each) => each - time),
      requests: s!.requests.map((each) => ({ ...each, time: each.time - time })),
    }));
    return { states, messages: world.messages };
  };
  const first = outcome(0);
  assert(first.messages > 50);
  for (const time of counts) assertEquals(outcome(time), first, `from time ${time}`);
});

Deno.test("many nodes have the mutex in turn, each of them again and again", () => {
  for (const [nodes, forMs, turns] of [[2, 6000, 800], [17, 1000, 10], [65, 500, 1]] as const) {
    const world = new World({
      protocol: mutex({ ...rules, idleMs: 1 }),
      nodes,
      network: { latency: uniform(1, 3), order: "fifo" },
      seed: 1,
      trace: "none",
    });
    const entered = world.states.map(() => 0), was = entered.map(() => false);
    world.run(forMs, ({ states }) => {
      const inside = states.map((s) => s!.inside);
      assert(inside.filter((each) => each).length <= 1);
      inside.forEach((each, node) => each && !was[node] && entered[node]!++);
      was.splice(0, nodes, ...inside);
      return false;
    });
    const least = Math.min(...entered);
    assert(least >= turns, `of ${nodes} nodes, each has it ${turns} times: found ${least}`);
  }
});
