import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Protocol } from "../model/protocol.ts";
import { explainPart, pointsOf, toJson, toJunit, toText } from "./report.ts";
import { gradePart, gradeSuite, type Part, type Suite } from "./suite.ts";
import { Wrong } from "./wrong.ts";
import { NotDoneYet, todo } from "./todo.ts";

type Ping = { readonly type: "ping" };
type Counter = Protocol<{ pings: number }, Ping>;

/** A node that counts pings, with the handler that is graded. */
const counter = (ping: (s: { pings: number }) => void): Counter => ({
  start(io) {
    if (io.self === 0) io.send(1, { type: "ping" });
    return { pings: 0 };
  },
  upon: { ping },
});

const counts: Part<Counter> = {
  number: 1,
  name: "count",
  file: "count.ts",
  title: "Count <pings>",
  points: 4,
  statement: "Count each ping once.",
  paper: "none",
  hints: ["add one"],
  test(protocol, grading) {
    grading.sweep({
      protocol,
      nodes: 2,
      network: { duplication: 0.5 },
      invariants: [{
        name: "few",
        words: "at most two pings are counted",
        check: ({ states }) =>
          (states[1]?.pings ?? 0) > 2 ? { words: "it counted more", nodes: [1] } : undefined,
      }],
    }, { seeds: 20 });
  },
};
const plain: Part<Counter> = {
  ...counts,
  number: 2,
  name: "begin",
  points: 6,
  test(protocol, grading) {
    grading.expect(protocol.upon.ping.length < 9, "few parameters");
    grading.equal(1 + 1, 2, "a sum");
  },
};
const suite: Suite<Counter> = { chapter: "99-count", title: "Counting", parts: [counts, plain] };

const right = counter((s) => void s.pings++);
const wrong = counter((s) => void (s.pings += 3));
const stub = counter(() => todo("ping"));

Deno.test("a part is done, not done yet, or wrong with the run that shows it", () => {
  assertEquals(gradePart(counts, right).standing, "done");
  assertEquals(gradePart(counts, stub).standing, "not done yet");
  const result = gradePart(counts, wrong);
  assertEquals(result.standing, "wrong");
  assertEquals(result.words, "few: at most two pings are counted – but it counted more");
  assertEquals(result.failure!.schedule, []);
  assertEquals(result.failure!.seed, 1);
});

Deno.test("who counts outside of the state is wrong, though every run alone is right", () => {
  let pings = 0;
  const { start } = right;
  const outside: Counter = {
    ...counter((s) => void (s.pings = ++pings)),
    start(io) {
      if (io.self === 0) pings = 0;
      return start(io, []);
    },
  };
  const { standing, words } = gradePart(counts, outside);
  assertEquals(standing, "wrong");
  assertStringIncludes(words!, "nothing outside of their state");
});

Deno.test("seeds from outside replace those of the part", () => {
  assertEquals(gradePart(counts, wrong, { seeds: 1, seedBase: 77 }).failure!.seed, 77);
});

Deno.test("a part that runs its scenarios itself is told the seeds", () => {
  const tried: number[] = [];
  const own: Part<Counter> = { ...counts, test: (_, grading) => tried.push(...grading.seeds(3)) };
  gradePart(own, right);
  assertEquals(tried.splice(0), [1, 2, 3]);
  gradePart(own, right, { seeds: 2, seedBase: 40 });
  assertEquals(tried, [40, 41]);
});

Deno.test("each seed that has been tried is told, in a sweep and where a part asks for them", () => {
  let tried = 0;
  const onTried = () => void tried++;
  gradePart(counts, right, { onTried });
  assertEquals(tried, 20);
  const own: Part<Counter> = {
    ...counts,
    test: (_, grading) => {
      for (const seed of grading.seeds(3)) grading.expect(tried === 19 + seed, "told in between");
    },
  };
  assertEquals(gradePart(own, right, { onTried }).standing, "done");
});

