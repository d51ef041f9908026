import { assertEquals, assertThrows } from "@std/assert";
import { step } from "../../model/step.ts";
import { fastSized } from "../../replicated/quorum/fast.ts";
import { fastPaxos } from "./fast_paxos.ts";
import { assertSettings, type Settings, settings } from "./settings.ts";

const begin = { kind: "start", journal: [] } as const;

Deno.test("settings: what cannot be is refused, and what was given is said", () => {
  assertSettings(settings);
  const wrong: readonly [Partial<Settings>, string][] = [
    [{ leader: -1 }, "leader must be the number of a node: given -1"],
    [{ leader: 0.5 }, "leader must be the number of a node"],
    [{ fastRounds: -1 }, "fastRounds must be a whole number of 0 or more, or Infinity: given -1"],
    [{ fastRounds: NaN }, "fastRounds must be"],
    [{ patienceMs: 0 }, "patienceMs must be more than 0: given 0"],
    [{ patienceMs: Infinity }, "patienceMs must be"],
    [{ backoffMs: -1 }, "backoffMs must be from 0 to mostBackoffMs"],
    [{ backoffMs: 20, mostBackoffMs: 10 }, "given 20 and 10"],
    [{ recovery: "uncoordinated", learners: "the coordinator" }, "all must hear of votes"],
  ];
  for (const [each, words] of wrong) {
    assertThrows(() => fastPaxos(each), RangeError, words);
  }
  for (const fastRounds of [0, 3, Infinity]) assertSettings({ ...settings, fastRounds });
});

Deno.test("settings: a node does not start with quorums that need not meet, or without a leader", () => {
  const unsafe = fastPaxos({ quorums: fastSized(3, 3) });
  assertThrows(
    () => step(unsafe, undefined, begin, { self: 1, nodes: 5 }),
    RangeError,
    "any two fast ones",
  );
  step(unsafe, undefined, begin, { self: 1, nodes: 4 });
  assertThrows(
    () => step(fastPaxos({ leader: 4 }), undefined, begin, { self: 1, nodes: 4 }),
    RangeError,
    "leader must be one of 4 nodes: given 4",
  );
});

Deno.test("settings: a round is fast or classic by its number, and the leader begins the first as it is born", () => {
  for (const [fastRounds, fast] of [[0, false], [1, true], [Infinity, true]] as const) {
    const { state, effects } = step(fastPaxos({ fastRounds }), undefined, begin, {
      self: 0,
      nodes: 4,
    });
    assertEquals(state.attempt?.ballot, { round: 1, node: 0, step: 0, fast });
    assertEquals(effects.map(({ kind }) => kind), [
      "save",
      "send",
      "send",
      "send",
      "send",
      "wait",
    ]);
  }
  const other = step(fastPaxos(), undefined, begin, { self: 1, nodes: 4 });
  assertEquals([other.state.attempt, other.effects], [null, []]);
});
