import { assertEquals } from "@std/assert";
import type { NodeId, Protocol } from "../../model/protocol.ts";
import type { Fault } from "../../sim/fault.ts";
import { World } from "../../sim/world.ts";
import { equivocations } from "./equivocation.ts";

type Message =
  | { readonly type: "stand"; readonly term: number }
  | { readonly type: "vote"; readonly term: number; readonly candidate: NodeId };

interface State {
  readonly votes: Map<number, NodeId>;
}

/** Nodes 0 and 1 stand in terms 1 to 3; node 2 votes for whom it hears first in a term. */
function election(saves: boolean): Protocol<State, Message, { type: "stand" }, State> {
  return {
    start(io, journal) {
      if (io.self < 2) io.wait(10 + 10 * io.self, { type: "stand" });
      return journal.at(-1) ?? { votes: new Map() };
    },
    upon: {
      stand(s, { term, from }, io) {
        const candidate = s.votes.get(term) ?? from;
        s.votes.set(term, candidate);
        if (saves) io.save(s);
        if (candidate === from) io.send(from, { type: "vote", term, candidate });
      },
      vote() {},
    },
    after: {
      stand(_, __, io) {
        for (const term of [1, 2, 3]) io.send(2, { type: "stand", term });
      },
    },
  };
}

function contradictions(saves: boolean, faults: readonly Fault[], twins: readonly NodeId[] = []) {
  const network = { duplication: 1 };
  const world = new World({ protocol: election(saves), nodes: 3, twins, seed: 1, faults, network });
  world.run(100);
  return equivocations(world.trace, (body) => {
    const { type, term, candidate } = body as Extract<Message, { type: "requestVoteReply" }>;
    return type === "vote" ? { slot: term, says: candidate } : undefined;
  });
}

const crash: Fault = { kind: "crash", at: 15, node: 2, downMs: 2 };

Deno.test("a node that saves its votes never votes twice, whatever is said twice to it or crashes", () => {
  assertEquals(contradictions(true, [crash]), []);
  assertEquals(contradictions(false, []), []);
});

Deno.test("a node that forgets its votes in a crash says two things, once for each slot", () => {
  const found = contradictions(false, [crash]);
  assertEquals(found.map(({ words }) => words), [
    "node 2 says 0 about 1, and then 1",
    "node 2 says 0 about 2, and then 1",
    "node 2 says 0 about 3, and then 1",
  ]);
  assertEquals([found[0]!.first.at < 15, found[0]!.second.at > 15], [true, true]);
});

Deno.test("twins say two things together, but neither of them does", () => {
  const split: Fault = { kind: "partition", at: 0, forMs: 99, sides: [[0, 2], [1, 3]] };
  assertEquals(contradictions(true, [split], [2]), []);
});
