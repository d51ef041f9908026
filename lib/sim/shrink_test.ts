import { assertEquals } from "@std/assert";
import type { Fault, Schedule } from "./fault.ts";
import { type Breaks, shrink, type Shrinkable } from "./shrink.ts";

function lose(nth: number, from = 0): Fault {
  return { kind: "lose", from, to: 1, nth };
}

const crash: Fault = { kind: "crash", at: 123.4, node: 0, downMs: 17.25 };

function shrunk(full: Partial<Shrinkable>, breaks: Breaks, maxRuns = 1000): Shrinkable {
  const { schedule, workload } = shrink({ schedule: [], workload: [], ...full }, breaks, maxRuns);
  return { schedule, workload };
}

function has(schedule: Schedule, kind: Fault["kind"]): boolean {
  return schedule.some((fault) => fault.kind === kind);
}

Deno.test("faults and operations that do not matter are left out; clients keep their numbers", () => {
  const workload = [[{ input: 1 }, { input: 2 }], [{ input: 3 }, { input: 4 }]];
  assertEquals(
    shrunk({ schedule: [lose(1), crash, lose(2)], workload }, (faults, asks) => {
      return has(faults, "lose") && asks[1]!.some(({ input }) => input === 4);
    }),
    { schedule: [lose(1)], workload: [[], [{ input: 4 }]] },
  );
});

Deno.test("times are rounded as far as the run still fails", () => {
  const { schedule } = shrunk({ schedule: [crash] }, ([fault]) => {
    return fault?.kind === "crash" && fault.at >= 121 && fault.downMs! <= 20;
  });
  assertEquals(schedule, [{ ...crash, at: 123, downMs: 17 }]);
  assertEquals(shrunk({ schedule: [crash] }, (faults) => faults.length === 1).schedule, [
    { ...crash, at: 120, downMs: 20 },
  ]);
});

Deno.test("a short outage is not rounded up to ten times its length", () => {
  const all = (faults: Schedule) => faults.length === 1;
  const brief: Fault = { kind: "crash", at: 8, node: 0, downMs: 1 };
  assertEquals(shrunk({ schedule: [brief] }, all).schedule, [{ ...brief, at: 10 }]);
  const pause: Fault = { kind: "pause", at: 12, node: 0, forMs: 3.4 };
  assertEquals(shrunk({ schedule: [pause] }, all).schedule, [{ ...pause, at: 10, forMs: 3 }]);
  assertEquals(shrunk({ schedule: [{ ...pause, forMs: 0.2 }] }, all).schedule, [
    { ...pause, at: 10, forMs: 1 },
  ]);
  assertEquals(shrunk({ schedule: [{ ...pause, forMs: 6 }] }, all).schedule, [
    { ...pause, at: 10, forMs: 10 },
  ]);
});

Deno.test("a fault that rounding another one has made needless is left out", () => {
  const late = (from: number, latencyMs: number): Fault => (
    { kind: "delay", from, to: 1 - from, nth: 1, latencyMs }
  );
  const { schedule } = shrunk({ schedule: [late(0, 26.4), late(1, 27.5)] }, (faults) => {
    const delays = faults.map((fault) => "latencyMs" in fault ? fault.latencyMs : 0);
    return delays.some((ms) => ms >= 30) || delays.reduce((sum, ms) => sum + ms, 0) > 50;
  });
  assertEquals(schedule, [late(0, 30)]);
});

Deno.test("a fault moves to the earliest message of its link that will do", () => {
  const { schedule } = shrunk({ schedule: [lose(9)] }, ([fault]) => {
    return fault !== undefined && "nth" in fault && fault.nth >= 4;
  });
  assertEquals(schedule, [lose(4)]);
});

Deno.test("faults that only make sense together move together", () => {
  const { schedule } = shrunk({ schedule: [lose(7), lose(8)] }, (faults) => {
    const numbers = faults.map((fault) => "nth" in fault ? fault.nth : 0);
    return numbers.length === 2 && numbers[1]! - numbers[0]! === 1;
  });
  assertEquals(schedule, [lose(1), lose(2)]);
});

Deno.test("a run that does not fail without chance is left as it is", () => {
  const full = { schedule: [lose(3), crash], workload: [[{ input: 1 }]] };
  assertEquals(shrink(full, () => false, 100), { ...full, runs: 1 });
});

Deno.test("when the runs are used up, it is left as far as it has come", () => {
  const schedule = Array.from({ length: 64 }, (_, i) => lose(i + 1));
  let runs = 0;
  const result = shrink({ schedule, workload: [] }, (faults) => {
    runs++;
    return faults.some((fault) => "nth" in fault && fault.nth === 64);
  }, 4);
  assertEquals([runs, result.runs], [4, 4]);
  assertEquals(has(result.schedule, "lose"), true);
});
