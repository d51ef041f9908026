import { assert, assertEquals } from "@std/assert";
import { describeAction } from "../../check/explore/describe_action.ts";
import { exploreProtocol } from "../../check/explore/protocol.ts";
import { systemOf } from "../../kit/find.ts";
import { uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { kit } from "./kit.ts";
import { mutex, type State } from "./mutex.ts";

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
