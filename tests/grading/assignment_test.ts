/** The hand-out of an exercise, written to an empty folder and used there as a student and a teacher would. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { asHandedIn } from "../../tools/grade/stubs.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";
import { run } from "./program.ts";

const deno = (cwd: string, ...args: string[]) => run(cwd, Deno.execPath(), ...args);

/** The reference answers, as a student would have them beside the files that are given. */
async function submit(folder: string): Promise<void> {
  await Deno.mkdir(folder);
  for await (const { name, isFile } of Deno.readDir(`${root}/solutions/01-replay`)) {
    if (!isFile) continue;
    const text = await Deno.readTextFile(`${root}/solutions/01-replay/${name}`);
    await Deno.writeTextFile(`${folder}/${name}`, asHandedIn(text, "01-replay"));
  }
}

Deno.test("a hand-out grades on its own, and grades what is handed in", async () => {
  const scratch = await Deno.makeTempDir();
  const handout = `${scratch}/handout`;
  try {
    const written = await deno(root, "run", "-A", "tools/assignment.ts", "01", "--out", handout);
    assertEquals([written.code, written.error], [0, ""]);

    const files = await run(handout, "find", ".", "-type", "f");
    assert(!files.out.includes("solutions"), "a hand-out has no solutions");
    for (const text of ["README.md", "exercises/01-replay/README.md"]) {
      assert(!(await Deno.readTextFile(`${handout}/${text}`)).includes("solutions"), text);
    }
    const ours = ["README.md", "Dockerfile", "setup.sh", "run_autograder", "hb", "hb.cmd"];
    for (const file of ["./.github/workflows/grade.yml", ...ours.map((each) => `./${each}`)]) {
      assert(files.out.split("\n").includes(file), `${file} is missing`);
    }
    for (const script of ["autograde.sh", "setup.sh", "run_autograder", "hb"]) {
      assertEquals((await run(handout, "sh", "-n", script)).error, "", `${script} is a script`);
    }
    // A student without Deno begins with the wrapper, which needs the version and the list of commands.
    assert(((await Deno.stat(`${handout}/hb`)).mode ?? 0o111) & 0o111, "hb can be run");
    assertEquals(
      await Deno.readTextFile(`${handout}/.deno-version`),
      await Deno.readTextFile(`${root}/.deno-version`),
    );
    assertStringIncludes((await deno(handout, "task", "--quiet", "commands")).out, "grade");
    // What Gradescope does first, where Deno is there already.
    assertEquals((await run(handout, "sh", "setup.sh")).code, 0);
    const stub = await deno(handout, "task", "grade", "01");
    assertStringIncludes(stub.out, "0 of 100 points");

    await submit(`${scratch}/answers`);
    const graded = await run(handout, "./autograde.sh", `${scratch}/answers`, `${scratch}/results`);
    assertEquals(graded.code, 0, graded.error);
    const results = JSON.parse(await Deno.readTextFile(`${scratch}/results/results.json`));
    assertEquals(results.score, 100);

    // Links are not followed, as they might lead anywhere; and code that does not compile gets words, and costs
    // the parts that need it.
    await Deno.remove(`${scratch}/answers/ticket.ts`);
    await Deno.symlink(`${root}/solutions/01-replay/ticket.ts`, `${scratch}/answers/ticket.ts`);
    // Nor is a folder that is a link.
    await Deno.mkdir(`${scratch}/linked`);
    await Deno.mkdir(`${scratch}/linked/exercises`);
    await Deno.symlink(`${root}/solutions/01-replay`, `${scratch}/linked/exercises/01-replay`);
    const linked = await run(handout, "./autograde.sh", `${scratch}/linked`, `${scratch}/results`);
    assertStringIncludes(linked.error, "Cannot grade the submission of 01-replay");
    assertStringIncludes(linked.out, "0 of 100 points");
    const nothing = JSON.parse(await Deno.readTextFile(`${scratch}/results/results.json`));
    assertEquals(nothing.score, 0);
    await Deno.writeTextFile(`${scratch}/answers/patience.ts`, "export const patience = (");
    const broken = await run(handout, "./autograde.sh", `${scratch}/answers`, `${scratch}/results`);
    assertStringIncludes(broken.out, "not in ");
    assertStringIncludes(broken.out, "ticket.ts");
    const refusal = JSON.parse(await Deno.readTextFile(`${scratch}/results/results.json`));
    assert(refusal.score > 0 && refusal.score < 100, `${refusal.score}`);
    assertStringIncludes(JSON.stringify(refusal), "patience.ts:1");

    const again = await deno(root, "run", "-A", "tools/assignment.ts", "01", "--out", handout);
    assertEquals(again.code, 2);
    assertStringIncludes(again.error, "must be empty");
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
});
