import { assertEquals } from "@std/assert";
import { exploreProtocol } from "../../check/explore/protocol.ts";
import type { Saved } from "./journal.ts";
import { World } from "../../sim/world.ts";
import { bugs } from "./bugs.ts";
import { bounds, smallRaft } from "./instances.ts";

const firstTerm = (node: number, term: number) => node < 2 && term < 1;

Deno.test("a small Raft: two servers stand in one term, and all orders are safe", () => {
  const { verdict, unique, complete } = exploreProtocol(smallRaft({ stands: firstTerm }));
  assertEquals([verdict, unique, complete], ["ok", 3332, true]);
});

Deno.test("a small Raft: what is done wrong is found, and who may not stand does not", () => {
  const { change } = bugs["votes twice"];
  const [finding] = exploreProtocol(smallRaft({ stands: firstTerm }, change)).findings;
  assertEquals(finding?.property, "election safety");
  const { unique } = exploreProtocol(smallRaft({ stands: () => false }, change));
  assertEquals(unique, 1);
});

Deno.test("a small Raft: servers begin with what they had saved, and after a crash with all they saved", () => {
  const saved: Saved[] = [{ type: "vote", term: 4, votedFor: 0 }];
  const { protocol, nodes } = smallRaft({ stands: (_, term) => term === 4, saved: [saved] });
  const world = new World({
    protocol,
    nodes,
    seed: 1,
    faults: [{ kind: "crash", at: 10, node: 0, downMs: 1 }],
  });
  assertEquals(world.states.map((s) => s?.term), [4, 0, 0]);
  world.run(8);
  assertEquals(world.states[0]!.term, 5);
  world.run(8);
  assertEquals(world.states[0]!.term, 5);
});

Deno.test("a small Raft: mistakes with old entries show in an instance that begins with them", () => {
  const found = (instance: keyof typeof bounds, bug: keyof typeof bugs) => {
    const system = smallRaft(bounds[instance], bugs[bug].change);
    const [finding] = exploreProtocol(system, { maxDepth: 12 }).findings;
    return [finding?.property, (finding?.path.length ?? 0) - 1];
  };
  const entry = "an old entry, and two leaders", end = "an old end, and heartbeats";
  assertEquals(found(entry, "compares lengths only"), ["leader completeness", 9]);
  assertEquals(found(entry, "no consistency check"), ["log matching", 8]);
  // Only a heartbeat tells a follower what is committed before it has what comes next.
  assertEquals(found(end, "vouches for its whole log"), ["state-machine safety", 7]);
});
