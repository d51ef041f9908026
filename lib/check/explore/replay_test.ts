import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { encode } from "../../model/encode.ts";
import { spacetimeSvg } from "../../figure/spacetime/spacetime.ts";
import type { History } from "../../model/history.ts";
import type { Protocol, Tagged } from "../../model/protocol.ts";
import { World } from "../../sim/world.ts";
import { singleCopySystem } from "../models/single_copy.ts";
import { exploreProtocol, type ProtocolSystem } from "./protocol.ts";
import { type Busy, busy, circumstances, systemOf } from "./busy_test.ts";
import { replay } from "./replay.ts";

/** What clients saw, whatever the names of processes and the times. */
function seen(history: History): unknown {
  const processes = [...new Set(history.map(({ process }) => process))];
  return history.map(({ process, input, outcome, output }) => ({
    process: processes.indexOf(process),
    input,
    outcome,
    output,
  })).sort((a, b) => encode(a) < encode(b) ? -1 : 1);
}

/** Runs a scenario of the explorer in the simulator. */
function repeat<S, M extends Tagged, T extends Tagged, R>(
  again: ReturnType<typeof replay<S, M, T, R>>,
): World<S, M, T, R> {
  const world = new World({ ...again.scenario, seed: 1 });
  world.run(again.ms);
  return world;
}

Deno.test("whatever the explorer reaches, the simulator reaches by the same way", () => {
  let steps = 0;
  fc.assert(
    fc.property(circumstances, (options) => {
      const system = systemOf(options);
      const { order } = options;
      const { reached } = exploreProtocol(system, { maxStates: 400, maxDepth: 25, order });
      for (const [property, path] of reached) {
        let again;
        try {
          again = replay(system, { property, kind: "sometimes", path });
        } catch (error) {
          assert(String(error).includes("a message arrives twice at most"), String(error));
          continue;
        }
        const world = repeat(again);
        assertEquals(world.violation, undefined);
        assertEquals(world.states, path.at(-1)!.state.states);
        assertEquals(seen(world.history), seen(path.at(-1)!.state.history));
        steps += path.length;
      }
    }),
    { numRuns: 60 },
  );
  assert(steps > 1000, `only ${steps} steps were repeated`);
});

Deno.test("a counterexample happens again, and draws", () => {
  const system = singleCopySystem(2, 2);
  const [finding] = exploreProtocol(system).findings;
  const again = replay(system, finding!);
  const world = repeat(again);
  const [invariant] = system.invariants!;
  assert(invariant!.check(world.snapshot()) !== undefined, "the simulator breaks it too");
  const trace = [...world.trace, ...again.violation];
  assertEquals(trace.at(-1)!.kind, "violation");
  assertEquals(trace.filter(({ kind }) => kind === "deliver").length, 4);
  const svg = spacetimeSvg(trace, { title: "A read misses a write that had ended" });
  assert(svg.includes("linearizable"));
});

Deno.test("what a handler throws, it throws again", () => {
  const system: Busy = {
    name: "broken",
    protocol: {
      ...busy,
      after: {
        tick(_, __, io) {
          if (io.choose(3) === 2) throw new Error("the clock fell off");
        },
      },
    },
    nodes: 2,
  };
  const [finding] = exploreProtocol(system).findings;
  assertEquals(finding!.property, "handlers do not throw");
  const { violation } = repeat(replay(system, finding!));
  assert(violation!.words.includes("the clock fell off"));
});

Deno.test("a choice among none is refused again, and the cause is told", () => {
  const system: Busy = {
    name: "choosing",
    protocol: { ...busy, after: { tick: (_, __, io) => void io.choose(io.choose(3) - 1) } },
    nodes: 2,
  };
  const [finding] = exploreProtocol(system).findings;
  assertEquals(finding!.property, "handlers do not throw");
  const { violation } = repeat(replay(system, finding!));
  assertStringIncludes(violation!.words, "the number of choices must be 1 or more: given -1");
});

Deno.test("a disk that was wiped is wiped again", () => {
  type Life = { readonly type: "life"; readonly count: number };
  /** Node 0 tells node 1 in which life it is. */
  const cat: Protocol<number[], Life, never, number> = {
    start(io, journal) {
      const count = (journal.at(-1) ?? 0) + 1;
      io.save(count);
      if (io.self === 0) io.send(1, { type: "life", count });
      return [];
    },
    upon: { life: (s, { count }) => void s.push(count) },
  };
  const system: ProtocolSystem<number[], Life, never, number> = {
    name: "cat",
    protocol: cat,
    nodes: 2,
    crashes: 1,
    wipes: true,
    invariants: [{
      name: "no life twice",
      words: "node 1 hears of no life twice",
      check: ({ states: [, s] }) =>
        s !== undefined && new Set(s).size < s.length
          ? { words: String(s), nodes: [1] }
          : undefined,
    }],
  };
  assertEquals(exploreProtocol({ ...system, wipes: false }).verdict, "ok");
  const [finding] = exploreProtocol(system).findings;
  assertEquals(repeat(replay(system, finding!)).states[1], [1, 1]);
});

Deno.test("a client that tries again cannot be repeated, and is told so", () => {
  const system: Busy = {
    name: "impatient",
    protocol: busy,
    nodes: 2,
    clients: {
      workload: [[{ input: 1 }]],
      ask: (_, { attempt }) => ({ type: "add", many: attempt }),
      timeoutMs: 10,
      retries: 1,
    },
    sometimes: {
      again: ({ messages }) => messages.some(({ body }) => "many" in body && body.many === 1),
    },
  };
  const path = exploreProtocol(system, { maxStates: 100 }).reached.get("again")!;
  const again = { property: "again", kind: "sometimes", path } as const;
  assertThrows(() => replay(system, again), Error, "try again at set times only");
});
