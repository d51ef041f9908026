import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Invariant } from "../model/invariant.ts";
import { type Progress, progressListener } from "../model/progress.ts";
import type { Protocol } from "../model/protocol.ts";
import type { Schedule } from "./fault.ts";
import { uniform } from "./latency.ts";
import type { Scenario } from "./scenario.ts";
import { explain, sweep } from "./sweep.ts";
import { World } from "./world.ts";

type Message =
  | { type: "step"; number: number } // client → node 0 → node 1
  | { type: "done" }; // node 1 → node 0

interface State {
  first: number;
  last: number;
  wentBack: boolean;
}

/** The planted bug: node 1 takes it for granted that steps come in order and once. */
const gullible: Protocol<State, Message> = {
  start: () => ({ first: 0, last: 0, wentBack: false }),
  upon: {
    step(s, { number, from }, io) {
      s.wentBack ||= number < s.last;
      s.last = number;
      s.first ||= number;
      if (io.self === 1) io.send(0, { type: "done" });
      else {
        io.answer(from, number);
        io.send(1, { type: "step", number });
      }
    },
    done() {},
  },
};

const onward: Invariant<State> = {
  name: "onward",
  words: "no node ever goes back to an earlier step",
  check({ states }) {
    const node = states.findIndex((state) => state?.wentBack);
    return node < 0 ? undefined : { words: `node ${node} went back`, nodes: [node] };
  },
};

const scenario: Scenario<State, Message> = {
  protocol: gullible,
  nodes: 2,
  network: { latency: uniform(1, 30), loss: 0.05, duplication: 0.05 },
  faults: [{ kind: "pause", at: 500, node: 0, forMs: 1 }],
  clients: {
    workload: [[1, 2, 3, 4, 5, 6].map((input) => ({ input }))],
    ask: (input): Message => ({ type: "step", number: Number(input) }),
    link: "local",
  },
  invariants: [onward],
};

Deno.test("a sweep finds a planted bug and shrinks it to one late message of two", () => {
  const { failure, passed } = sweep(scenario, { seeds: 100, seedBase: 1 });
  assert(failure !== undefined);
  assertEquals(failure.seed, passed + 1);
  assert(failure.foundFaults > 5, "there was much more chance in the run as it was found");
  assertEquals(failure.workload[0]!.length, 2);
  // Either the first of two steps is late, or the network brings it a second time.
  assertEquals(failure.schedule.length, 1);
  const [fault] = failure.schedule as Schedule;
  assert(fault!.kind === "delay" || fault!.kind === "duplicate");
  assertEquals([fault!.from, fault!.to, fault!.nth], [0, 1, 1]);
});

Deno.test("what was shrunk replays, to the same violation and the same digest", () => {
  const { failure } = sweep(scenario, { seeds: 100 });
  const { seed, scenario: shortest, violation, digest, trace } = failure!;
  const replay = new World({ ...shortest, seed, states: true });
  replay.run(1000);
  assertEquals(replay.violation, violation);
  assertEquals(replay.digest(), digest);
  assertEquals(replay.trace, trace);
  assertEquals(violation.invariant, "onward");
});

Deno.test("no fault and no operation of the shrunk run can be left out", () => {
  const { failure } = sweep(scenario, { seeds: 100 });
  const { seed, scenario: shortest, schedule, workload } = failure!;
  const fails = (faults: Schedule, asks: typeof workload) => {
    const clients = { ...shortest.clients!, workload: asks };
    return !new World({ ...shortest, seed, faults, clients }).run(1000);
  };
  assert(fails(schedule, workload));
  schedule.forEach((_, i) => assert(!fails(schedule.toSpliced(i, 1), workload)));
  workload[0]!.forEach((_, i) => assert(!fails(schedule, [workload[0]!.toSpliced(i, 1)])));
});

Deno.test("a scenario in which nothing breaks passes on all seeds", () => {
  const steady = { ...scenario, network: {} };
  assertEquals(sweep(steady, { seeds: 20, seedBase: 7 }), { passed: 20 });
});

Deno.test("a sweep can be driven to require progress", () => {
  const lossy: Scenario<State, Message> = { ...scenario, network: { loss: 0.2 }, invariants: [] };
  const { failure } = sweep(lossy, {
    seeds: 50,
    drive: (world) => {
      world.run(200);
      world.requireProgress(200, "node 1 gets to step 6", ({ states }) => states[1]?.last === 6);
    },
  });
  assertEquals(failure!.violation.invariant, "progress");
  assertEquals(failure!.schedule, [], "with fewer operations it never gets there at all");
});

Deno.test("shrinking does not slip from one violation to another that is simpler", () => {
  const noGap: Invariant<State> = {
    name: "no gap",
    words: "the first step of node 1 is step 1",
    check({ states }) {
      return (states[1]?.first ?? 0) > 1 ? { words: "a gap", nodes: [1] } : undefined;
    },
  };
  const late = { kind: "duplicate", from: 0, to: 1, nth: 3, latencyMs: 200 } as const;
  const both = { ...scenario, network: {}, faults: [late], invariants: [noGap, onward] };
  const { violation, workload } = explain(both, 1, (world) => void world.run(1000));
  assertEquals(violation.invariant, "onward");
  assertEquals(workload[0]!.map((ask) => ask.input), [1, 2]);
});

Deno.test("shrinking stops after as many runs as it may take", () => {
  const { failure } = sweep(scenario, { seeds: 100, shrinkRuns: 5 });
  assertEquals(failure!.shrinkRuns, 5);
  assertEquals(failure!.violation.invariant, "onward");
});

Deno.test("a run that went well cannot be explained", () => {
  assertThrows(
    () => explain({ ...scenario, network: {} }, 3, (world) => void world.run(1000)),
    Error,
    "Cannot explain seed 3 because its run must fail: given a run that went well",
  );
});

Deno.test("a sweep of no seeds, or from none, is refused, as it would say that all is well", () => {
  const scenario = { protocol: gullible, nodes: 2 };
  for (const seeds of [0, -1, 0.5, NaN, Infinity]) {
    assertThrows(
      () => sweep(scenario, { seeds }),
      RangeError,
      `Cannot sweep because the number of seeds must be a whole number from 1 on: given ${seeds}`,
    );
  }
  for (const seedBase of [-1, 0.5, NaN, 2 ** 53]) {
    assertThrows(() => sweep(scenario, { seeds: 1, seedBase }), RangeError, `given ${seedBase}`);
  }
  for (const runs of [-1, NaN, 0.5]) {
    assertThrows(
      () => explain(scenario, 1, () => {}, runs),
      RangeError,
      `Cannot use a number of runs to shrink because it must be a whole number from 0 on, below 2^53: given ${runs}`,
    );
  }
});

Deno.test("whoever listens hears how far a sweep is", () => {
  const heard: Progress[] = [];
  Object.assign(globalThis, { [progressListener]: (each: Progress) => heard.push(each) });
  try {
    sweep({ ...scenario, invariants: [] }, { seeds: 3 });
  } finally {
    Object.assign(globalThis, { [progressListener]: undefined });
  }
  assertEquals(heard, [0, 1, 2].map((done) => ({ what: "seeds", done, of: 3 })));
});
