import { assert, assertEquals } from "@std/assert";
import { listMachine } from "../../replicated/state_machine/list.ts";
import type { Fault } from "../../sim/fault.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { quorum } from "../byzantine_quorum.ts";
import { hotStuff } from "./hotstuff.ts";
import type { Message } from "./messages.ts";
import type { Options } from "./settings.ts";
import type { Replica } from "./state.ts";

const VIEW_MS = 200;

/** Replicas that always have something to propose, of which the first `down` are down. */
function worldWith(
  replicas: number,
  down: number,
  options: Partial<Options>,
  latencyMs = 10,
  faults: readonly Fault[] = [],
) {
  return new World({
    protocol: hotStuff({
      machine: listMachine as Options["machine"],
      replicas,
      viewMs: VIEW_MS,
      restless: true,
      ...options,
    }),
    nodes: replicas,
    seed: 1,
    network: { latency: constant(latencyMs) },
    faults: [
      ...Array.from({ length: down }, (_, node) => ({ kind: "crash", at: 0, node } as const)),
      ...faults,
    ],
  });
}

/** How many wishes are sent until the first replica that is up leads. */
function wishesToLeave(replicas: number, down: number, wishesTo: "all" | "leader"): number {
  const world = worldWith(replicas, down, { wishesTo });
  world.run(2 ** (down + 1) * 2 * VIEW_MS);
  const { trace } = world;
  const begun = trace.findIndex((event) =>
    event.kind === "send" && event.from >= down && (event.body as Message).type === "proposal"
  );
  assert(begun > 0);
  return trace.slice(0, begun).filter((event) =>
    event.kind === "send" && (event.body as Message).type === "newView"
  ).length;
}

Deno.test("a view that fails costs n² messages where all tell all, and n where they tell a leader that is loyal", () => {
  for (const n of [4, 7, 10, 13]) {
    assert(wishesToLeave(n, 1, "all") >= (n - 1) * (n - 1), `${n}: ${wishesToLeave(n, 1, "all")}`);
    assert(wishesToLeave(n, 1, "leader") <= 3 * n, `${n}: ${wishesToLeave(n, 1, "leader")}`);
  }
});

Deno.test("where the next leader is silent, too, all are told, and the view fails all the same", () => {
  const replicas = 7, world = worldWith(replicas, 2, { wishesTo: "leader" });
  world.run(20 * VIEW_MS);
  const up = (world.states as Replica[]).slice(2);
  assertEquals(up.length, quorum(replicas));
  assert(up.every(({ committed }) => committed.length > 10));
});

Deno.test("patience grows where messages are slow, and stays while it is needed", () => {
  const world = worldWith(4, 0, { tenure: 8 }, 300);
  const failures = () => (world.states as Replica[]).map((s) => s.failures);
  for (let ms = 10_000; ms <= 40_000; ms += 1000) {
    world.run(ms);
    const grown = failures();
    // A view takes two delays.
    assert(grown.every((many) => VIEW_MS * 2 ** many > 600), `${grown} at ${ms} ms`);
  }
});

Deno.test("patience that views without a leader have brought goes when views are quick", () => {
  const world = worldWith(4, 0, {}, 10, [
    { kind: "partition", at: 100, forMs: 2000, sides: [[0, 1], [2, 3]] },
    { kind: "crash", at: 2100, node: 0, downMs: 3000 },
  ]);
  const failures = () => (world.states as Replica[]).slice(1).map((s) => s.failures);
  let most = 0;
  for (let ms = 0; ms <= 9000; ms += 100) {
    world.run(ms);
    most = Math.max(most, ...failures());
  }
  assert(most >= 1);
  assertEquals(failures(), [0, 0, 0]);
});
