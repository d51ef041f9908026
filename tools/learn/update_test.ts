import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { partAt } from "./course.ts";
import { beginner, course, standing } from "./example.ts";
import type { Judged } from "./judging.ts";
import { begin, hintsShown, isDone, type Model, tally, verdictAt } from "./model.ts";
import { nothingYet } from "./progress.ts";
import { plain } from "./text.ts";
import { type Effect, update } from "./update.ts";
import type { Verdict } from "./verdict.ts";
import { frame } from "./view/frame.ts";

/** Presses keys one after another; gives the model and all that was to be done. */
function press(model: Model, ...keys: string[]): { model: Model; effects: Effect[] } {
  const effects: Effect[] = [];
  for (const key of keys) {
    const next = update(model, { kind: "key", key });
    model = next.model;
    effects.push(...next.effects);
  }
  return { model, effects };
}

function judged(verdicts: Record<number, Verdict>, changes: Partial<Judged> = {}): Judged {
  const entries = Object.entries(verdicts).map(([part, each]): [number, Verdict] => [+part, each]);
  return { problems: [], stopped: [], verdicts: new Map(entries), printed: [], ...changes };
}

const first = { slug: "01-count", part: 1 };

Deno.test("hints come one at a time, and after the last one it is said", () => {
  const { model, effects } = press(beginner, "h", "h");
  assertEquals(hintsShown(model), ["think", "think more"]);
  assertEquals(effects, ["save", "save"]);
  const end = press(model, "h", "h").model;
  assertEquals(hintsShown(end).length, 3);
  assertEquals(end.notice, "that was the last hint");
});

Deno.test("next and previous go through the whole path, and are graded where they arrive", () => {
  const { model, effects } = press(beginner, "n", "n", "n");
  assertEquals(model.at, { slug: "02-more", part: 1 });
  assertEquals(model.progress.at, "02-more/1");
  assertEquals(effects.filter((each) => each === "grade").length, 3);
  assertEquals(press(model, "p").model.at, { slug: "01-count", part: 3 });
  assertStringIncludes(press(model, "n").model.notice ?? "", "not done yet: 01-count part 1");
  assertStringIncludes(press(beginner, "p").model.notice ?? "", "first part");
});

Deno.test("the list is gone through with arrows, and Enter goes there", () => {
  const { model } = press(beginner, "l", "down", "down", "down", "down", "up");
  assertEquals([model.screen, model.chosen], ["list", 2]);
  const there = press(model, "return").model;
  assertEquals([there.screen, there.at.part], ["part", 3]);
  assertEquals(press(model, "l").model.screen, "part");
});

Deno.test("a file is put back only after a yes", () => {
  const asked = press(beginner, "x");
  assertEquals([asked.model.screen, asked.effects], ["reset", []]);
  assertEquals(press(asked.model, "y").effects, ["reset"]);
  for (const key of ["n", "x", "return", "escape", "h"]) {
    const { model, effects } = press(asked.model, key);
    assertEquals([model.screen, model.notice, effects], ["part", "nothing was reset", []]);
  }
});

Deno.test("the solution of an open part is shown on the second s, and that is remembered", () => {
  const once = press(beginner, "s");
  assertEquals(once.effects, []);
  assertStringIncludes(once.model.notice ?? "", "press s again");
  // Any other key takes the question back.
  assertEquals(press(once.model, "l", "l", "s").effects, []);
  const twice = press(once.model, "s");
  assertEquals(twice.effects, ["save", "solution"]);
  assertEquals(twice.model.progress.looked, ["01-count/1"]);
});

Deno.test("the solution of a part that is done is shown at once, and nothing is held against anybody", () => {
  const { model, effects } = press(standing({ "01-count/1": { kind: "done" } }), "s");
  assertEquals([effects, model.progress.looked], [["solution"], []]);
  const shown = update(model, { kind: "solution", at: first, text: "42" }).model;
  assertEquals([shown.screen, shown.solution], ["solution", "42"]);
  assertEquals(press(shown, "s").model.screen, "part");
  const late = update(press(model, "n").model, { kind: "solution", at: first, text: "42" }).model;
  assertEquals(late.screen, "part");
});

Deno.test("q quits from everywhere, even from a question", () => {
  for (const screen of ["part", "list", "help", "solution", "reset"] as const) {
    assertEquals(press({ ...beginner, screen }, "q").effects, ["quit"]);
  }
});

Deno.test("what is graded is counted, saved and said, and what breaks again is counted no more", () => {
  const action = { kind: "graded", at: first, rest: false } as const;
  const done = update(beginner, { ...action, judged: judged({ 1: { kind: "done" } }) });
  assertEquals(done.model.notice, "part 1 is done: 10 points");
  assertEquals([done.effects, done.model.progress.done], [["save"], ["01-count/1"]]);
  assertEquals(tally(done.model), { parts: 1, allParts: 4, points: 10, allPoints: 70 });
  const words = "it is 2";
  const broken = judged({ 1: { kind: "wrong", words, replay: "again" } });
  const after = update(done.model, { ...action, judged: broken });
  assertEquals([after.effects, after.model.progress.done], [["save"], []]);
  const again = update(done.model, { ...action, judged: judged({ 1: { kind: "done" } }) });
  assertEquals(again.effects, []);
});

