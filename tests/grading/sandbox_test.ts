import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { judge } from "../../tools/grade/sandbox.ts";
import { repositoryRoot } from "../../tools/run/mod.ts";
import { suite } from "./fixture/suite.ts";

const fixture = (name: string) => new URL(`fixture${name}`, import.meta.url).href;

async function judged(answers: string, limitS: number, parts = suite.parts) {
  const printed: string[] = [];
  const results = await judge({
    root: repositoryRoot,
    suite: fixture(""),
    answers: fixture(`/${answers}`),
    parts,
    limitS,
    mayReadSolutions: false,
    print: (line) => printed.push(line),
    page: () => Promise.resolve(),
  });
  return { results, printed };
}

Deno.test("what is done earns its points, and what is not begun is not called wrong", async () => {
  const { results } = await judged("good", 60);
  assertEquals(results.map(({ standing }) => standing), [
    "done",
    ...new Array(suite.parts.length - 1).fill("not done yet"),
  ]);
});

Deno.test("graded code can neither forge a result, nor hang, nor reach anything", async () => {
  const loops = suite.parts.filter(({ name }) => ["loop", "smaller"].includes(name));
  const others = suite.parts.filter((part) => !loops.includes(part));
  const { results, printed } = await judged("hostile", 60, others);
  results.push(...(await judged("hostile", 5, loops)).results);
  assertEquals(results.map(({ standing }) => standing), suite.parts.map(() => "wrong"));
  const words = Object.fromEntries(results.map((each) => [each.name, each.words ?? ""]));
  assertStringIncludes(words.loop!, "did not finish within 5 s");
  assertStringIncludes(words.loop!, "never ends, or is it too slow for two of them?");
  assertStringIncludes(words.smaller!, "too many");
  assertStringIncludes(words.smaller!, "There may be a smaller case");
  assertEquals(results.filter(({ unjudged }) => unjudged).map(({ name }) => name), [
    "memory",
    "loop",
  ]);
  assertStringIncludes(words.memory!, "of memory");
  for (const name of ["network", "environment", "subprocess", "write", "solution"]) {
    assertStringIncludes(words[name]!, "NotCapable");
  }
  assert(printed.some((line) => line.includes('"standing":"done"')), "prints are shown as prints");
});
