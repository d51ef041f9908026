import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { beginner, standing } from "./example.ts";
import type { Model } from "./model.ts";
import { columnsOf, plain } from "./text.ts";
import type { FailedRun, Verdict } from "./verdict.ts";
import { bar, body, frame, pageOf } from "./view/frame.ts";

function text(model: Model, columns = 80): string {
  return body(model, columns).map(plain).join("\n");
}

const run: FailedRun = {
  rule: "one each: nobody counts twice",
  breach: "two were counted",
  seeded: { seed: 7, atMs: 30 },
  schedule: ['client 0 asks "one"', "message 1 from 0 to 1 is lost"],
  usual: "a message takes 5 ms where nothing else is said",
  page: "file:///page.html",
  script: {
    lanes: [{ kind: "node", id: 0, name: "node 0" }, { kind: "node", id: 1, name: "node 1" }],
    beats: [
      { at: 0, kind: "send", lanes: [0, 1], message: 0, type: "ask", words: "ask" },
      { at: 5, kind: "arrive", lanes: [0, 1], message: 0, type: "ask", words: "ask" },
      { at: 5, kind: "violation", lanes: [1], words: "one each: two were counted" },
    ],
    leftOut: 0,
  },
};
const wrong: Verdict = { kind: "wrong", words: "no", replay: "deno task grade 01 --part 1", run };

Deno.test("a new reader sees the statement, the file to edit and where to read more", () => {
  const shown = text(beginner);
  for (
    const words of [
      "Count to one.",
      "There is a reason to, as always.",
      "exercises/01-count/one.ts",
      "Nobody 1900",
    ]
  ) {
    assertStringIncludes(shown, words);
  }
});

Deno.test("a run that went wrong is told by rule, breach, schedule, diagram, page and command", () => {
  const shown = text(standing({ "01-count/1": wrong }));
  assertEquals(shown.split("\n").slice(0, 11), [
    "✗ broken  one each: nobody counts twice",
    "how       two were counted",
    'it takes  client 0 asks "one"',
    "          message 1 from 0 to 1 is lost",
    "run       seed 7, at 30 ms; a message takes 5 ms where nothing else is said",
    "",
    "ms      node 0      node 1",
    " 0        ●─────────╮ │      ask",
    " 5        │         ╰▶●      ask arrives",
    "          │           ✗      one each: two were counted",
    "",
  ]);
  assertStringIncludes(shown, "diagram   file:///page.html");
  assertStringIncludes(shown, "again     deno task grade 01 --part 1");
});

Deno.test("where it is known what must have come, that is told, and why", () => {
  const must = { ...wrong, run: { ...run, rule: "all have heard", must: "it answers read 1" } };
  const shown = text(standing({ "01-count/1": must }));
  assertEquals(shown.split("\n").slice(0, 3), [
    "✗ came    two were counted",
    "must be   it answers read 1",
    "why       all have heard",
  ]);
});

Deno.test("code that had to be ended is not called wrong", () => {
  const shown = text(
    standing({ "01-count/1": { kind: "ended", words: "it did not finish", where: "one.ts:3" } }),
  );
  assertStringIncludes(shown, "not judged because the run had to be ended");
  assertStringIncludes(shown, "one.ts:3");
  assert(!shown.includes("wrong"), shown);
});

Deno.test("what does not compile is shown with its line, and the current file comes first", () => {
  const problems = new Map([[
    "01-count",
    [
      { kind: "type error", file: "two.ts", line: 1, column: 1, words: "other", excerpt: [] },
      {
        kind: "syntax error",
        file: "one.ts",
        line: 3,
        column: 14,
        words: "Expression expected",
        excerpt: ["  const x = (;", "             ~"],
      },
    ] as const,
  ]]);
  const stopped = new Set(["01-count/1"]);
  const lines = text(standing({ "01-count/1": wrong }, { problems, stopped })).split("\n");
  assertEquals(lines.slice(0, 6), [
    "cannot be graded because a file that it needs does not compile yet",
    "",
    "exercises/01-count/one.ts:3:14  syntax error",
    "    Expression expected",
    "    │ const x = (;",
    "    │            ~",
  ]);
  assert(!lines.join("\n").includes("✗"), "no part is called wrong");
  const other = text(standing({ "01-count/1": wrong }, { problems, stopped: new Set() }));
  assert(
    !other.includes("cannot be graded"),
    "a part that does not need such a file is told as ever",
  );
});

