import { assert, assertEquals, assertGreater } from "@std/assert";
import fc from "fast-check";
import {
  impliedBy,
  level,
  type LevelName,
  levels,
  type MemoryHistory,
  strongest,
} from "./levels.ts";
import { histories, history } from "./memory/history_test.ts";
import { memoryOf } from "./memory/memory.ts";
import { definitions } from "./memory/naive_test.ts";
import { seenBy } from "./memory/seen_by.ts";
import { sessionGuarantees } from "./memory/session.ts";
import { smallHistories } from "./memory/witness.ts";

const holds = (name: LevelName, each: MemoryHistory) => level(name).check(each).verdict === "ok";

/** To try everything takes longest where all operations are put in one order, or all sets are tried. */
const longest = (name: string) => name === "sequential" ? 6 : /reads|writes/.test(name) ? 8 : 7;
for (const [name, definition] of Object.entries(definitions)) {
  Deno.test(`${name}: the checker agrees with the definition on random histories`, () => {
    let yes = 0, no = 0;
    fc.assert(
      fc.property(histories(longest(name)), (each) => {
        const expected = definition(each);
        expected ? yes++ : no++;
        assertEquals(holds(name as LevelName, each), expected);
      }),
      { numRuns: 1000, seed: 3 },
    );
    assertGreater(Math.min(yes, no), 50, `both verdicts are frequent: ${yes} and ${no}`);
  });
}

Deno.test("what keeps to a level keeps to all that it implies", () => {
  fc.assert(
    fc.property(histories(9), (each) => {
      const held = new Set(levels.filter(({ name }) => holds(name, each)).map(({ name }) => name));
      for (const name of held) {
        for (const implied of impliedBy(name)) {
          assert(held.has(implied), `${name}, yet not ${implied}`);
        }
      }
    }),
    { numRuns: 3000, seed: 5 },
  );
});

Deno.test("PRAM and causal memory give each process by itself what one order for all would give", () => {
  for (const each of smallHistories({ operations: 5, processes: 2 })) {
    for (const name of ["PRAM", "causal memory"] as const) {
      if (!holds(name, each)) continue;
      for (
        const guarantee of ["read your writes", "monotonic reads", "monotonic writes"] as const
      ) {
        for (const process of [0, 1]) {
          assert(holds(guarantee, seenBy(each, process)), `${name}: ${JSON.stringify(each)}`);
        }
      }
    }
  }
});

Deno.test("PRAM has an order for each process: as a condition on one story it is another level", () => {
  const oneStory = (each: MemoryHistory) =>
    sessionGuarantees(memoryOf(each), {
      readYourWrites: true,
      monotonicReads: true,
      monotonicWrites: true,
    }).verdict === "ok";
  const crossed = history("0 w y 1, 1 w y 5, 0 r y 5, 1 r y 1");
  assertEquals([holds("PRAM", crossed), oneStory(crossed)], [true, false]);
  const subtle = history("0 w y 3, 0 w x 1, 0 w y 1, 1 w x 2, 1 r y -, 1 r y 1, 1 r x 2");
  assertEquals([holds("PRAM", subtle), oneStory(subtle)], [false, true]);
  assert(holds("causal+", subtle));
});

