import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Clients } from "../model/clients.ts";
import type { Invariant } from "../model/invariant.ts";
import type { NodeId, Protocol } from "../model/protocol.ts";
import type { Fault } from "./fault.ts";
import { ofKind } from "./noter_test.ts";
import type { Scenario } from "./scenario.ts";
import { SPAN_MS, worlds } from "./world_arbitrary_test.ts";
import { World } from "./world.ts";

type Message =
  /** A candidate → every node. */
  | { readonly type: "stand" }
  /** A node → the candidate that it heard first. */
  | { readonly type: "vote" };

interface State {
  readonly self: NodeId;
  readonly peers: number;
  vote: NodeId | null;
  readonly votes: Set<NodeId>;
}

/** Nodes 0 and 1 stand; who has two votes of three is elected. A vote is saved before it is given. */
const election: Protocol<State, Message, never, NodeId> = {
  start(io, journal) {
    if (io.self < 2) { for (const peer of io.peers) io.send(peer, { type: "stand" }); }
    return {
      self: io.self,
      peers: io.peers.length,
      vote: journal.at(-1) ?? null,
      votes: new Set(),
    };
  },
  upon: {
    stand(s, { from }, io) {
      if (s.vote !== null && s.vote !== from) return;
      s.vote = from;
      io.save(from);
      io.send(from, { type: "vote" });
    },
    vote: (s, { from }) => void s.votes.add(from),
  },
};

const oneWinner: Invariant<State> = {
  name: "one winner",
  words: "no two nodes are elected",
  check({ states }) {
    const elected = states.flatMap((s) => s && s.votes.size >= 2 ? [s.self] : []);
    return new Set(elected).size > 1
      ? { words: `${elected} are elected`, nodes: elected }
      : undefined;
  },
};

/** Node 3, if there is one, is on the side of node 1. */
const split: Fault = { kind: "partition", at: 0, forMs: 50, sides: [[0, 2], [1, 3]] };

function scenario(twins: readonly NodeId[]): Scenario<State, Message, never, NodeId> {
  const faults = [twins.length > 0 ? split : { ...split, sides: [[0, 2], [1]] as const }];
  return { protocol: election, nodes: 3, twins, faults, invariants: [oneWinner] };
}

Deno.test("a twin takes itself for the node that it is a twin of, and nobody can tell them apart", () => {
  const world = new World({ ...scenario([2]), faults: [], seed: 1 });
  world.run(0);
  assertEquals(world.states.map((s) => [s!.self, s!.peers]), [[0, 3], [1, 3], [2, 3], [2, 3]]);
  world.run(10);
  const froms = ofKind(world.trace, "deliver").map((
    { from, body },
  ) => [from, (body as { from: number }).from]);
  assertEquals(froms.some(([node]) => node === 3), true);
  for (const [node, said] of froms) assertEquals(said, node === 3 ? 2 : node);
  assertEquals(ofKind(world.trace, "fault").map(({ words }) => words), [
    "node 3 is a twin of node 2",
  ]);
});

Deno.test("one node that runs twice elects two, when a partition shows each candidate another copy", () => {
  const honest = new World({ ...scenario([]), seed: 1 });
  assertEquals(honest.run(100), true);
  const twins = new World({ ...scenario([2]), seed: 1 });
  assertEquals(twins.run(100), false);
  assertEquals(twins.violation!.words, "0,1 are elected");
});

Deno.test("each copy has its own state, journal and clock, and crashes by its own number", () => {
  const crash: Fault = { kind: "crash", at: 10, node: 3, downMs: 5 };
  const world = new World({
    ...scenario([2]),
    invariants: [],
    faults: [split, crash],
    clocks: { set: [{}, {}, {}, { offsetMs: 7 }] },
    seed: 1,
  });
  world.run(12);
  assertEquals(world.states.map((s) => s?.vote), [0, 1, 0, undefined]);
  world.run(12);
  assertEquals(world.states.map((s) => s?.vote), [0, 1, 0, 1]);
  const strange = { ...crash, node: 4 };
  assertThrows(
    () => new World({ ...scenario([2]), faults: [strange], seed: 1 }),
    RangeError,
    "given 4",
  );
  assertThrows(() => new World({ ...scenario([3]), seed: 1 }), RangeError, "a twin");
});

Deno.test("clients are numbered after the twins; both copies hear a request, and the first answer counts", () => {
  const counter: Protocol<number, { readonly type: "add" }> = {
    start: () => 0,
    upon: { add: (s, { from }, io) => void io.answer(from, [io.self, from, s]) },
  };
  const clients: Clients<{ readonly type: "add" }> = {
    workload: [[{ input: 1 }, { input: 2 }]],
    ask: () => ({ type: "add" }),
    to: () => 1,
  };
  const world = new World({ protocol: counter, nodes: 2, twins: [1, 1], seed: 1, clients });
  world.run(50);
  assertEquals(world.history.map(({ output }) => output), [[1, 4, 0], [1, 5, 0]]);
  const asked = ofKind(world.trace, "send").filter(({ from, to }) => from === 4 && to < 4);
  assertEquals(asked.map(({ to }) => to), [1, 2, 3]);
});

Deno.test("worlds with twins give the same run twice, and without any the run that they always gave", () => {
  fc.assert(
    fc.property(worlds, fc.boolean(), (options, some) => {
      const digest = (twins?: readonly NodeId[]) => {
        const world = new World({ ...options, ...(twins === undefined ? {} : { twins }) });
        world.run(SPAN_MS);
        return world.digest();
      };
      if (some) assertEquals(digest([0]), digest([0]));
      else assertEquals(digest([]), digest());
    }),
    { seed: 7, numRuns: 60 },
  );
});
