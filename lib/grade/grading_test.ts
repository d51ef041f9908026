import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { defineKit } from "../kit/define.ts";
import type { Protocol } from "../model/protocol.ts";
import { failureWords } from "../sim/failure_words.ts";
import { Grading } from "./grading.ts";
import { Wrong } from "./wrong.ts";
import { NotDoneYet, todo } from "./todo.ts";

const grading = new Grading();

/** What is told of an answer that is wrong. */
function told(judge: () => void): string {
  return assertThrows(judge, Wrong).message;
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0);
const cases = [[], [1, 2, 3, 4], [7, 8], [5, 5, 5]];
const words = (numbers: readonly number[]) => `the sum of ${numbers.join(" and ") || "nothing"}`;
const without = (numbers: number[]) => numbers.map((_, i) => numbers.toSpliced(i, 1));

Deno.test("what is as the reference is right, and of what is not the smallest case is told", () => {
  grading.againstReference(sum, sum, cases, words);
  const first = (numbers: readonly number[]) => numbers[0] ?? 0;
  assertEquals(
    told(() => grading.againstReference(first, sum, cases, words)),
    "the sum of 7 and 8: expected 15, found 7",
  );
  const few = (numbers: readonly number[]) => numbers.length > 2 ? 0 : sum(numbers);
  assertEquals(
    told(() => grading.againstReference(few, sum, cases, words, without)),
    "the sum of 5 and 5 and 5: expected 15, found 0",
  );
});

Deno.test("what is found is told whatever it is, and in the words of whoever asks", () => {
  const endless: unknown[] = [];
  endless.push(endless);
  const found: [unknown, string][] = [
    [Promise.resolve(1), "a promise"],
    [endless, "something that cannot be written down"],
    [() => 1, "a function"],
    [undefined, "undefined"],
  ];
  for (const [value, said] of found) {
    assertEquals(told(() => grading.equal(value, 1, "it")), `it: expected 1, found ${said}`);
  }
  const tell = (value: unknown) => `<${value}>`;
  assertEquals(told(() => grading.equal(2, 1, "it", tell)), "it: expected <1>, found <2>");
  assertEquals(
    told(() => grading.againstReference(() => 0, sum, [[1]], words, without, tell)),
    "the sum of 1: expected <1>, found <0>",
  );
});

Deno.test("where nothing is to be shrunk the first case is told that is wrong", () => {
  const few = (numbers: readonly number[]) => numbers.length > 2 ? 0 : sum(numbers);
  let asked = 0;
  const counted = (numbers: readonly number[]) => (asked++, few(numbers));
  const hurried = new Grading({ shrinkRuns: 0 });
  const said = told(() => hurried.againstReference(counted, sum, cases, words, without));
  assertEquals(said, "the sum of 1 and 2 and 3 and 4: expected 10, found 0");
  assertEquals(asked, 2);
});

Deno.test("a case that may not be the smallest is told as that", () => {
  const judge = (weight: number) =>
    told(() =>
      grading.forAll(
        [[5, 5, 5]],
        (numbers) => grading.expect(numbers.length < 2, "two"),
        without,
        () => weight,
      )
    );
  assertEquals(judge(1), "two");
  assertStringIncludes(judge(2000), "two. There may be a smaller case");
});

Deno.test("what code throws is told with what was asked, whatever it throws", () => {
  for (const thrown of [new Error("too much"), undefined, Object.create(null)]) {
    const throws = (numbers: readonly number[]) => {
      if (numbers.length === 2) throw thrown;
      return sum(numbers);
    };
    const said = told(() => grading.againstReference(throws, sum, cases, words));
    assertStringIncludes(said, "the sum of 7 and 8: your code threw ");
  }
});

Deno.test("who changes a case is told so, and changes nothing that is looked at", () => {
  const greedy = (numbers: readonly number[]) => {
    let all = 0;
    while (numbers.length > 0) all += (numbers as number[]).pop()!;
    return all;
  };
  const said = told(() => grading.againstReference(greedy, sum, cases, words));
  assertStringIncludes(said, "your code changed what it was given");
  assertEquals(cases[1], [1, 2, 3, 4]);
});

Deno.test("what is not begun is not wrong, in a case, a step and a run", () => {
  const open = () => todo("this");
  assertThrows(() => grading.againstReference(open, sum, cases, words), NotDoneYet);
  assertThrows(() => grading.begun(open), NotDoneYet);
  grading.begun(() => JSON.parse("{"));
  assertThrows(
    () => grading.storm(kit, { ...storm, change: { upon: { hello: open } } }),
    NotDoneYet,
  );
});

type Message = { readonly type: "hello" };
type State = { heard: number[] };

const protocol: Protocol<State, Message> = {
  start(io) {
    if (io.self > 0) io.send(0, { type: "hello" });
    return { heard: [] };
  },
  upon: {
    hello(s, { from }) {
      if (!s.heard.includes(from)) s.heard.push(from);
    },
  },
};
const kit = defineKit({
  name: "hello",
  words: "who says hello is heard",
  protocol,
  invariants: [{
    name: "heard once",
    words: "nobody is heard twice",
    check: ({ states: [s] }) =>
      new Set(s?.heard).size < (s?.heard.length ?? 0)
        ? { words: "somebody is", nodes: [0] }
        : undefined,
  }],
  weathers: ["calm", "rain"],
});
const inRain = 'heard once: nobody is heard twice – but somebody is (in the storm "rain")';
const storm = { storm: "rain", seeds: 40 };