/** Well-known histories, and the levels that they keep to without those that follow. */
const known: readonly (readonly [what: string, text: string, strongest: readonly LevelName[]])[] = [
  ["what a single copy does", "0 w x 1, 1 r x 1, 1 w x 2, 0 r x 2", ["linearizable"]],
  ["a stale read by another", "0 w x 1, 1 r x -", ["sequential"]],
  ["both write, neither sees the other", "0 w x 1, 1 w y 2, 0 r y -, 1 r x -", [
    "causal+",
    "causal memory",
  ]],
  ["two writes in two orders", "0 w x 1, 1 w x 2, 0 r x 2, 1 r x 1", [
    "causal memory",
    "writes follow reads",
    "monotonic writes",
  ]],
  [
    "two writes that two readers see in two orders",
    "0 w x 1, 1 w x 2, 2 r x 1, 2 r x 2, 3 r x 2, 3 r x 1",
    ["causal memory", "read your writes"],
  ],
  ["each finds the other's write over their own", "0 w y 1, 1 w y 5, 0 r y 5, 1 r y 1", [
    "causal memory",
    "writes follow reads",
    "monotonic writes",
  ]],
  ["an answer without its question", "0 w x 1, 1 r x 1, 1 w y 2, 2 r y 2, 2 r x -", [
    "PRAM",
    "monotonic writes",
    "read your writes",
  ]],
  ["a later write without the earlier", "0 w x 1, 0 w y 2, 1 r y 2, 1 r x -", [
    "writes follow reads",
    "read your writes",
  ]],
  ["there and back", "0 w x 1, 1 r x 1, 1 r x -", ["read your writes"]],
  [
    "each sees the other's write over their own",
    "0 w x 1, 0 r x 1, 1 w x 2, 1 r x 2, 0 r x 2, 1 r x 1",
    [
      "causal memory",
    ],
  ],
  ["two readers, one of them a writer", "0 w x 1, 1 w x 2, 2 r x 1, 2 r x 2, 0 r x 2, 0 r x 1", [
    "read your writes",
  ]],
  ["a write that nobody sees over the one before", "0 w x 1, 0 w x 2, 0 r x 1", [
    "writes follow reads",
    "monotonic writes",
    "read your writes",
    "eventual",
  ]],
  ["one's own write forgotten", "0 w x 1, 0 r x -", ["writes follow reads", "monotonic writes"]],
];

for (const [what, text, expected] of known) {
  Deno.test(`${what}: ${text}`, () => {
    assertEquals(strongest(history(text)), expected);
  });
}

Deno.test("convergence: the last reads must agree, and find something", () => {
  assert(holds("eventual", history("0 w x 1, 1 w x 2, 0 r x 1, 1 r x 2, 0 r x 2")));
  assert(!holds("eventual", history("0 w x 1, 1 w x 2, 0 r x 1, 1 r x 2")));
  assert(!holds("eventual", history("0 w x 1, 0 r x -, 1 r x -")));
  assert(holds("eventual", history("0 r x -, 0 w x 1")));
});

Deno.test("convergence: who gave up, or still waits, does not read in the end", () => {
  const [write, early, asked, again, late] = history(
    "0 w x 0, 1 r x -, 1 r y -, 4 r x 0, 0 r x 0",
  );
  assert(!holds("eventual", [write!, early!, again!, late!]), "process 1 read in the end");
  const { output: _, ...open } = { ...asked!, outcome: "unknown" as const, endedAt: Infinity };
  assert(holds("eventual", [write!, early!, open, again!, late!]), "its message was lost");
  assert(
    !holds("eventual", [write!, early!, open, { ...again!, process: 1 }, late!, {
      ...early!,
      id: 5,
      process: 4,
      invokedAt: 60,
      endedAt: 65,
    }]),
    "others go on, and disagree",
  );
});

Deno.test("a register is told apart from others by its name, be it a number or a text, empty or none", () => {
  const at = (key: string | number | undefined, index: number) =>
    history("0 w x 0, 1 r x 0, 1 r x -").map((each) => ({
      ...each,
      input: { ...each.input, ...(key === undefined ? {} : { key }) },
    })).at(index)!;
  const names = [0, "0", "", '""', "NaN"];
  for (const one of names) {
    for (const other of names) {
      const found = [at(one, 0), at(one, 1), at(other, 2)];
      for (const name of ["sequential", "PRAM", "eventual", "linearizable"] as const) {
        assertEquals(holds(name, found), one !== other, `${name}: ${one} and ${other}`);
      }
    }
  }
});

