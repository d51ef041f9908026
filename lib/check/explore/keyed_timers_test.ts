import { assertEquals } from "@std/assert";
import type { NodeId, Protocol } from "../../model/protocol.ts";
import { World } from "../../sim/world.ts";
import { describeAction } from "./describe_action.ts";
import { exploreProtocol, type ProtocolSystem } from "./protocol.ts";
import { replay } from "./replay.ts";

type None = { readonly type: "none" };
type Timer = { readonly type: "suspicion"; readonly key?: NodeId };

/** Whom node 0 has taken for dead, in order; `undefined` stands for the timer without a key. */
type State = (NodeId | undefined)[];

/** Node 0 suspects members 1 to 3, and what `after` says. */
function detector(
  after: NonNullable<Protocol<State, None, Timer>["after"]>["suspicion"],
  first: Protocol<State, None, Timer>["start"] = () => [],
): Protocol<State, None, Timer> {
  return {
    start(io, journal) {
      if (io.self === 0) { for (const key of [3, 1, 2]) io.wait(10, { type: "suspicion", key }); }
      return first(io, journal);
    },
    upon: { none() {} },
    after: { suspicion: after },
  };
}

function one(protocol: Protocol<State, None, Timer>): ProtocolSystem<State, None, Timer> {
  return { name: "detector", protocol, nodes: 1 };
}

Deno.test("timers of one type and three keys fire in any order, or are still to fire", () => {
  const noting = detector((s, { key }) => void s.push(key));
  // Ordered choices of none, one, two and three out of three: 1 + 3 + 6 + 6.
  assertEquals(exploreProtocol(one(noting)).unique, 16);
  const counting = detector((s) => void s.push(0));
  // The same with the fired ones alike: what differs is which are pending, 2 to the power of 3.
  assertEquals(exploreProtocol(one(counting)).unique, 8);
});

Deno.test("a cancelled key is gone, and neither another one nor the timer without a key", () => {
  const cancelling = detector((s, { key }, io) => {
    s.push(key);
    s.sort();
    if (key === 1) io.cancel("suspicion", 2);
    if (key === 3) io.cancel("suspicion");
  });
  // Before 1 fires, 2 and 3 may have: 4. After it, 2 has fired before or never will, 3 may have: 4.
  assertEquals(exploreProtocol(one(cancelling)).unique, 8);
});

Deno.test("a timer replaces the one of its key only, and one without a key is one more", () => {
  const replacing = detector((s, { key }) => void s.push(key), (io) => {
    io.wait(1, { type: "suspicion", key: 1 });
    io.wait(1, { type: "suspicion" });
    return [];
  });
  // Ordered choices out of four: 1 + 4 + 12 + 24 + 24.
  assertEquals(exploreProtocol(one(replacing)).unique, 65);
});

Deno.test("under symmetry keys are renamed with the nodes that they name", () => {
  const system = (nodes: readonly NodeId[]): ProtocolSystem<State, None, Timer> => ({
    ...one(detector((s) => void s.push(0))),
    nodes: 4,
    symmetry: {
      nodes,
      state: (s) => s,
      timer: ({ key, ...timer }, rename) => ({ ...timer, key: rename(key!) }),
    },
  });
  const unique = (nodes: readonly NodeId[]) =>
    exploreProtocol(system(nodes), { symmetry: true }).unique;
  assertEquals(exploreProtocol(system([1, 2, 3])).unique, 8);
  // Only how many have fired matters: none, one, two or three.
  assertEquals(unique([1, 2, 3]), 4);
  // Of 1 and 3 none, one or two; and 2, whose key lies between theirs, or not.
  assertEquals(unique([1, 3]), 6);
});

Deno.test("a run with keyed timers is told with their keys, and happens again in the simulator", () => {
  const system: ProtocolSystem<State, None, Timer> = {
    ...one(detector((s, { key }) => void s.push(key))),
    invariants: [{
      name: "not 2, 3, 1",
      words: "nobody sees this order",
      check: ({ states: [s] }) =>
        String(s) === "2,3,1" ? { words: "2, 3, 1", nodes: [0] } : undefined,
    }],
  };
  const [finding] = exploreProtocol(system).findings;
  assertEquals(finding!.path.slice(1).map(({ action }) => describeAction(action!)), [
    "timer suspicion 2 fires at node 0",
    "timer suspicion 3 fires at node 0",
    "timer suspicion 1 fires at node 0",
  ]);
  const { scenario, ms } = replay(system, finding!);
  const world = new World({ ...scenario, seed: 1 });
  world.run(ms);
  assertEquals(world.states, [[2, 3, 1]]);
});
