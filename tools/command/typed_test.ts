import { assertEquals, assertMatch } from "@std/assert";
import { committedFiles, root } from "../check/repository.ts";
import { typeAsUsual, typed } from "./typed.ts";

const names = ["HB_COMMAND", "npm_command"];

/** `typed` in an environment with these variables. */
function typedWith(given: Readonly<Record<string, string>>, command: string): string {
  const before = names.map((name) => Deno.env.get(name));
  const set = (name: string, value: string | undefined) =>
    value === undefined ? Deno.env.delete(name) : Deno.env.set(name, value);
  names.forEach((name) => set(name, given[name]));
  try {
    return typed(command);
  } finally {
    names.forEach((name, i) => set(name, before[i]));
  }
}

Deno.test("a command is written as the reader began: by Deno, by the wrapper, by npx", () => {
  assertEquals(typedWith({}, "grade 01"), "deno task grade 01");
  assertEquals(typedWith({ HB_COMMAND: "./hb" }, "grade 01"), "./hb grade 01");
  assertEquals(
    typedWith({ HB_COMMAND: "../hb", npm_command: "exec" }, "grade 01"),
    "../hb grade 01",
  );
  assertMatch(typedWith({ npm_command: "exec" }, "kv"), /^npx -y deno@\d+\.\d+\.\d+ task kv$/);
});

Deno.test("tests and chapters are the same for every reader", () => {
  const before = Deno.env.get("HB_COMMAND");
  Deno.env.set("HB_COMMAND", "./hb");
  try {
    typeAsUsual();
    assertEquals(typed("run 01"), "deno task run 01");
  } finally {
    if (before === undefined) Deno.env.delete("HB_COMMAND");
    else Deno.env.set("HB_COMMAND", before);
  }
});

/** Texts that are written into files, which others keep. */
const kept = /^tools\/(?:assignment\/texts|new\/(?:exercise|chapter)|command\/typed)\.ts$/;

/** The lines of a module, without comments, that spell a command out. */
function spelledIn(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ""))
    .replace(/^\s*\/\/.*$/gm, "");
  return code.split("\n").filter((line) => /\bdeno(?:@\S+)? task\b/.test(line));
}

Deno.test("no tool prints a command but by typed(), which knows how the reader began", async () => {
  const tools = (await committedFiles()).filter((path) =>
    /^(?:tools|bench)\/.*\.ts$/.test(path) && !path.endsWith("_test.ts") && !kept.test(path)
  );
  const spelled = await Promise.all(
    tools.map(async (path) =>
      spelledIn(await Deno.readTextFile(`${root}/${path}`)).map((line) => `${path}: ${line.trim()}`)
    ),
  );
  assertEquals(spelled.flat(), []);
});

Deno.test("a command that is spelled out is found, and comments may name commands", () => {
  assertEquals(spelledIn('/** `deno task x` */\n// deno task y\nsay("deno task z");').length, 1);
  assertEquals(spelledIn("`npx -y deno@${version} task z`").length, 1);
});
