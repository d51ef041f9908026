/** The kit that CONTRIBUTING shows is a kit like any other, in one file outside of the library. */

import { assert, assertEquals } from "@std/assert";
import { exploreInstance } from "hb/kit/find.ts";
import { type AnyKit, anyKit } from "hb/kit/kit.ts";
import { root } from "../../tools/check/repository.ts";
import { testKit } from "./suite.ts";

const page = await Deno.readTextFile(`${root}/CONTRIBUTING.md`);
const [, source] = /```ts\n(import \{ defineKit \}[^]*?)```/.exec(page) ?? [];
assert(source !== undefined, "CONTRIBUTING.md shows a kit");

const folder = await Deno.makeTempDir();
addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
const file = `${folder}/token_ring.ts`;
await Deno.writeTextFile(file, source);
const { kit } = await import(`file://${file}`) as { kit: AnyKit };

testKit(anyKit(kit));

/** Runs a command of the project as a reader does, and says how it ended. */
async function run(...args: string[]): Promise<{ code: number; text: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", ...args],
    cwd: root,
    env: { NO_COLOR: "1" },
  }).output();
  return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

Deno.test("CONTRIBUTING: the kit is simulated from its file, and its bug is found, told and drawn", async () => {
  const well = await run("tools/simulate.ts", file);
  assertEquals(well.code, 0, well.text);
  assert(well.text.includes("nothing broke"), well.text);
  const html = `${folder}/run.html`;
  const { code, text } = await run("tools/simulate.ts", file, "--bug", "keeps it", "--html", html);
  assertEquals(code, 1, text);
  for (
    const words of ["mutual exclusion is broken", "nodes 0 and 1 have it", "the token arrives"]
  ) {
    assert(text.includes(words), text);
  }
  assert((await Deno.readTextFile(html)).includes("nodes 0 and 1 have it"));
});

Deno.test("CONTRIBUTING: the kit is explored from its file, and its bug is told and drawn", async () => {
  const well = await run("tools/explore.ts", file);
  assertEquals(well.code, 0, well.text);
  assert(well.text.includes("10 unique states"), well.text);
  const html = `${folder}/explored.html`;
  const { code, text } = await run("tools/explore.ts", file, "--bug", "keeps it", "--html", html);
  assertEquals(code, 1, text);
  assert(text.includes('"mutual exclusion" is violated'), text);
  assert((await Deno.readTextFile(html)).includes("nodes 0 and 1 have it"));
});

Deno.test("CONTRIBUTING: what the page says of the states is so", () => {
  assertEquals(exploreInstance(kit).unique, 10);
  assert(page.includes("all ten states"));
});