Deno.test("a part that is done says what comes next, and the last one says so", () => {
  const done = { kind: "done" } as const;
  assertStringIncludes(
    text(standing({ "01-count/1": done })),
    "Next: part 2, count to two. Press n",
  );
  const all = Object.fromEntries(
    ["01-count/1", "01-count/2", "01-count/3", "02-more/1"].map((key) => [key, done]),
  );
  assertStringIncludes(text(standing(all)), "every part of this path is done");
});

Deno.test("hints stand above the statement, with how many there are", () => {
  const progress = { ...beginner.progress, hints: { "01-count/1": 2 } };
  const lines = text({ ...beginner, progress }).split("\n");
  assertEquals([lines[0], lines[2]], ["hint 1/3  think", "hint 2/3  think more"]);
});

Deno.test("the list has signs, points, and says whose solution was seen", () => {
  const progress = { ...beginner.progress, looked: ["01-count/2"] };
  const model = standing({ "01-count/1": { kind: "done" }, "01-count/3": wrong }, {
    progress,
    screen: "list",
  });
  assertEquals(text(model).split("\n").slice(0, 5), [
    "01-count  Counting  10/60 points",
    " ▸ ✓  1  count to one     10 points",
    "   ·  2  count to two     20 points  solution seen",
    "   ✗  3  count to three   30 points",
    "",
  ]);
});

Deno.test("a solution says honestly whether the part was done", () => {
  const open = text({ ...beginner, screen: "solution", solution: "export {};" });
  assertStringIncludes(open, "You have not done this part yet");
  assertStringIncludes(open, "export {};");
  const done = standing({ "01-count/1": { kind: "done" } }, { screen: "solution", solution: "x" });
  assertStringIncludes(text(done), "yours is as good if it passes");
});

Deno.test("at every size the screen fits, and its keys are on it", () => {
  const screens = ["part", "list", "help", "solution", "reset"] as const;
  for (const screen of screens) {
    const model = standing({ "01-count/1": wrong }, {
      screen,
      solution: "x".repeat(300),
      printed: ["漢".repeat(99)],
    });
    for (const [columns, rows] of [[60, 20], [80, 24], [100, 40], [200, 60], [30, 16]] as const) {
      const { lines } = frame(model, columns, rows);
      assert(lines.length < rows, `${screen} at ${columns} by ${rows}: ${lines.length} lines`);
      for (const each of lines) assert(columnsOf(plain(each)) <= columns, plain(each));
      assertStringIncludes(plain(lines.at(-1)!), "h hint");
    }
  }
});

Deno.test("scrolling shows everything, from the first line to the last", () => {
  const model = standing({ "01-count/1": wrong });
  const { mostScroll } = frame(model, 80, 20);
  const seen = Array.from(
    { length: mostScroll + 1 },
    (_, scroll) => frame({ ...model, scroll }, 80, 20).lines.map(plain).join("\n"),
  ).join("\n");
  for (const each of text(model, 78).split("\n")) assertStringIncludes(seen, each);
});

Deno.test("of many parts those around the current one are seen where not all have room", () => {
  const [exercise] = beginner.course.exercises;
  const parts = Array.from({ length: 30 }, (_, i) => ({ ...exercise!.parts[0]!, number: i + 1 }));
  const course = { ...beginner.course, exercises: [{ ...exercise!, parts }] };
  for (const part of [1, 15, 30]) {
    const strip = plain(pageOf({ ...beginner, course, at: { slug: "01-count", part } }, 60)[2]!);
    assertStringIncludes(strip, `[·${part}]`);
    assertEquals(strip.includes("[·1]") || strip.startsWith("… "), true);
    assert(columnsOf(strip) <= 60, strip);
  }
});

Deno.test("a bar is full only when everything is done", () => {
  const full = (done: number, all: number) => bar(done, all, 20)[0]!.text.length;
  assertEquals([full(0, 7), full(99, 100), full(100, 100), full(0, 0)], [0, 19, 20, 0]);
});

Deno.test("the page for a pipe has the head and the body", () => {
  const page = pageOf(beginner, 100).map(plain).join("\n");
  assertStringIncludes(page, "beginner path");
  assertStringIncludes(page, "[·1] ·2  ·3");
  assertStringIncludes(page, "Count to one.");
});