Deno.test("a violation says which operations contradict each other, and why", () => {
  const verdict = level("causal memory").check(
    history("0 w x 1, 1 r x 1, 1 w y 2, 2 r y 2, 2 r x -, 0 r y 2"),
  );
  assert(verdict.verdict === "violation");
  assertEquals(verdict.operations.map(({ id }) => id), [0, 1, 2, 3, 4]);
  assertEquals(verdict.words, [
    "process 0 writes x = 1 before process 1 reads x = 1, as it was read",
    "process 1 reads x = 1 before process 1 writes y = 2, as process 1 did one after the other",
    "process 1 writes y = 2 before process 2 reads y = 2, as it was read",
    "process 2 reads y = 2 before process 2 reads x and finds nothing, as process 2 did one after the other",
    "yet process 2 reads x as if nobody had written it",
  ]);
});

const marked: readonly (readonly [LevelName, string, number[]])[] = [
  ["read your writes", "0 w y 1, 1 w y 5, 0 r y 5, 1 r y 1", [0, 1, 2, 3]],
  ["monotonic reads", "0 w y 1, 1 r y 1, 1 r y -, 0 r y 1", [0, 1, 2]],
  ["causal+", "0 w y 1, 1 w y 5, 0 r y 5, 1 r y 1", [0, 1, 2, 3]],
  ["causal memory", "2 w x 12, 1 r x 12, 1 w x 8, 0 r x 8, 0 r x 12", [0, 1, 2, 3, 4]],
  ["PRAM", "1 w y 4, 1 w x 5, 0 r x 5, 0 r y -", [0, 1, 2, 3]],
  ["monotonic writes", "0 w x 1, 0 w y 2, 1 r y 2, 1 r x -, 1 r y 2", [0, 1, 2, 3]],
  ["writes follow reads", "0 w x 1, 1 r x 1, 1 w x 2, 2 r x 2, 2 r x 1", [0, 1, 2, 3, 4]],
];

for (const [name, text, expected] of marked) {
  Deno.test(`what contradicts ${name} is all that the reasons are about: ${text}`, () => {
    const verdict = level(name).check(history(text));
    assert(verdict.verdict === "violation");
    assertEquals(verdict.operations.map(({ id }) => id), expected);
    assert(!holds(name, verdict.operations), "the marked operations alone contradict the level");
  });
}

Deno.test("values out of thin air and effects before their causes keep to no level", () => {
  const none = ["0 r x 7", "0 r x 1, 0 w x 1", "0 r x 1, 0 w y 2, 1 r y 2, 1 w x 1"];
  for (const text of none) assertEquals(strongest(history(text)), [], text);
});

Deno.test("an unknown write happened if it was read, and need not have happened otherwise", () => {
  const [write, read] = history("0 w x 1, 1 r x 1");
  const open = { ...write!, outcome: "unknown" as const, endedAt: Infinity };
  assert(holds("linearizable", [open, read!]));
  assert(holds("sequential", [open, { ...read!, output: null }]));
  assert(holds("sequential", [{ ...write!, outcome: "fail" }, { ...read!, output: null }]));
});

Deno.test("a search that runs out of its budget says so", () => {
  const wide = Array.from({ length: 8 }, (_, p) => `${p} w x ${p + 1}, ${p} w y ${p + 1}`).join(
    ", ",
  );
  assertEquals(level("sequential").check(history(wide), { steps: 3 }).verdict, "unknown");
  assertEquals(level("sequential").check(history(wide)).verdict, "ok");
});

Deno.test("what contradicts a level after hundreds of operations is told in a few sentences", () => {
  const operations: string[] = [];
  for (let i = 1; i <= 300; i++) operations.push(`0 w x ${i}`, `1 r x ${i}`);
  const stale = history([...operations, "1 r x 5", "2 r x 7", "2 w y 1"].join(", "));
  for (const name of ["linearizable", "sequential", "causal+", "causal memory", "PRAM"] as const) {
    const verdict = level(name).check(stale);
    assert(verdict.verdict === "violation", name);
    assert(verdict.operations.length <= 4, `${name}: ${verdict.operations.length} operations`);
    assert(verdict.words.length <= 6, `${name}: ${verdict.words.join("\n")}`);
  }
});
