/** `deno task learn` where there is no terminal: it prints how things stand, and ends. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { repositoryRoot } from "../../tools/run/mod.ts";
import { forgetful, inProject, solve, write } from "./project.ts";

async function learn(folder: string, ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "tools/learn.ts", ...args],
    cwd: folder,
    env: { DENO_NO_UPDATE_CHECK: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), error: text(stderr) };
}

Deno.test("a new reader sees the first part; a solved one is followed by the next", async () => {
  await inProject(async (folder) => {
    const first = await learn(folder);
    assertEquals([first.code, first.error], [0, ""]);
    assertStringIncludes(first.out, "not done yet: part 1, upon ticket");
    assert(!first.out.includes("\x1b"), "a pipe gets text alone");

    await solve(folder, "ticket.ts");
    const second = await learn(folder);
    assertStringIncludes(second.out, "[·2]");
    assertStringIncludes(second.out, "10/100");
    assertEquals(JSON.parse(await Deno.readTextFile(`${folder}/.learn.json`)).done, [
      "01-replay/1",
    ]);
  });
});

Deno.test("a wrong part ends with 1 and its diagram, and so does a file that does not compile", async () => {
  await inProject(async (folder) => {
    await write(folder, "register.ts", forgetful);
    const wrong = await learn(folder, "01.3");
    assertEquals(wrong.code, 1);
    assertStringIncludes(wrong.out, "has the tickets 1 and 2");
    assertStringIncludes(wrong.out, "▶●");

    await write(folder, "register.ts", "export const registr = 1;\n");
    const renamed = await learn(folder, "01.3");
    assertEquals(renamed.code, 1);
    assertStringIncludes(renamed.out, "register.ts:1:14  missing export");
    assert(!renamed.out.includes("✗"), renamed.out);
  });
});

Deno.test("a damaged file of progress is said, and does not stop anybody", async () => {
  await inProject(async (folder) => {
    await Deno.writeTextFile(`${folder}/.learn.json`, "{");
    const { code, out, error } = await learn(folder);
    assertEquals(code, 0);
    assertStringIncludes(error, "beginning anew; the old file is .learn.json.bak");
    assertStringIncludes(out, "Part 1");
  });
});

Deno.test("a wrong word on the command line is answered in one plain line", async () => {
  const cases: [string[], string][] = [
    [["--path", "easy"], "--path must be beginner, intermediate, expert: given easy"],
    [["77"], "Cannot go to 77 as it must be one of the exercises 01-replay"],
    [["01.99"], "Cannot go to part 99 as 01-replay has the parts 1 to 8: given 99"],
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
