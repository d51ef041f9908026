/**
 * The README as a reader without Deno follows it: from the clone to the first solved part, with Node.js alone on
 * the PATH and the commands as they are printed. It takes npx some minutes where nothing is cached.
 */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { asHandedIn } from "../../tools/grade/stubs.ts";
import { familyIds } from "../../tools/process/cpu.ts";
import { repositoryRoot as root } from "../../tools/run/locate.ts";
import { commandsIn } from "../notebooks/readme_commands.ts";

/** The folders of the PATH, without Deno: of one that has it, everything else is linked elsewhere. */
async function withoutDeno(scratch: string): Promise<string> {
  const folders: string[] = [];
  for (const [i, folder] of (Deno.env.get("PATH") ?? "").split(":").entries()) {
    const entries = await Array.fromAsync(Deno.readDir(folder)).catch(() => []);
    if (!entries.some(({ name }) => name === "deno")) {
      folders.push(folder);
      continue;
    }
    const linked = `${scratch}/bin-${i}`;
    await Deno.mkdir(linked);
    for (const { name } of entries) {
      if (name !== "deno") await Deno.symlink(`${folder}/${name}`, `${linked}/${name}`);
    }
    folders.push(linked);
  }
  return folders.join(":");
}

/** A branch that tells nobody. */
const silent = `import type { Upon } from "./office.ts";

export const ticket: Upon["ticket"] = () => {};
`;

/** What a reader's shell knows: nothing of how this test was started. */
function environment(path: string): Record<string, string> {
  const { HOME = "/" } = Deno.env.toObject();
  return { PATH: path, HOME, NO_COLOR: "1" };
}

Deno.test("with Node.js alone the README leads from the clone to the first solved part", async () => {
  const scratch = await Deno.makeTempDir({ prefix: "readme-" });
  const env = environment(await withoutDeno(scratch));
  const book = `${scratch}/happens-before`;
  const run = async (command: string, cwd: string) => {
    const { code, stdout, stderr } = await new Deno.Command("sh", {
      args: ["-c", command],
      cwd,
      clearEnv: true,
      env,
      stdin: "null",
    }).output();
    const [out, error] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    return { code, out: out!, error: error! };
  };
  try {
    assertEquals((await run("command -v deno", scratch)).code, 127, "there must be no Deno");
    const readme = await Deno.readTextFile(`${root}/README.md`);
    const [clone, enter, start, learn, ...others] = commandsIn(readme);
    const cloned = await run(clone!.replace(" URL ", ` "file://${root}" `), scratch);
    assertEquals(cloned.code, 0, cloned.error);
    assertEquals(enter, "cd happens-before");

    await serves(start!, book, env);
    assertEquals((await run("git status --porcelain", book)).out, "", "the clone stays clean");

    const first = await run(learn!, book);
    assertStringIncludes(first.out, "not done yet: part 1");
    const part = others.find((command) => /grade 01 --part 1$/.test(command));
    assert(part !== undefined, "the README grades part 1");
    const before = await run(part, book);
    assertMatch(before.out, /1\s+not done yet/);

    // What is wrong says how to see it again, in the form in which this reader began.
    const stub = `${book}/exercises/01-replay/ticket.ts`;
    await Deno.writeTextFile(stub, silent);
    const wrong = await run(part, book);
    assertStringIncludes(wrong.out, "again: ./hb grade 01 --part 1");
    assert(!`${wrong.out}${wrong.error}`.includes("deno task"), wrong.out);

    const solution = await Deno.readTextFile(`${root}/solutions/01-replay/ticket.ts`);
    await Deno.writeTextFile(stub, asHandedIn(solution, "01-replay"));
    const after = await run(part, book);
    assertMatch(after.out, /1\s+done/, after.error);
    // From another folder, too.
    const inside = await run(part.replace("./hb", "../hb"), `${book}/exercises`);
    assertMatch(inside.out, /1\s+done/, inside.error);
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
});

/** Starts what serves the book, asks for a page of it, and ends it; no line of it comes later than the rule allows. */
async function serves(command: string, cwd: string, env: Record<string, string>): Promise<void> {
  const process = new Deno.Command("sh", {
    args: ["-c", `exec ${command} 2>&1`],
    cwd,
    clearEnv: true,
    env,
    stdin: "null",
    stdout: "piped",
  }).spawn();
  let url: string | undefined, saidAt = performance.now(), longestMs = 0;
  const said: string[] = [];
  let text = "";
  for await (const piece of process.stdout.pipeThrough(new TextDecoderStream()).values()) {
    const now = performance.now();
    longestMs = Math.max(longestMs, now - saidAt);
    saidAt = now;
    said.push(piece);
    text += piece;
    url = /The book is at (\S+)/.exec(text)?.[1];
    if (url !== undefined) break;
  }
  try {
    assert(url !== undefined, text);
    const response = await fetch(`${url}/01-replay`);
    assertEquals(response.status, 200);
    assertStringIncludes(await response.text(), "A world you can replay");
    // A machine with much else to do may be late, and is not silent.
    assert(longestMs < 20_000, `silent for ${Math.round(longestMs / 1000)} s:\n${said.join("")}`);
  } finally {
    // As Ctrl-C does: it reaches all that the command has started.
    for (const id of familyIds(process.pid) ?? [process.pid]) Deno.kill(id, "SIGINT");
    await process.status;
  }
}
