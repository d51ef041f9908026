import { assertEquals, assertThrows } from "@std/assert";
import type { NodeId, Protocol } from "../../model/protocol.ts";
import { World } from "../../sim/world.ts";
import { exploreProtocol, type ProtocolSystem } from "./protocol.ts";
import { replay } from "./replay.ts";

type Number = { readonly type: "number"; readonly value: number };

interface Noted {
  readonly self: NodeId;
  readonly got: [from: NodeId, value: number][];
}

/** Node 0 sends a number to node 1, which notes what arrives. */
const sender: Protocol<Noted, Number> = {
  start(io) {
    if (io.self === 0) io.send(1, { type: "number", value: io.peers.length });
    return { self: io.self, got: [] };
  },
  upon: {
    number: (s, { from, value }) => void s.got.push([from, value]),
  },
};

function unique(twins: readonly NodeId[]): number {
  const names = [0, 1, ...twins];
  const { unique, findings } = exploreProtocol({
    name: "sender",
    protocol: sender,
    nodes: 2,
    twins,
    invariants: [{
      name: "nobody knows of twins",
      words: "every node takes itself and the others for those that there are",
      check({ states }) {
        const wrong = states.findIndex((s, node) =>
          s!.self !== names[node] || s!.got.some(([from, value]) => from !== 0 || value !== 2)
        );
        return wrong < 0 ? undefined : { words: `node ${wrong} does`, nodes: [wrong] };
      },
    }],
  });
  assertEquals(findings, []);
  return unique;
}

Deno.test("what is sent to a node is sent to its twins, and twins send as that node does", () => {
  assertEquals(unique([]), 2);
  // It has arrived at each of the two, or not.
  assertEquals(unique([1]), 4);
  // Of the two copies that are sent, each has arrived or not.
  assertEquals(unique([0]), 4);
  // Two senders, two receivers: four messages; a receiver that has both has them in one order.
  assertEquals(unique([0, 1]), 16);
});

type Message =
  /** A candidate → every node. */
  | { readonly type: "stand" }
  /** A node → the candidate that it heard first. */
  | { readonly type: "vote" };

interface State {
  readonly self: NodeId;
  vote: NodeId | null;
  readonly votes: Set<NodeId>;
}

/** Nodes 0 and 1 stand; who has two votes of three is elected. */
const election: Protocol<State, Message> = {
  start(io) {
    if (io.self < 2) { for (const peer of io.peers) io.send(peer, { type: "stand" }); }
    return { self: io.self, vote: null, votes: new Set() };
  },
  upon: {
    stand(s, { from }, io) {
      if (s.vote !== null) return;
      s.vote = from;
      io.send(from, { type: "vote" });
    },
    vote: (s, { from }) => void s.votes.add(from),
  },
};

function ballot(twins: readonly NodeId[]): ProtocolSystem<State, Message> {
  return {
    name: "ballot",
    protocol: election,
    nodes: 3,
    twins,
    invariants: [{
      name: "one winner",
      words: "no two nodes are elected",
      check({ states }) {
        const elected = states.flatMap((s) => s && s.votes.size >= 2 ? [s.self] : []);
        if (new Set(elected).size > 1) return { words: "two are elected", nodes: elected };
      },
    }],
  };
}

Deno.test("one node that runs twice elects two, in the explorer and again in the simulator", () => {
  assertEquals(exploreProtocol(ballot([])).verdict, "ok");
  const [finding] = exploreProtocol(ballot([2])).findings;
  assertEquals(finding!.property, "one winner");
  const { scenario, ms, violation } = replay(ballot([2]), finding!);
  const world = new World({ ...scenario, seed: 1 });
  world.run(ms);
  assertEquals(world.states, finding!.path.at(-1)!.state.states);
  assertEquals(violation.length, 1);
});

Deno.test("a twin is one of a node, and no symmetry can be had with twins", () => {
  assertThrows(() => exploreProtocol(ballot([3])), RangeError, "from 0 to 2: given 3");
  const symmetry = { nodes: [0, 1], state: (s: State) => s };
  const system = { ...ballot([2]), symmetry };
  assertThrows(
    () => exploreProtocol(system, { symmetry: true }),
    TypeError,
    "twins are told apart",
  );
});
