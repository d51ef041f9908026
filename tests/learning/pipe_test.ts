/** `deno task learn` where there is no terminal: it prints how things stand, and ends. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { repositoryRoot } from "../../tools/run/mod.ts";
import { endless, forgetful, inProject, solve, write } from "./project.ts";

async function learn(folder: string, ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    // Quietly, for the first run with an empty cache tells of its downloads.
    args: ["run", "-A", "--quiet", "tools/learn.ts", ...args],
    cwd: folder,
    env: { DENO_NO_UPDATE_CHECK: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), error: text(stderr) };
}

Deno.test("a reader without a terminal is told the same, part by part", async (t) => {
  await inProject(async (folder) => {
    await t.step("a new reader sees the first part", async () => {
      const { code, out, error } = await learn(folder);
      assertEquals([code, error], [0, ""]);
      assertStringIncludes(out, "not done yet: part 1, upon ticket");
      assert(!out.includes("\x1b"), "a pipe gets text alone");
    });

    await t.step("a loop that never ends is found, and is not called wrong", async () => {
      await write(folder, "ticket.ts", endless);
      const { code, out } = await learn(folder, "--limit-s", "4");
      assertEquals(code, 1);
      assertStringIncludes(out, "it did not finish within 4 s");
      assertStringIncludes(out, "where     exercises/01-replay/ticket.ts:4");
      assert(!out.includes("wrong"), out);
    });

    await t.step("a solved part is followed by the next, and is remembered", async () => {
      await solve(folder, "ticket.ts");
      const { out } = await learn(folder);
      assertStringIncludes(out, "[·2]");
      assertStringIncludes(out, "10/100");
      const kept = JSON.parse(await Deno.readTextFile(`${folder}/.learn.json`));
      assertEquals(kept.done, ["01-replay/1"]);
    });

    await t.step("a damaged file of progress is said, and does not stop anybody", async () => {
      await Deno.writeTextFile(`${folder}/.learn.json`, "{");
      const { code, out, error } = await learn(folder);
      assertEquals(code, 0);
      assertStringIncludes(error, "beginning anew; the old file is .learn.json.bak");
      assertStringIncludes(out, "10/100");
    });

    await t.step("a wrong part ends with 1 and its diagram", async () => {
      await write(folder, "register.ts", forgetful);
      const { code, out } = await learn(folder, "01.3");
      assertEquals(code, 1);
      assertStringIncludes(out, "has the tickets 1 and 2");
      assertStringIncludes(out, "●◀");
    });

    await t.step("so does a file that does not compile, which is no failed part", async () => {
      await write(folder, "register.ts", "export const registr = 1;\n");
      const { code, out } = await learn(folder, "01.3");
      assertEquals(code, 1);
      assertStringIncludes(out, "register.ts:1:14  missing export");
      assert(!out.includes("✗"), out);
      const other = await learn(folder, "01.1");
      assert(!other.out.includes("missing export"), other.out);
      assertStringIncludes(other.out, "10/100");
    });
  });
});

Deno.test("a wrong word on the command line is answered in one plain line", async () => {
  const cases: [string[], string][] = [
    [["--path", "easy"], '--path must be one of beginner, intermediate, expert: given "easy"'],
    [["77"], "Cannot go to 77 because it must be one of the exercises 01-replay"],
    [["01.99"], "Cannot go to part 99 because 01-replay has the parts 1 to 8: given 99"],
    [["--path", "expert", "01"], "Cannot"],
    [["--fast"], 'given "--fast"'],
  ];
  for (const [args, words] of cases) {
    const { code, error } = await learn(repositoryRoot, ...args);
    assertEquals(code, 2);
    assertStringIncludes(error, words);
    assertEquals(error.trim().split("\n").length, 1);
  }
});

Deno.test("--help explains the command and does nothing else", async () => {
  const { code, out } = await learn(repositoryRoot, "--help");
  assertEquals(code, 0);
  assertStringIncludes(out, "--path NAME");
});