Deno.test("files that do not compile leave what is known of the parts alone", () => {
  const done = standing({ "01-count/1": { kind: "done" } });
  const problem = { kind: "syntax error", file: "one.ts", words: "no", excerpt: [] } as const;
  const { model } = update(done, {
    kind: "graded",
    at: first,
    rest: false,
    judged: judged({}, { problems: [problem], stopped: [1] }),
  });
  assertEquals(model.problems.get("01-count"), [problem]);
  assertEquals([...model.stopped], ["01-count/1"]);
  assert(isDone(model, first));
  const others = update(model, {
    kind: "graded",
    at: first,
    rest: true,
    judged: judged({ 2: { kind: "done" } }, { problems: [problem], stopped: [3] }),
  }).model;
  assertEquals([...others.stopped], ["01-count/1", "01-count/3"]);
  assert(isDone(others, { slug: "01-count", part: 2 }), "what does not need the file is judged");
  const healed = update(model, {
    kind: "graded",
    at: first,
    rest: false,
    judged: judged({ 1: { kind: "done" } }),
  }).model;
  assertEquals([healed.problems.size, healed.stopped.size], [0, 0]);
});

Deno.test("the other parts of an exercise do not speak for the current one", () => {
  const { model } = update({ ...beginner, scroll: 3, printed: ["mine"] }, {
    kind: "graded",
    at: first,
    rest: true,
    judged: judged({ 2: { kind: "done" } }, { printed: ["theirs"] }),
  });
  assertEquals([model.scroll, model.printed, model.notice], [3, ["mine"], undefined]);
  assertEquals(verdictAt(model, { slug: "01-count", part: 2 }).kind, "done");
});

Deno.test("scrolling stays within the text", () => {
  const scroll = (model: Model, by: number) => update(model, { kind: "scroll", by, most: 5 }).model;
  assertEquals(scroll(beginner, 9).scroll, 5);
  assertEquals(scroll(scroll(beginner, 9), -9).scroll, 0);
});

Deno.test("a reader begins where they were, else at the first part that is not done", () => {
  assertEquals(begin(course, { ...nothingYet, at: "01-count/3" }).at.part, 3);
  assertEquals(begin(course, { ...nothingYet, done: ["01-count/1"] }).at.part, 2);
  assertEquals(begin(course, { ...nothingYet, at: "99-gone/1" }).at.part, 1);
  assertEquals(partAt(course, begin(course, nothingYet).at).name, "one");
});

Deno.test("o opens a diagram only where there is one", () => {
  assertStringIncludes(press(beginner, "o").model.notice ?? "", "no diagram");
  const run = {
    breach: "it broke",
    seeded: { seed: 1, atMs: 3 },
    schedule: [],
    usual: "a message takes 5 ms where nothing else is said",
    page: "file:///page.html",
  };
  const wrong = standing({ "01-count/1": { kind: "wrong", words: "no", replay: "again", run } });
  assertEquals(press(wrong, "o").effects, ["open"]);
});

Deno.test("a part whose file is gone is done no longer, and nothing says that it was", () => {
  const at = first;
  const done = update(beginner, {
    kind: "graded",
    at,
    rest: false,
    judged: judged({ 1: { kind: "done" } }),
  }).model;
  assert(isDone(done, at));
  assertStringIncludes(done.notice ?? "", "part 1 is done");
  const { file } = partAt(course, at);
  const gone = update(done, {
    kind: "graded",
    at,
    rest: false,
    judged: judged({}, {
      problems: [{ kind: "missing file", file, words: "there is no such file", excerpt: [] }],
    }),
  });
  assertEquals(isDone(gone.model, at), false);
  assertEquals(verdictAt(gone.model, at).kind, "unknown");
  assertEquals(gone.model.notice, undefined);
  assertEquals(gone.effects, ["save"]);
});

Deno.test("the seconds of a part that does not end are counted down on the screen", () => {
  let model =
    update({ ...beginner, limitS: 20 }, { kind: "grading", at: first, rest: false }).model;
  const footer = () => frame(model, 100, 24).lines.map(plain).join("\n");
  assert(!footer().includes(" s; is it a loop"));
  for (let second = 0; second < 7; second++) model = update(model, { kind: "second" }).model;
  assertStringIncludes(footer(), "grading part 1 … 7 s; is it a loop? It is ended in about 13 s");
  model = update(model, { kind: "idle" }).model;
  assertEquals(update(model, { kind: "second" }).model, model);
});
