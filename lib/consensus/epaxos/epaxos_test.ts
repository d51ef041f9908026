import { assert, assertEquals } from "@std/assert";
import type { KeyValueInput } from "../../check/spec/key_value.ts";
import { findBug } from "../../kit/find.ts";
import { prepare } from "../../kit/simulate.ts";
import { equal } from "../../model/compare.ts";
import type { History } from "../../model/history.ts";
import { bare } from "../../replicated/requests.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { compact, recall } from "./journal.ts";
import { epaxos } from "./epaxos.ts";
import { compareIds } from "./instance.ts";
import { kit } from "./kit.ts";
import type { Ordered } from "./rules.ts";
import type { Options } from "./settings.ts";

/** A world of replicas that are 10 ms apart, and clients who sit at them and ask each for one thing at once. */
function worldOf(nodes: number, inputs: readonly KeyValueInput[], more: Partial<Options> = {}) {
  return new World({
    seed: 1,
    protocol: epaxos({ machine: keyValueMachine as Options["machine"], ...more }),
    nodes,
    network: { latency: constant(10) },
    clients: {
      workload: inputs.map((input) => [{ input, at: 100 }]),
      ask: bare,
      link: "local",
    },
    invariants: kit.invariants,
  });
}

const put = (key: string, value: string) => ({ type: "put", key, value }) as const;
const latencies = (world: { readonly history: History }) =>
  world.history.map(({ invokedAt, endedAt }) => endedAt! - invokedAt);

Deno.test("commands that do not interfere take one round trip, wherever they are asked for", () => {
  for (const nodes of [3, 5, 7]) {
    const world = worldOf(nodes, ["x", "y", "z"].map((key) => put(key, "1")));
    world.run(1000);
    assertEquals(world.violation, undefined);
    assertEquals(latencies(world), [20, 20, 20]);
  }
});

Deno.test("of two that interfere and are asked for at once, one takes two round trips", () => {
  const world = worldOf(5, [put("x", "1"), put("x", "2")]);
  world.run(1000);
  assertEquals(world.violation, undefined);
  // All others hear of the first one first.
  assertEquals(latencies(world), [20, 40]);
  const stores = world.states.map((s) => (s!.machine as Map<string, string>).get("x"));
  assertEquals(new Set(stores).size, 1);
});

Deno.test("a thrifty coordinator asks no more than it needs", () => {
  const messages = (thrifty: boolean) => {
    const world = worldOf(5, [put("x", "1")], { thrifty, statusMs: Infinity });
    world.run(1000);
    assertEquals(latencies(world), [20]);
    return world.messages;
  };
  assert(messages(true) < messages(false));
});

Deno.test("a replica starts from its journal, and from the shortest one, as it was", () => {
  for (const seed of [2, 3, 5]) {
    const { run } = prepare(kit, { storm: "storm" });
    const { scenario } = run(seed), world = new World({ ...scenario, seed, trace: "none" });
    world.run(1500);
    const { protocol } = scenario;
    for (const s of world.states) {
      if (s === undefined) continue;
      const journal = protocol.checkpoint!(s);
      assert(equal(compact(journal), journal));
      const { instances } = recall(journal);
      assertEquals(instances.size, s.rows.reduce((sum, row) => sum + row.size, 0));
    }
  }
});

Deno.test("where clients are answered after execution, any order within a component will do", () => {
  const order = { order: (a: Ordered, b: Ordered) => compareIds(a.id, b.id) };
  const byPlace = {
    ...kit,
    bugs: { "by place": { ...kit.bugs["its own first"]!, change: { rules: order } } },
  };
  for (let seed = 1; seed <= 10; seed++) {
    const foundBy = { by: "storm", storm: "storm", seed } as const;
    assertEquals(findBug(byPlace, foundBy, "by place"), undefined);
  }
});
