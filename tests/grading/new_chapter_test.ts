/** `deno task new`, in a copy of the project: a skeleton that is not done yet, and of which all is green. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { committedFiles } from "../../tools/check/repository.ts";
import { isTidy } from "../../tools/notebook/mod.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";
import { run } from "./program.ts";

/** Copies what git keeps to a folder that git keeps, too. */
async function copyProject(to: string): Promise<void> {
  for (const file of await committedFiles()) {
    await Deno.mkdir(`${to}/${file}`.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.copyFile(`${root}/${file}`, `${to}/${file}`);
  }
  await run(to, "git", "init", "-q");
  await run(to, "git", "add", "-A");
}

Deno.test("a new chapter has all that a chapter has, and is not done yet", async () => {
  const copy = await Deno.realPath(await Deno.makeTempDir());
  const deno = (...args: string[]) => run(copy, Deno.execPath(), ...args);
  try {
    await copyProject(copy);
    const written = await deno("run", "-A", "tools/new.ts", "26-two-words");
    assertEquals([written.code, written.error], [0, ""]);
    const files = written.out.split("\n").filter((line) => /^[\w/.-]+$/.test(line));
    assert(files.length >= 13);

    const code = files.filter((file) => file.endsWith(".ts"));
    const checked = await deno("check", "--quiet", ...code, "lib/laboratory/kits.ts");
    assertEquals(checked.error, "");
    assertEquals((await deno("lint", "--quiet", ...code)).code, 0);
    const prose = files.filter((file) => !file.endsWith(".ipynb"));
    assertEquals((await deno("fmt", "--check", "--quiet", ...prose)).code, 0);

    // The stub is not done yet, the solution has all points, and the mutant is caught.
    const suite = await deno("run", "-A", "tools/grade.ts", "--self-check", "26");
    assertStringIncludes(suite.out, "4 passed, 0 failed", suite.error);
    // The types of all that it has were checked above.
    const tests = await deno("test", "-A", "--no-check", "exercises/26-two-words");
    assertStringIncludes(tests.out, "0 passed | 0 failed | 1 ignored");
    // Its kit keeps what every kit promises.
    const only = ["--filter", "two-words", "tests/kits/kits_test.ts"];
    const kits = await deno("test", "-A", "--no-check", ...only);
    assertEquals(kits.code, 0, kits.out);

    const chapter = "chapters/26-two-words.ipynb";
    const text = await Deno.readTextFile(`${copy}/${chapter}`);
    assertStringIncludes(text, "20 runs, ");
    assertStringIncludes(text, "# 26 · Everywhere");
    assert(await isTidy(text, chapter, copy));
    const again = await deno("run", "-A", "tools/run.ts", "--check", "26");
    assertEquals(again.code, 0, again.out + again.error);

    const twice = await deno("run", "-A", "tools/new.ts", "26-other");
    assertEquals(twice.code, 2);
    assertStringIncludes(twice.error, 'number 26 must be free: given "26-two-words"');
    const same = await deno("run", "-A", "tools/new.ts", "25-two-words");
    assertEquals(same.code, 2);
    assertStringIncludes(same.error, "lib/replication/two_words must not be there yet");
    assertEquals(await Deno.readTextFile(`${copy}/${chapter}`), text);
  } finally {
    await Deno.remove(copy, { recursive: true });
  }
});

Deno.test("a name that is none is told in one line", async () => {
  for (const args of [[], ["gossip"], ["4-gossip"], ["04-Gossip"], ["04-gossip", "05-x"]]) {
    const { code, out, error } = await run(
      root,
      Deno.execPath(),
      "run",
      "-A",
      "tools/new.ts",
      ...args,
    );
    assertEquals([code, out], [2, ""]);
    assert(/^Cannot write a new chapter because [^\n]*\n$/.test(error), error);
  }
});
