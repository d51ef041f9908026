import { assertEquals } from "@std/assert";
import { toGradescope } from "./gradescope.ts";
import type { ExerciseResult } from "./report.ts";

const result: ExerciseResult = {
  chapter: "99-count",
  title: "Counting",
  parts: [
    { number: 1, name: "one", title: "count to one", points: 4, standing: "done" },
    {
      number: 2,
      name: "two",
      title: "count to two",
      points: 6,
      standing: "wrong",
      words: "it is 3",
    },
    { number: 3, name: "three", title: "count on", points: 5, standing: "not done yet" },
  ],
};

Deno.test("each part is a test with its points, and what is wrong is said", () => {
  const { score, output, tests } = JSON.parse(toGradescope([result]));
  assertEquals([score, output], [4, "4 of 15 points"]);
  assertEquals(
    tests.map((
      each: Record<string, unknown>,
    ) => [each.number, each.score, each.max_score, each.status]),
    [["99.1", 4, 4, "passed"], ["99.2", 0, 6, "failed"], ["99.3", 0, 5, "failed"]],
  );
  assertEquals(tests[1].output, "it is 3\nagain: deno task grade 99 --part 2");
});

Deno.test("the score is the sum of the tests, as Gradescope shows both", () => {
  const { score, tests } = JSON.parse(toGradescope([result, result]));
  assertEquals(score, tests.reduce((sum: number, each: { score: number }) => sum + each.score, 0));
});

Deno.test("what cannot be judged gets no points and the reason, and has not failed", () => {
  const parts = result.parts.map((
    part,
  ) => ({ ...part, standing: "wrong", unjudged: true } as const));
  const refused = { ...result, parts, refusal: "it does not compile" };
  const { score, output, tests } = JSON.parse(toGradescope([refused]));
  assertEquals([score, output], [0, "it does not compile\n\n0 of 15 points"]);
  assertEquals(tests.map((each: { status?: string }) => each.status), [
    undefined,
    undefined,
    undefined,
  ]);
});
