/**
 * The checker of session guarantees, which computes the least that must be seen, says the same as the
 * definition, which tries every story, of every small history.
 *
 * @module
 */

import { assertEquals, assertGreater } from "@std/assert";
import { causalMemory, causalPlus } from "./causal.ts";
import { history } from "./history_test.ts";
import { memoryOf } from "./memory.ts";
import { seenBy } from "./seen_by.ts";
import { type Guarantees, sessionGuarantees } from "./session.ts";
import { guaranteed, subsets } from "./stories_test.ts";
import { smallHistories, type WitnessOptions } from "./witness.ts";

/** Every choice of guarantees. */
const choices: readonly Guarantees[] = subsets([
  "readYourWrites",
  "monotonicReads",
  "monotonicWrites",
  "writesFollowReads",
]).map((names) => Object.fromEntries(names.map((name) => [name, true])));

/** Requires that checker and definition agree on every small history, whatever is asked for. */
export function guaranteesAgree(options: WitnessOptions): void {
  let yes = 0, no = 0;
  for (const each of smallHistories(options)) {
    const memory = memoryOf(each);
    for (const guarantees of choices) {
      const expected = guaranteed(memory, guarantees);
      expected ? yes++ : no++;
      const { verdict } = sessionGuarantees(memory, guarantees);
      if (verdict !== (expected ? "ok" : "violation")) {
        const told = JSON.stringify([
          each.map(({ process, input, output }) => [process, input, output]),
        ]);
        assertEquals(
          verdict,
          expected ? "ok" : "violation",
          `${JSON.stringify(guarantees)}: ${told}`,
        );
      }
    }
  }
  assertGreater(Math.min(yes, no), 100);
}

Deno.test("every choice of session guarantees is judged as defined, on all histories of four operations", () => {
  guaranteesAgree({ operations: 4, processes: 3 });
});

Deno.test("what a writer saw of its own before it wrote comes along with the write", () => {
  const memory = memoryOf(history("0 w x 1, 0 r y -, 0 w y 2, 1 r y 2, 1 r x -"));
  const keeps = { monotonicReads: true, writesFollowReads: true };
  for (const [readYourWrites, verdict] of [[true, "violation"], [false, "ok"]] as const) {
    const guarantees = { ...keeps, readYourWrites };
    assertEquals(guaranteed(memory, guarantees), verdict === "ok");
    assertEquals(sessionGuarantees(memory, guarantees).verdict, verdict);
  }
});

const all: Guarantees = {
  readYourWrites: true,
  monotonicReads: true,
  monotonicWrites: true,
  writesFollowReads: true,
};

Deno.test("the four guarantees in one story are causal+, on all histories of five operations", () => {
  let causal = 0, tried = 0;
  for (const each of smallHistories({ operations: 5, processes: 3 })) {
    tried++;
    const { verdict } = sessionGuarantees(memoryOf(each), all);
    assertEquals(verdict, causalPlus(memoryOf(each)).verdict);
    if (verdict === "ok") causal++;
  }
  assertGreater(Math.min(causal, tried - causal), 1000);
});

Deno.test("the four guarantees, each in a story of its own, are less than all in one", () => {
  const memory = memoryOf(history("0 w x 1, 0 w x 2, 0 r x 1"));
  for (
    const guarantees of [
      { readYourWrites: true },
      { monotonicReads: true },
      { monotonicReads: true, monotonicWrites: true },
      { monotonicReads: true, writesFollowReads: true },
    ]
  ) assertEquals(sessionGuarantees(memory, guarantees).verdict, "ok");
  assertEquals(sessionGuarantees(memory, all).verdict, "violation");
  assertEquals(guaranteed(memory, all), false);
});

Deno.test("the four guarantees in one story are not causal memory", () => {
  const text = "0 w y 3, 0 w x 1, 0 w y 1, 1 w x 2, 1 r y -, 1 r y 1, 1 r x 2";
  const memory = memoryOf(history(text));
  assertEquals(sessionGuarantees(memory, all).verdict, "ok");
  assertEquals(causalMemory(memory).verdict, "violation");
});

/** What each session could explain by an order of its own, and one order for all cannot. */
const oneOrder: readonly (readonly [text: string, guarantees: Guarantees])[] = [
  ["0 w y 1, 1 w y 5, 0 r y 5, 1 r y 1", { readYourWrites: true }],
  ["0 w x 1, 1 w x 2, 2 r x 1, 2 r x 2, 3 r x 2, 3 r x 1", { monotonicReads: true }],
];

for (const [text, guarantees] of oneOrder) {
  Deno.test(`the order of writes is one for all sessions: ${text}`, () => {
    const memory = memoryOf(history(text));
    assertEquals(guaranteed(memory, guarantees), false);
    assertEquals(sessionGuarantees(memory, guarantees).verdict, "violation");
    for (const process of memory.sessions.keys()) {
      const alone = memoryOf(seenBy(history(text), process));
      assertEquals(sessionGuarantees(alone, guarantees).verdict, "ok", `process ${process} alone`);
    }
  });
}
