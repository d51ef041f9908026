import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { repositoryRoot } from "../../tools/run/mod.ts";

async function grade(...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "tools/grade.ts", ...args],
    cwd: repositoryRoot,
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

Deno.test("a wrong word on the command line is answered in one plain line", async () => {
  const cases: [string[], string][] = [
    [["77"], 'Cannot grade "77" because it must be one of the exercises'],
    [
      ["--seed", "forty"],
      '--seed must be a whole number from 0 to 9007199254720991: given "forty"',
    ],
    [["--seeds", "0"], '--seeds must be a whole number from 1 to 10000: given "0"'],
    [["--seeds", "1000000000"], 'from 1 to 10000: given "1000000000"'],
    [["--seeds=-1"], 'from 1 to 10000: given "-1"'],
    [["--part"], "--part must be a whole number, 1 or more: given nothing"],
    [["--fast"], 'given "--fast"'],
    [["01", "--part", "9", "--statement"], "has the parts 1 to 8: given 9"],
  ];
  for (const [args, words] of cases) {
    const { code, stderr } = await grade(...args);
    assertEquals(code, 2);
    assertStringIncludes(stderr, words);
    assertEquals(stderr.split("\n").length, 1);
  }
});

Deno.test("what is not done yet is no failure, unless all must be complete", async () => {
  assertEquals((await grade("01", "--part", "1")).code, 0);
  assertEquals((await grade("01", "--part", "1", "--complete")).code, 1);
  assertEquals((await grade("01", "--part", "1", "--complete", "--solutions")).code, 0);
});

Deno.test("a part says what it asks for, and gives hints one at a time", async () => {
  const { code, stdout } = await grade("01", "--part", "3", "--statement");
  assertEquals(code, 0);
  assert(stdout.startsWith("Part 3, enter a thing once, reply as often as asked (15 points), in "));
  assertStringIncludes(stdout, "end-to-end argument");
  const rules = (await grade("18", "--part", "5", "--statement")).stdout;
  assertStringIncludes(rules, "\n- A byte that is sent takes one of the window of its stream");
  assertStringIncludes(stdout, "To read: Saltzer, Reed and Clark 1984");
  assert(!stdout.includes("Hint"));

  const first = (await grade("01", "--part", "3", "--hints")).stdout;
  assertStringIncludes(first, "Hint 1: ");
  assertStringIncludes(first, "2 more: --part 3 --hints 2");
  const all = (await grade("01", "--part", "3", "--hints", "3")).stdout;
  assertStringIncludes(all, "Hint 3: ");
  assert(!all.includes("more: --part"));
  assert(!all.includes("no more than these"));
  const tooMany = (await grade("01", "--part", "3", "--hints", "4")).stdout;
  assert(tooMany.endsWith("There are no more than these 3."), tooMany);
});
