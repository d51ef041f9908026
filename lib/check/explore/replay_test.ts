import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { encode } from "../../model/encode.ts";
import { spacetimeSvg } from "../../figure/spacetime/spacetime.ts";
import type { History } from "../../model/history.ts";
import { type Invariant, ofSteps, remembering } from "../../model/invariant.ts";
import type { Protocol, Tagged } from "../../model/protocol.ts";
import { World } from "../../sim/world.ts";
import { singleCopySystem } from "../models/single_copy.ts";
import { exploreProtocol, type Moment, type ProtocolSystem } from "./protocol.ts";
import { replay } from "./replay.ts";

type Message =
  /** Client → node. */
  | { readonly type: "add"; readonly many: number }
  /** Node → the next one, until `left` is 0. */
  | { readonly type: "hop"; readonly left: number };

interface State {
  sum: number;
  clock: number;
  hops: number;
}

/** A protocol that does a little of everything. */
const busy: Protocol<State, Message, { type: "tick" }, number> = {
  start(io, journal) {
    io.wait(5, { type: "tick" });
    if (journal.length > 0) io.send(0, { type: "hop", left: 0 });
    return { sum: journal.at(-1) ?? 0, clock: io.now(), hops: 0 };
  },
  upon: {
    add(s, { from, many }, io) {
      s.sum += many + io.choose(2);
      io.save(s.sum);
      io.send((io.self + 1) % io.peers.length, { type: "hop", left: 1 });
      io.answer(from, s.sum);
    },
    hop(s, { from, left }, io) {
      s.hops++;
      if (left > 0) io.send(from, { type: "hop", left: left - 1 });
      if (s.hops > 1) io.cancel("tick");
    },
  },
  after: {
    tick(s, _, io) {
      s.clock = io.now();
      if (s.clock > 0) io.wait(1, { type: "tick" });
    },
  },
};

type Busy = ProtocolSystem<State, Message, { type: "tick" }, number>;

const circumstances = fc.record({
  network: fc.constantFrom("ordered" as const, "unordered" as const, "duplicating" as const),
  lossy: fc.boolean(),
  crashes: fc.nat(1),
  wipes: fc.boolean(),
  restarts: fc.boolean(),
  clocks: fc.constantFrom([0], [0, 7]),
  asking: fc.constantFrom("any time" as const, "at once" as const),
  timeoutMs: fc.constantFrom(undefined, 10),
  link: fc.constantFrom("network" as const, "local" as const),
  order: fc.constantFrom("breadth" as const, "depth" as const),
  twins: fc.constantFrom([], [], [0], [1], [1, 0]),
}).filter(({ link, asking }) => link === "network" || asking === "any time");

/** A system whose clients ask twice and once, and which reaches states of many kinds. */
function systemOf(
  { link, timeoutMs, order: _, ...rest }: typeof circumstances extends fc.Arbitrary<infer V> ? V
    : never,
): Busy {
  const kinds = Array.from({ length: 12 }, (_, kind) => kind);
  return {
    name: "busy",
    protocol: busy,
    nodes: 2,
    ...rest,
    clients: {
      workload: [[{ input: 1 }, { input: 2 }], [{ input: 10 }]],
      ask: (input) => ({ type: "add", many: input as number }),
      to: ({ client, sequence }) => (client + sequence) % 2,
      link,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    },
    sometimes: Object.fromEntries(
      kinds.map((kind) => [`kind ${kind}`, (moment) => hash(moment) % 12 === kind]),
    ),
  };
}

function hash({ states, history, messages }: Moment<State>): number {
  let sum = 7;
  for (const c of encode([states, history, messages])) sum = (31 * sum + c.charCodeAt(0)) % 99_991;
  return sum;
}

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

/** Something of the state that changes. */
const field = fc.constantFrom("sum" as const, "clock" as const, "hops" as const);

/** An invariant that breaks when nodes have been seen with more different values than it likes. */
const few = fc.tuple(field, fc.integer({ min: 2, max: 5 })).map(([of, most]) =>
  remembering<State, Set<string>>({
    name: "few",
    words: `at most ${most} different values of ${of} are ever seen`,
    memory: () => new Set(),
    check({ states }, seen) {
      states.forEach((s, node) => s && seen.add(`${s[of]} at ${node}`));
      return seen.size > most ? { words: [...seen].join(", "), nodes: [] } : undefined;
    },
  })
);

/** An invariant that breaks when a value grows by just so much in one step. */
const steady = fc.tuple(field, fc.integer({ min: 1, max: 3 })).map(([of, by]) =>
  ofSteps<State, number>({
    name: "steady",
    words: `${of} never grows by ${by}`,
    digest: (s) => s[of],
    step: (before, s, node) =>
      s[of] === before + by ? { words: `it is ${s[of]}`, nodes: [node] } : undefined,
  })
);

Deno.test("what an invariant finds that remembers, in the explorer, it finds again in the simulator", () => {
  const found = { few: 0, steady: 0 };
  const invariant: fc.Arbitrary<Invariant<State>> = fc.oneof(few, steady);
  fc.assert(
    fc.property(circumstances, invariant, (options, invariant) => {
      const { sometimes: _, ...rest } = systemOf(options);
      const system: Busy = { ...rest, invariants: [invariant] };
      const { order } = options;
      const { findings: [finding] } = exploreProtocol(system, {
        maxStates: 400,
        maxDepth: 25,
        order,
      });
      if (finding === undefined) return;
      let again;
      try {
        again = replay(system, finding);
      } catch (error) {
        assert(String(error).includes("a message arrives twice at most"), String(error));
        return;
      }
      assertEquals(again.violation.length, 1);
      const world = new World({ ...again.scenario, invariants: [invariant], seed: 1 });
      world.run(again.ms);
      assertEquals(world.violation?.invariant, invariant.name);
      found[invariant.name as keyof typeof found]++;
    }),
    { numRuns: 80 },
  );
  assert(found.few > 10 && found.steady > 10, JSON.stringify(found));
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
