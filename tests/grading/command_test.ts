import { assertEquals, assertStringIncludes } from "@std/assert";
import { repositoryRoot } from "../../tools/run/mod.ts";

async function grade(...args: string[]) {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "tools/grade.ts", ...args],
    cwd: repositoryRoot,
    env: { NO_COLOR: "1" },
  }).output();
  return { code, stderr: new TextDecoder().decode(stderr).trim() };
}

Deno.test("a wrong word on the command line is answered in one plain line", async () => {
  const cases: [string[], string][] = [
    [["77"], 'Cannot grade "77" as it must be one of the exercises'],
    [["--seed", "forty"], "--seed must be a whole number, 0 or more: given forty"],
    [["--part"], "--part must be a whole number, 1 or more: given nothing"],
    [["--fast"], 'given "--fast"'],
  ];
  for (const [args, words] of cases) {
    const { code, stderr } = await grade(...args);
    assertEquals(code, 2);
    assertStringIncludes(stderr, words);
    assertEquals(stderr.split("\n").length, 1);
  }
});