Deno.test("what is judged is told, and what is wrong before anything smaller is looked for", () => {
  const told: string[] = [];
  const hears = {
    onCase: (words: string) => void told.push(words),
    onFound: (words: string) => void told.push(words),
  };
  const own: Part<Counter> = {
    ...counts,
    test: (_, grading) => {
      const check = (n: number) => {
        grading.busyWith(() => `the number ${n}`);
        grading.busyWith(() => `the number ${n}`);
        grading.expect(n < 2, `${n} is too large`);
      };
      grading.forAll([1, 3], check, (n) => [n - 1]);
    },
  };
  gradePart(own, right, hears);
  assertEquals(told.splice(0), [
    "the number 1",
    "the number 3",
    "3 is too large",
    "the number 2",
    "2 is too large",
    "the number 1",
  ]);
  const { words } = gradePart(counts, wrong, hears);
  assertEquals(told, [words!]);
});

Deno.test("code that throws is wrong, and says what it threw", () => {
  const broken = { ...plain, test: () => JSON.parse("{") };
  assertStringIncludes(gradePart(broken, right).words!, "your code threw SyntaxError");
  const unequal: Part<Counter> = { ...plain, test: (_, g) => g.equal([1], [2], "the list") };
  assertEquals(gradePart(unequal, right).words, "the list: expected [2], found [1]");
  const untrue: Part<Counter> = { ...plain, test: (_, g) => g.expect(false, "it holds") };
  assertEquals(gradePart(untrue, right).words, "it holds");
});

Deno.test("whatever is thrown is wrong and has words, and no run but the one that was found", () => {
  const found = gradePart(counts, wrong).failure!;
  const unspeakable = { toString: () => JSON.parse("{") };
  const notBegun = Object.assign(new NotDoneYet("x"), { message: { not: "words" } });
  const forged = new Wrong("said so", { ...found, seed: 9 }, "a rule");
  for (const thrown of [undefined, Symbol("x"), Object.create(null), unspeakable, forged]) {
    const throws = {
      ...plain,
      test: () =>
        [thrown].forEach((each) => {
          throw each;
        }),
    };
    const { standing, words, failure, rule } = gradePart(throws, right);
    assertEquals([standing, typeof words, failure, rule], [
      "wrong",
      "string",
      undefined,
      undefined,
    ]);
  }
  const open = {
    ...plain,
    test: () =>
      [notBegun].forEach((each) => {
        throw each;
      }),
  };
  assertEquals(gradePart(open, right).words, "[object Object]");
});

Deno.test("the report has the points, the schedule and the command that replays", () => {
  const result = { chapter: suite.chapter, title: suite.title, parts: gradeSuite(suite, wrong) };
  assertEquals(pointsOf(result), { earned: 6, possible: 10 });
  const text = toText(result);
  assertStringIncludes(text, "99-count  Counting: 6 of 10 points");
  assertStringIncludes(text, "no faults");
  assertStringIncludes(text, "again: deno task grade 99 --part 1 --seed 1");
  assertEquals(explainPart("99-count", result.parts[1]!), "");
});

Deno.test("JSON and JUnit tell the same, and escape what must be escaped", () => {
  const parts = [...gradeSuite(suite, wrong), gradePart(counts, stub)];
  const results = [{ chapter: suite.chapter, title: suite.title, parts }];
  const [json] = JSON.parse(toJson(results));
  assertEquals(json.earned, 6);
  assertEquals(json.parts[0].seed, 1);
  const junit = toJunit(results);
  assertStringIncludes(junit, 'tests="3" failures="1" errors="0" skipped="1"');
  assertStringIncludes(junit, "1 Count &lt;pings&gt;");
  assert(!junit.includes("<pings>"));
});

Deno.test("JUnit tells how long each part took, in seconds, and JSON stays the same", () => {
  const parts = gradeSuite(suite, wrong).map((part) => ({ ...part, tookMs: 1_234.4 }));
  const results = [{ chapter: suite.chapter, title: suite.title, parts }];
  const junit = toJunit(results);
  assertStringIncludes(
    junit,
    `<testcase classname="99-count" name="1 Count &lt;pings&gt;" time="1.234"`,
  );
  assertStringIncludes(
    junit,
    `hostname="localhost" time="${Math.round(1_234.4 * parts.length) / 1000}"`,
  );
  assert(!toJson(results).includes("tookMs"));
});
