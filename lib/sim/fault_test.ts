import { assertEquals, assertThrows } from "@std/assert";
import { endlessMs } from "../model/latency.ts";
import { assertFault, describe, describeSchedule, type Fault } from "./fault.ts";

const about = { from: 0, to: 1, nth: 2 } as const;

const words: readonly (readonly [Fault, string])[] = [
  [{ kind: "crash", at: 1.23456, node: 2 }, "at 1.235 ms node 2 crashes and stays down"],
  [
    { kind: "crash", at: 1, node: 2, downMs: 5, unsynced: "torn" },
    "at 1 ms node 2 crashes and restarts 5 ms later, unsynced writes torn",
  ],
  [{ kind: "delay", ...about, latencyMs: endlessMs }, "message 2 from 0 to 1 has not arrived"],
  [{ kind: "pause", at: 1, node: 0, forMs: 9 }, "at 1 ms node 0 pauses for 9 ms"],
  [
    { kind: "partition", at: 1, forMs: 2, sides: [[0, 1], [2]] },
    "at 1 ms nodes {0,1} and {2} are parted for 2 ms",
  ],
  [
    { kind: "partition", at: 1, forMs: 2, sides: [[0], [2]], oneWay: true },
    "at 1 ms nodes {0} cannot reach {2} for 2 ms",
  ],
  [
    { kind: "slow", at: 1, forMs: 2, from: 0, to: 1, byMs: 3 },
    "at 1 ms the link 0 → 1 slows by 3 ms for 2 ms",
  ],
  [{ kind: "clock", at: 1, node: 0, jumpMs: -5 }, "at 1 ms the clock of node 0 jumps by -5 ms"],
  [
    { kind: "late", at: 1, forMs: 2, from: 0, to: 1, latencyMs: 900 },
    "at 1 ms the link 0 → 1 begins to keep copies, for 2 ms; each arrives after 900 ms",
  ],
  [
    { kind: "drift", at: 1, node: 0, driftPpm: -200 },
    "at 1 ms the clock of node 0 begins to gain -200 ppm",
  ],
  [
    { kind: "stall", at: 1, node: 0, forMs: 5 },
    "at 1 ms the clock of node 0 stands still for 5 ms",
  ],
  [
    { kind: "crash", at: 1, node: 2, downMs: 5, disk: "wiped" },
    "at 1 ms node 2 crashes and restarts 5 ms later, its disk wiped",
  ],
  [{ kind: "lose", ...about }, "message 2 from 0 to 1 is lost"],
  [
    { kind: "duplicate", ...about, latencyMs: 7 },
    "message 2 from 0 to 1 is duplicated; the copy takes 7 ms",
  ],
  [{ kind: "delay", ...about, latencyMs: 7 }, "message 2 from 0 to 1 takes 7 ms"],
];

Deno.test("every fault reads as a sentence, and can be", () => {
  for (const [fault, sentence] of words) {
    assertEquals(describe(fault), sentence);
    assertFault(fault, 3);
  }
});

Deno.test("a schedule reads as a list, and an empty one says so", () => {
  assertEquals(describeSchedule([]), "no faults");
  assertEquals(
    describeSchedule([{ kind: "lose", ...about }, { kind: "pause", at: 1, node: 0, forMs: 9 }]),
    "message 2 from 0 to 1 is lost\nat 1 ms node 0 pauses for 9 ms",
  );
});

Deno.test("a schedule is data: it survives being printed as JSON and read again", () => {
  const schedule = words.map(([fault]) => fault);
  assertEquals(JSON.parse(JSON.stringify(schedule)), schedule);
});

const impossible: readonly (readonly [Fault, string])[] = [
  [
    { kind: "crash", at: 0, node: 3 },
    "Cannot apply a crash fault because its node must be one of 0 to 2: given 3",
  ],
  [
    { kind: "crash", at: -1, node: 0 },
    "time of a crash fault because it must be at least 0: given -1",
  ],
  [
    { kind: "crash", at: 0, node: 0, downMs: -1 },
    "span of a crash because it must be at least 0: given -1",
  ],
  [{ kind: "pause", at: 0, node: 0.5, forMs: 1 }, "one of 0 to 2: given 0.5"],
  [
    { kind: "pause", at: 0, node: 0, forMs: NaN },
    "span of a pause fault because it must be at least 0: given NaN",
  ],
  [{ kind: "partition", at: 0, forMs: 1, sides: [[0], [1, -1]] }, "one of 0 to 2: given -1"],
  [{ kind: "slow", at: 0, forMs: 1, from: 0, to: 9, byMs: 1 }, "one of 0 to 2: given 9"],
  [
    { kind: "slow", at: 0, forMs: 1, from: 0, to: 1, byMs: -1 },
    "delay of a slow link because it must be at least 0: given -1",
  ],
  [{ kind: "clock", at: 0, node: 7, jumpMs: 1 }, "one of 0 to 2: given 7"],
  [{ kind: "stall", at: 0, node: 7, forMs: 1 }, "one of 0 to 2: given 7"],
  [{ kind: "late", at: 0, forMs: 1, from: 0, to: 3, latencyMs: 1 }, "one of 0 to 2: given 3"],
  [
    { kind: "drift", at: 0, node: 0, driftPpm: -1e6 },
    "a clock must go forward, which takes more than -1000000 ppm: given -1000000",
  ],
  [
    { kind: "lose", from: 0, to: 1, nth: 0 },
    "Cannot lose a message because its number on the link must be 1 or more: given 0",
  ],
  [
    { kind: "delay", ...about, latencyMs: -1 },
    "latency of a delay fault because it must be at least 0: given -1",
  ],
  [
    { kind: "duplicate", ...about, latencyMs: NaN },
    "latency of a duplicate fault because it must be at least 0: given NaN",
  ],
];

for (const [fault, message] of impossible) {
  Deno.test(`no fault may be ${JSON.stringify(fault)}`, () => {
    assertThrows(() => assertFault(fault, 3), RangeError, message);
  });
}