Deno.test("a storm of a kit is gone through with the handlers of the reader", () => {
  grading.storm(kit, { ...storm, change: {} });
  const change = {
    upon: { hello: (s: State, { from }: { from: number }) => void s.heard.push(from) },
  };
  const thrown = assertThrows(() => grading.storm(kit, { ...storm, change }), Wrong);
  assertEquals(thrown.message, inRain);
  assertEquals(grading.found(thrown)?.failure?.violation.invariant, "heard once");
  grading.storm(kit, { ...storm, storm: "calm", change });
});

Deno.test("a run that may not be the shortest is told as that", () => {
  const change = {
    upon: { hello: (s: State, { from }: { from: number }) => void s.heard.push(from) },
  };
  const judge = (shrinkRuns: number) =>
    told(() => new Grading({ shrinkRuns }).storm(kit, { ...storm, change }));
  assertStringIncludes(judge(1), "a shorter run may do");
  assertEquals(judge(500), inRain);
});

Deno.test("records are compared field by field", () => {
  grading.alike({ term: 1, vote: 2, more: 3 }, { term: 1, vote: 2 }, "a server");
  const said = told(() => grading.alike({ term: 1, vote: 0 }, { term: 1, vote: 2 }, "a server"));
  assertEquals(said, "a server: vote: expected 2, found 0");
});

Deno.test("what is given may be an instance of a class, with getters for fields", () => {
  class Stamp {
    #logical = 10;
    constructor(readonly count: number) {}
    get logical() {
      return this.#logical;
    }
    after(other: Stamp) {
      return this.count > other.count;
    }
  }
  const grading = new Grading();
  grading.equal(new Stamp(3), { logical: 10, count: 3 }, "a stamp");
  grading.equal([{ stamp: new Stamp(3) }], [{ stamp: { logical: 10, count: 3 } }], "in a list");
  assertThrows(() => grading.equal(new Stamp(4), { logical: 10, count: 3 }, "a stamp"), Wrong);
  assertThrows(() => grading.equal(new Stamp(3), { logical: 10 }, "a stamp"), Wrong);
});

Deno.test("a run that was made otherwise is told, kept to be drawn, and nobody else can say that it was", () => {
  const own = new Grading();
  const run = { seed: 7, at: 12, rule: "nobody sleeps", breach: "node 1 sleeps", trace: [] };
  const thrown = assertThrows(() => own.wentWrong("it went wrong", run), Wrong);
  assertEquals(thrown.message, "it went wrong");
  assertEquals(own.found(thrown)?.failure?.seed, 7);
  assertEquals([own.found(thrown)?.rule, thrown.failure?.violation.words], [run.rule, run.breach]);
  assertEquals(own.found(new Wrong("mine", thrown.failure)), undefined);
});

Deno.test("what nodes have in common is found out, but not where a scenario is run alone", () => {
  type Tick = { readonly type: "tick" };
  let common = 0;
  const protocol: Protocol<{ ticks: number }, never, Tick> = {
    start(io) {
      io.wait(5, { type: "tick" });
      return { ticks: 0 };
    },
    upon: {},
    after: {
      tick(s, _, io) {
        s.ticks = ++common;
        io.wait(5, { type: "tick" });
      },
    },
  };
  const sweep = (alone: boolean) => grading.sweep({ protocol, nodes: 2 }, { seeds: 1, alone });
  assertStringIncludes(told(() => sweep(false)), "comes out differently when another run goes on");
  sweep(true);
});

Deno.test("a property that a run requires once is told in its own words, unless what was seen begins with them", () => {
  const judge = (words: string) =>
    told(() =>
      new Grading().sweep({ protocol, nodes: 1 }, {
        seeds: 1,
        drive: (world) =>
          void world.require({
            name: "progress",
            words: "all is done",
            check: () => ({ words, nodes: [] }),
          }),
      })
    );
  assertEquals(judge("it is not"), "progress: all is done – but it is not");
  assertEquals(judge("all is done: not within 5 ms"), "all is done: not within 5 ms");
});

Deno.test("of a run that was made otherwise as much is told as is known of it", () => {
  const run = { at: 12, rule: "nobody sleeps", breach: "node 1 sleeps", trace: [] };
  const wordsOf = (more: Partial<Parameters<Grading["wentWrong"]>[1]>) => {
    const own = new Grading();
    const thrown = assertThrows(() => own.wentWrong("no", { ...run, ...more }), Wrong);
    return failureWords(own.found(thrown)!.failure!);
  };
  assertEquals(wordsOf({ seed: 7 }), ["at 12 ms of seed 7"]);
  assertEquals(wordsOf({ seed: 7, happened: ["at 3 ms node 1 crashes"] }), [
    "at 12 ms of seed 7; before that",
    "  at 3 ms node 1 crashes",
  ]);
  assertEquals(wordsOf({}), []);
});
