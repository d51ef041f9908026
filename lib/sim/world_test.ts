import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import type { Invariant } from "../model/invariant.ts";
import { constant } from "./latency.ts";
import { type Message, noter, noterWith, ofKind, type State, type Timer } from "./noter_test.ts";
import type { Fault } from "./fault.ts";
import type { WorldOptions } from "./scenario.ts";
import { World } from "./world.ts";

type Options = WorldOptions<State, Message, Timer, string>;

/** Node 0 sends "1", "2" … to node 1, one every 10 ms from 10 on. */
const counter = {
  ...noterWith((io) => io.wait(10, { type: "tick", text: "1" })),
  after: {
    ...noter.after!,
    tick: (_s: State, { text }: { text: string }, io: Parameters<typeof noter.start>[0]) => {
      io.send(1, { type: "note", text });
      io.wait(10, { type: "tick", text: String(Number(text) + 1) });
    },
  },
};

function world(options: Partial<Options> = {}) {
  return new World({ protocol: counter, nodes: 2, seed: 1, ...options });
}

function notes(w: World<State, Message, Timer, string>): readonly string[] {
  return w.states[1]!.notes;
}

const fewerThan3: Invariant<State> = {
  name: "brevity",
  words: "no node has three notes",
  check: ({ states }) => {
    const node = states.findIndex((state) => (state?.notes.length ?? 0) >= 3);
    return node < 0 ? undefined : { words: `node ${node} has three`, nodes: [node] };
  },
};

Deno.test("time passes as far as was asked, and a run can be continued", () => {
  const w = world();
  assert(w.run(25));
  assertEquals([w.now, notes(w)], [25, ["1", "2"]]);
  assert(w.run(15));
  assertEquals([w.now, notes(w)], [40, ["1", "2", "3"]]);
  assertEquals(w.pending, 2);
});

Deno.test("a run in pieces is the run in one", () => {
  const whole = world(), pieces = world();
  whole.run(100);
  for (let i = 0; i < 100; i++) pieces.run(1);
  assertEquals(pieces.digest(), whole.digest());
});

Deno.test("a run stops as soon as its goal holds, also when it holds from the start or at the end", () => {
  const w = world();
  assert(w.run(1000, ({ states }) => states[1]!.notes.length === 2));
  assertEquals(w.now, 21);
  assert(w.run(1000, () => true));
  assertEquals(w.now, 21);
  const last = new World({
    protocol: noterWith((io) => io.send(1, { type: "note", text: "only" })),
    nodes: 2,
    seed: 1,
  });
  assert(last.run(1000, ({ states }) => states[1]!.notes.length === 1));
  assertEquals(last.now, 1, "nothing is left to happen, and the goal was looked at again");
});

Deno.test("a run without end ends when nothing is left to happen", () => {
  const w = new World({
    protocol: noterWith((io) => io.wait(7, { type: "tick", text: "only" })),
    nodes: 1,
    seed: 1,
    faults: [{ kind: "crash", at: Infinity, node: 0 }],
  });
  assert(w.run(Infinity));
  assertEquals([w.now, w.events, w.states[0]!.notes], [7, 1, ["only"]]);
});

Deno.test("an invariant is checked after every step and stops the run", () => {
  const w = world({ invariants: [fewerThan3] });
  assertEquals(w.run(1000), false);
  assertEquals(w.violation, {
    at: 31,
    invariant: "brevity",
    words: "node 1 has three",
    nodes: [1],
  });
  assertEquals(w.now, 31);
  assertEquals(w.trace.at(-1), {
    at: 31,
    kind: "violation",
    invariant: "brevity",
    words: "node 1 has three",
    nodes: [1],
  });
  const { events } = w;
  assertEquals(w.run(1000), false);
  assertEquals(w.events, events, "the run stands still");
});

Deno.test("an invariant sees the history, and that a node is down", () => {
  const seen: unknown[] = [];
  const w = world({
    faults: [{ kind: "crash", at: 5, node: 0 }],
    clients: {
      workload: [[{ input: "x" }]],
      ask: () => ({ type: "note", text: "x" }),
      to: () => 1,
    },
    invariants: [{
      name: "spy",
      words: "",
      check: ({ at, states, history }) => void seen.push([at, states[0], history.length]),
    }],
  });
  w.run(10);
  assertEquals(seen.slice(-2), [[1, { notes: [] }, 1], [5, undefined, 1]]);
  w.run(10);
  assertEquals(w.snapshot().states[0], undefined);
});

Deno.test("what waited for a paused node does not arrive after a violation", () => {
  const w = world({
    invariants: [fewerThan3],
    faults: [{ kind: "pause", at: 5, node: 1, forMs: 100 }],
  });
  w.run(1000);
  assertEquals([w.violation!.at, notes(w)], [105, ["1", "2", "3"]]);
});

