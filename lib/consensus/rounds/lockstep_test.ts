import { assertEquals, assertThrows } from "@std/assert";
import { constant, uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { lockstep, type Pace } from "./lockstep.ts";
import type { InRounds } from "./rounds.ts";

/** What each has heard, by rounds: "1: 0a, 2: 0b 2b". Node 1 never speaks; node 0 alone speaks in round 1. */
const diary: InRounds<{ heard: string[] }, string> = {
  rounds: 2,
  speakers: (round) => round === 1 ? [0] : [0, 1, 2],
  listeners: (_, nodes) => Array.from({ length: nodes - 1 }, (_, i) => i + 1),
  start: () => ({ heard: [] }),
  say: (_, round, __, { self }) => self === 1 ? [] : ["ab"[round - 1]!],
  hear(s, round, told) {
    const said = [...told].sort(([one], [other]) => one - other)
      .map(([from, parts]) => `${from}${parts.join("")}`);
    s.heard.push(`${round}: ${said.join(" ")}`);
  },
};

function heard(pace: Partial<Pace>, latency = uniform(1, 40)) {
  const world = new World({
    protocol: lockstep(diary, pace),
    nodes: 3,
    seed: 1,
    network: { latency },
  });
  world.run(1000);
  return world.states.map((s) => [s!.round, ...s!.inner.heard]);
}

Deno.test("by time, whoever says nothing sends nothing; by counting, it says so", () => {
  const byTime = heard({});
  assertEquals(byTime, [[3, "1: ", "2: "], [3, "1: 0a", "2: 0b 2b"], [3, "1: 0a", "2: 0b"]]);
  const byCounting = heard({ ends: "by counting" });
  assertEquals(byCounting[2], [3, "1: 0a", "2: 0b 1"]);
  assertEquals(byCounting[0], byTime[0]);
});

Deno.test("a message that takes longer than a round counts as silence", () => {
  assertEquals(heard({ roundMs: 10 }, constant(11))[1], [3, "1: ", "2: "]);
});

Deno.test("what comes early waits for its round, and the second thing that one says in a round is not heard", () => {
  const protocol = lockstep(diary);
  const world = new World({
    protocol: {
      ...protocol,
      start(io, journal) {
        if (io.self === 2) {
          for (const parts of [["early"], ["second"]]) io.send(1, { type: "say", round: 2, parts });
          for (const round of [0, 1, 3]) io.send(1, { type: "say", round, parts: ["nonsense"] });
        }
        return protocol.start(io, journal);
      },
    },
    nodes: 3,
    seed: 1,
  });
  world.run(1000);
  assertEquals(world.states[1]?.inner.heard, ["1: 0a", "2: 0b 2early"]);
  assertEquals(world.states[1]?.told.size, 0);
});

Deno.test("a pace that ends no round is refused", () => {
  assertThrows(
    () => lockstep(diary, { roundMs: 0 }),
    RangeError,
    "Cannot run in rounds because roundMs must be",
  );
  assertThrows(
    () => lockstep(diary, { ends: "soon" as "by time" }),
    RangeError,
    'Cannot run in rounds because ends must be one of "by time", "by counting": given "soon"',
  );
});
