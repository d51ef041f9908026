/** A place that cannot be written is told in one line, before anything is done. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { repositoryRoot as root } from "../../tools/run/locate.ts";

async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "-A", ...args],
    cwd: root,
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), error: decoder.decode(stderr).trim() };
}

Deno.test("rows that could not be written are not measured", async () => {
  const folder = await Deno.makeTempDir({ prefix: "outputs-" });
  for (const group of [[], ["storage"]]) {
    const file = `${folder}/missing/rows.json`;
    assertEquals(await run("bench/bench.ts", "--json", file, ...group), {
      code: 2,
      out: "",
      error: "Cannot run benchmarks because --json must be a file that can be written " +
        `(there is no such file or folder): given "${file}"`,
    });
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test({
  name: "a hand-out is not written where no folder can be made",
  // A place where not even the owner of the machine can make a folder.
  ignore: Deno.build.os !== "linux",
  async fn() {
    const { code, out, error } = await run("tools/assignment.ts", "01", "--out", "/proc/hand-out");
    assertEquals([code, out, error.split("\n").length], [2, "", 1]);
    assertStringIncludes(error, "Cannot write the hand-out because a place where /proc/hand-out");
    assertStringIncludes(error, "given one where it cannot");
  },
});
