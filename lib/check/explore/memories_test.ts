import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type Invariant, ofSteps, remembering } from "../../model/invariant.ts";
import type { Protocol } from "../../model/protocol.ts";
import { World } from "../../sim/world.ts";
import { exploreProtocol, type ProtocolSystem } from "./protocol.ts";
import { replay } from "./replay.ts";

type Message = { readonly type: "pass" }; // whoever has the token → the next node
type State = { has: boolean };

/** A token goes round for ever; whoever gets it takes it, and at the next visit lets it go. */
const ring: Protocol<State, Message> = {
  start(io) {
    if (io.self === 0) io.send(1, { type: "pass" });
    return { has: false };
  },
  upon: {
    pass(s, _, io) {
      s.has = !s.has;
      io.send((io.self + 1) % io.peers.length, { type: "pass" });
    },
  },
};

/** Nobody has the token twice: a single state cannot tell. */
const once: Invariant<State> = remembering<State, { had: number[]; now: number[] }>({
  name: "once",
  words: "nobody gets the token again",
  memory: () => ({ had: [], now: [] }),
  check({ states }, memory) {
    for (let node = 0; node < states.length; node++) {
      const has = states[node]?.has ?? false;
      const comes = has && !memory.now.includes(node);
      if (comes && memory.had.includes(node)) {
        return { words: `node ${node} gets it again`, nodes: [node] };
      }
      if (comes) memory.had.push(node);
      memory.now = memory.now.filter((each) => each !== node).concat(has ? [node] : []);
    }
    return undefined;
  },
});

function system(changes: Partial<ProtocolSystem<State, Message>> = {}) {
  return {
    name: "ring",
    protocol: ring,
    nodes: 2,
    invariants: [once],
    ...changes,
  } satisfies ProtocolSystem<State, Message>;
}

Deno.test("memory: what only the past shows is found by the explorer, on the shortest way", () => {
  const { verdict, findings } = exploreProtocol(system());
  assertEquals(verdict, "violation");
  // Node 1 gets it, then node 0, then node 1 lets it go, node 0 too, and node 1 gets it again.
  assertEquals([findings[0]!.property, findings[0]!.path.length], ["once", 6]);
});

Deno.test("memory: the same is found by the simulator, and in the replay of what the explorer found", () => {
  const world = new World({ protocol: ring, nodes: 2, invariants: [once], seed: 1 });
  world.run(100);
  assertEquals(world.violation?.words, "node 1 gets it again");
  const [finding] = exploreProtocol(system()).findings;
  const { scenario, ms, violation } = replay(system(), finding!);
  const again = new World({ ...scenario, invariants: [once], seed: 1 });
  again.run(ms);
  assertEquals(again.violation?.words, "node 1 gets it again");
  assertEquals(violation.map((event) => event.kind === "violation" && event.words), [
    "node 1 gets it again",
  ]);
});

Deno.test("memory: states that differ in their past alone are two; without memory they are one", () => {
  const harmless: Invariant<State> = remembering<State, Set<number>>({
    name: "seen",
    words: "whoever had the token is remembered",
    memory: () => new Set(),
    check({ states }, seen) {
      states.forEach((s, node) => s?.has && seen.add(node));
      return undefined;
    },
  });
  assertEquals(exploreProtocol(system({ invariants: [] })).unique, 4);
  // The token has been nowhere, at node 1, or at both.
  assertEquals(exploreProtocol(system({ invariants: [harmless] })).unique, 6);
});

Deno.test("memory: a property of steps costs no states, and begins anew after a crash", () => {
  const monotonic = ofSteps<{ n: number }, number>({
    name: "monotonic",
    words: "a count does not fall while its node runs",
    digest: ({ n }) => n,
    step: (before, { n }, node) =>
      n < before ? { words: `it fell from ${before} to ${n}`, nodes: [node] } : undefined,
  });
  const counting = (by: number): ProtocolSystem<{ n: number }, { type: "add" }> => ({
    name: "count",
    nodes: 2,
    crashes: 1,
    protocol: {
      start: (io) => {
        if (io.self === 0) { for (let i = 0; i < 2; i++) io.send(1, { type: "add" }); }
        return { n: 0 };
      },
      upon: { add: (s) => void (s.n += s.n === 0 ? 1 : by) },
    },
    invariants: [monotonic],
  });
  const { verdict, unique } = exploreProtocol(counting(1));
  assertEquals(verdict, "ok");
  assertEquals(exploreProtocol({ ...counting(1), invariants: [] }).unique, unique);
  assertEquals(exploreProtocol(counting(-1)).findings[0]?.property, "monotonic");
});

Deno.test("memory: under symmetry it is refused where nobody says how it is renamed", () => {
  const symmetry = { nodes: [0, 1], state: (s: State) => s };
  assertThrows(
    () => exploreProtocol(system({ symmetry }), { symmetry: true }),
    TypeError,
    'must say how nodes are renamed in its memory: given "once"',
  );
  const { unique } = exploreProtocol(system({ invariants: [], symmetry }));
  assertEquals(unique, exploreProtocol(system({ invariants: [] }), { symmetry: true }).unique);
});

Deno.test("memory: what an invariant finds in the explorer it finds in the replay, for any limit", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 2, max: 3 }), (most, nodes) => {
      const rarely = remembering<State, { turns: number }>({
        name: "rarely",
        words: "the token does not come more often than it may",
        memory: () => ({ turns: 0 }),
        check({ states }, memory) {
          const has = states.filter((s) => s?.has).length;
          memory.turns += has;
          return memory.turns > most ? { words: `${memory.turns} turns`, nodes: [] } : undefined;
        },
      });
      const limited = system({ invariants: [rarely], nodes });
      const [finding] = exploreProtocol(limited).findings;
      assert(finding !== undefined);
      const { violation } = replay(limited, finding);
      assertEquals(violation.length, 1);
    }),
  );
});
