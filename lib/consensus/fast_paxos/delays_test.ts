/** How many messages follow one another from a proposal to whoever learns what is decided (Lamport 2006, section 3.2). */

import { assertEquals } from "@std/assert";
import type { NodeId } from "../../model/protocol.ts";
import { constant } from "../../sim/latency.ts";
import type { LinkOptions } from "../../sim/network_options.ts";
import { World } from "../../sim/world.ts";
import { fastPaxos } from "./fast_paxos.ts";
import { invariants } from "./invariants.ts";
import type { Message } from "./messages.ts";
import type { Settings } from "./settings.ts";

/** How long a message takes, and when clients ask, in ms. */
const HOP_MS = 10, ASKED_MS = 100;

/** On these links messages are a little faster: the proposal of node 3 comes first at nodes 2 and 3. */
const faster = [2, 3].map((to) => ({ from: 3, to, latency: constant(HOP_MS - 1) }));

/** When each of four nodes knows what is decided, in message delays after it was asked for. */
function delays(
  settings: Partial<Settings>,
  proposers: readonly NodeId[],
  links: readonly (LinkOptions & { from: NodeId; to: NodeId })[] = [],
): (number | undefined)[] {
  const learnt: (number | undefined)[] = [undefined, undefined, undefined, undefined];
  const world = new World({
    protocol: fastPaxos({ patienceMs: 10_000, ...settings }),
    nodes: 4,
    seed: 1,
    network: { latency: constant(HOP_MS), links },
    clients: {
      workload: proposers.map((node) => [{ input: `of node ${node}`, at: ASKED_MS }]),
      ask: (value): Message => ({ type: "propose", value: value as string }),
      to: ({ client }) => proposers[client]!,
      link: "local",
    },
    invariants: [...invariants, {
      name: "watched",
      words: "",
      check({ at, states }) {
        for (const [node, s] of states.entries()) {
          if ((s?.decided ?? null) !== null) learnt[node] ??= (at - ASKED_MS) / HOP_MS;
        }
        return undefined;
      },
    }],
  });
  world.run(1000);
  assertEquals(world.violation, undefined);
  return learnt;
}

const all = (count: number) => [count, count, count, count];

Deno.test("delays: a fast round without a collision decides in 2, wherever the proposer is", () => {
  for (const prepared of [true, false]) {
    for (const proposer of [0, 1, 2, 3]) assertEquals(delays({ prepared }, [proposer]), all(2));
  }
});

Deno.test("delays: a classic round through the leader decides in 3", () => {
  for (const prepared of [true, false]) {
    for (const proposer of [0, 1, 2, 3]) {
      assertEquals(delays({ prepared, fastRounds: 0 }, [proposer]), all(3));
    }
  }
});

Deno.test("delays: two proposals that reach all in the same order do not collide", () => {
  assertEquals(delays({}, [0, 3]), all(2));
});

Deno.test("delays: a collision costs 1 more where acceptors recover by themselves, 2 where the coordinator does, 4 by a new ballot", () => {
  const after = (recovery: Settings["recovery"]) => delays({ recovery }, [0, 3], faster);
  assertEquals(after("uncoordinated"), all(3));
  assertEquals(after("coordinated"), all(4));
  assertEquals(after("new ballot"), all(6));
});
