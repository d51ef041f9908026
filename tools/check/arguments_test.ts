import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { parseTest } from "./arguments.ts";
import { allSteps } from "./steps.ts";

const parse = (text: string) =>
  parseTest(text.split(" ").filter((each) => each !== ""), allSteps(undefined));

Deno.test("what is asked for is read", () => {
  const nothing = { changed: false, measure: false, only: [] };
  assertEquals(parse(""), nothing);
  assertEquals(parse("--changed"), { ...nothing, changed: true });
  assertEquals(parse("--shard 2/3 --changed --only unit --only=whole"), {
    changed: true,
    measure: false,
    only: ["unit", "whole"],
    shard: { part: 2, of: 3 },
  });
});

Deno.test("what makes no sense is refused in one line", () => {
  const wrong: readonly (readonly [string, string])[] = [
    ["--fast", 'the form must be "deno task test'],
    ["--only", 'given "--only"'],
    ["--only nix", "--only must be one of format, lint"],
    ["unit", 'there must be options only: given "unit"'],
    ["--shard 0/2", 'given "0/2"'],
    ["--shard 3/2", "--shard must be i/n with 1 <= i <= n"],
    ["--shard half", 'given "half"'],
    ["--only coverage --changed", "coverage can be measured only when every test runs"],
    ["--only coverage --shard 1/2", 'given "--shard"'],
    ["--measure --changed", "--measure must run everything"],
  ];
  for (const [text, words] of wrong) {
    const { message } = assertThrows(() => parse(text), Error, "Cannot run the tests because");
    assertStringIncludes(message, words);
    assertEquals(message.split("\n").length, 1);
  }
});