Deno.test("equal seeds give equal digests, other seeds others, and no trace no digest", () => {
  const digest = (seed: number, trace: Options["trace"] = "full") => {
    const w = world({ seed, trace, network: { loss: 0.5 } });
    w.run(200);
    return w.digest();
  };
  assertEquals(digest(1), digest(1));
  assertNotEquals(digest(1), digest(2));
  assertEquals(digest(1, "digest"), digest(1));
  assertEquals(digest(1, "none"), "");
});

Deno.test("how a run is watched does not change it", () => {
  const runs = (["full", "digest", "none"] as const).flatMap((trace) =>
    [true, false].map((states) => {
      const w = world({ trace, states, strict: states, network: { loss: 0.5 } });
      w.run(500);
      return [w.states, w.events, w.messages];
    })
  );
  for (const run of runs) assertEquals(run, runs[0]);
});

Deno.test("the states are in the trace when they are asked for, whenever they change", () => {
  const w = world({ states: true });
  w.run(25);
  assertEquals(ofKind(w.trace, "state").map(({ at, node, state }) => [at, node, state]), [
    [0, 0, { notes: [] }],
    [0, 1, { notes: [] }],
    [11, 1, { notes: ["1"] }],
    [21, 1, { notes: ["1", "2"] }],
  ]);
});

const troubles: Fault[] = [
  { kind: "crash", at: 5, node: 1 },
  { kind: "partition", at: 5, forMs: 1000, sides: [[0], [1]] },
  { kind: "crash", at: 500, node: 0 },
];

Deno.test("healing restarts who is down, joins who is parted, and calls off what was to come", () => {
  const w = world({ faults: troubles });
  w.run(100);
  assertEquals(w.states[1], undefined);
  w.heal();
  w.run(900);
  assertEquals(ofKind(w.trace, "crash").length, 1);
  assertEquals(notes(w).length, 89, "from 110 to 990");
});

Deno.test("who was restarted by healing is not restarted again when its time has come", () => {
  const w = world({ faults: [{ kind: "crash", at: 5, node: 1, downMs: 50 }] });
  w.run(15);
  w.heal();
  w.run(100);
  const starts = ofKind(w.trace, "start").map(({ at, node }) => `${node} at ${at}`);
  assertEquals(starts.at(-1), "1 at 15");
});

Deno.test("healing resumes who is paused", () => {
  const w = world({ faults: [{ kind: "pause", at: 5, node: 1, forMs: 1000 }] });
  w.run(35);
  assertEquals(notes(w), []);
  w.heal();
  assertEquals(notes(w), ["1", "2", "3"]);
});

Deno.test("after the faults, progress can be required", () => {
  const w = world({ faults: troubles });
  w.run(100);
  assert(w.requireProgress(100, "node 1 hears something", ({ states }) => {
    return (states[1]?.notes.length ?? 0) > 0;
  }));
  assertEquals(w.violation, undefined);
});

Deno.test("progress that does not come is a violation", () => {
  const w = world();
  const words = "node 0 should hear something", missing = () => "it has no notes";
  assertEquals(w.requireProgress(50, words, () => w.states[0]!.notes.length > 0, missing), false);
  assertEquals(w.violation, {
    at: 50,
    invariant: "progress",
    words: "node 0 should hear something: not within 50 ms of the last fault; it has no notes",
    nodes: [],
  });
});

Deno.test("an invariant that breaks on the way to progress is what is reported", () => {
  const w = world({ invariants: [fewerThan3] });
  assertEquals(w.requireProgress(1000, "never", () => false), false);
  assertEquals(w.violation!.invariant, "brevity");
  assertEquals(w.requireProgress(1000, "never", () => true), false);
});

const impossible: readonly (readonly [string, Partial<Options>, string])[] = [
  ["no nodes", { nodes: 0 }, "nodes must be 1 or more: given 0"],
  ["half a node", { nodes: 1.5 }, "nodes must be 1 or more: given 1.5"],
  ["a seed that is no number", { seed: NaN }, "a seed must be a whole number"],
  ["a fault of a stranger", { faults: [{ kind: "crash", at: 0, node: 2 }] }, "0 to 1: given 2"],
  ["a link to a stranger", { network: { links: [{ from: 0, to: 5 }] } }, "0 to 1: given 5"],
  ["negative clock offsets", { clocks: { maxOffsetMs: -1 } }, "given -1"],
  ["a negative fsync", { disk: { fsync: constant(1) }, network: { loss: -1 } }, "given -1"],
];

for (const [name, options, words] of impossible) {
  Deno.test(`a world cannot have ${name}`, () => {
    assertThrows(() => world(options), RangeError, words);
  });
}

Deno.test("a run cannot last less than no time", () => {
  assertThrows(() => world().run(-1), RangeError, "span to run because it must be at least 0");
});
