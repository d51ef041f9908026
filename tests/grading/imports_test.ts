/** What answers may import, and that nothing else is even looked at. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { typeErrors } from "../../tools/grade/types.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";
import { names } from "./fixture/answers.ts";

const exercise = new URL("fixture", import.meta.url).href;
const stubs = names.map((name) => ({ name, file: "all.ts" }));
const others = names.slice(1).map((name) => `\nexport const ${name} = () => "done";`).join("");

/** What is said of answers that begin with this text, in a folder that `prepare` makes ready. */
async function saidOf(
  text: string,
  prepare: (folder: string) => Promise<unknown> = () => Promise.resolve(),
): Promise<string | undefined> {
  const folder = await Deno.makeTempDir();
  try {
    const answer = `\nexport const answer = () => "done";`;
    await Deno.writeTextFile(`${folder}/all.ts`, text + answer + others);
    await prepare(folder);
    const mayImport = ["hb/clocks/interval.ts"];
    return await typeErrors({ root, exercise, folder, stubs, given: ["given.ts"], mayImport });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What is refused: the text, and what is said of it. */
const refused: readonly (readonly [text: string, words: string])[] = [
  [`import "https://deno.land/std/version.ts";`, "not in the project"],
  [`import "npm:left-pad@1.3.0";`, "not in the project"],
  [`export * from "jsr:@std/path@1";`, "not in the project"],
  [`import z from "/dev/zero";`, "a path of this machine"],
  [`import p from "/etc/passwd" with { type: "text" };`, "a path of this machine"],
  [`type T = typeof import("/dev/zero");`, "a path of this machine"],
  [`type T = import("file:///etc/passwd").X;`, "a path of this machine"],
  [`/// <reference path="/etc/passwd" />`, "a path of this machine"],
  [`/// <reference types="npm:@types/node" />`, "not in the project"],
  [`// @deno-types="/etc/hosts"\nimport * as a from "@std/assert"; void a;`, "are elsewhere"],
  [`// @ts-types="https://esm.sh/x"\nimport * as a from "@std/assert"; void a;`, "are elsewhere"],
  [`import a = require("/etc/passwd"); void a;`, "a path of this machine"],
  [`import fs from "node:fs"; void fs;`, "a part of Node.js"],
  [`import "data:text/javascript,1";`, "no file"],
  [`import "./../../etc/x.ts";`, "outside of the exercise"],
  [`import "./%2e%2e/%2e%2e/x.ts";`, "outside of the exercise"],
  [`import "./suite/part.ts";`, "which judges them"],
  [`import { level } from "hb/check/levels.ts"; void level;`, "the book has for itself"],
  [`export * from "hb/check/levels.ts";`, "the book has for itself"],
  [`void import("hb/check/levels.ts");`, "the book has for itself"],
  [`void import("hb/check/" + "levels.ts");`, "an import must name its module"],
  ["void import(/* x */ `hb/check/levels.ts`);", "the book has for itself"],
  ["void import(`hb/${'check'}/levels.ts`);", "must name its module"],
  [`import x from "\\x1b[2J"; void x;`, `there is no "[2J" here`],
];

Deno.test("what an answer may not import is refused by name, before anything is opened", async () => {
  const said = await Promise.all(refused.map(([text]) => saidOf(text)));
  for (const [at, [text, words]] of refused.entries()) {
    assertStringIncludes(said[at] ?? "", words, text);
    assert(!said[at]!.includes("root:"), "no line of a file of the machine");
    assert(!said[at]!.includes("\x1b"), "no code for the terminal");
    assert(/ at all\.ts:\d+:\d+$/.test(said[at]!), said[at]);
  }
});

Deno.test("what an own file imports is looked at, too, and a given one may import what it likes", async () => {
  const text = `import { help } from "./help/help.ts"; void help;`;
  const helping = (more: string) => async (folder: string) => {
    await Deno.mkdir(`${folder}/help`);
    await Deno.writeTextFile(`${folder}/help/help.ts`, `${more}\nexport const help = 1;`);
    const given = `export { level } from "hb/check/levels.ts";`;
    await Deno.writeTextFile(`${folder}/given.ts`, given);
  };
  const wrong = await saidOf(text, helping(`export * from "hb/check/levels.ts";`));
  assertStringIncludes(wrong ?? "", "help/help.ts:1:15");
  const all = [
    `import type { LevelName } from "hb/check/levels.ts";`,
    `import { clone } from "hb/model/clone.ts";`,
    `import { after } from "hb/clocks/interval.ts";`,
    `import { assert } from "@std/assert";`,
    `import { level } from "../given.ts";`,
    `// It says import("./help.ts") in a comment.`,
    `export const used: LevelName[] = []; void [clone, after, assert, level];`,
  ];
  assertEquals(await saidOf(text, helping(all.join("\n"))), undefined);
});

/** What lies in the folder and is no plain file of it. */
const strange: readonly (readonly [string, (path: string) => Promise<unknown>, string])[] = [
  ["a link out", (path) => Deno.symlink("/etc/passwd", path), "a link"],
  ["a link to a device", (path) => Deno.symlink("/dev/zero", path), "a link"],
  ["a pipe", (path) => new Deno.Command("mkfifo", { args: [path] }).output(), "no plain file"],
  ["a long file", (path) => Deno.writeTextFile(path, "//".repeat(600_000)), "longer than 1 MB"],
];

Deno.test("a link, a pipe, and a long file are not opened, imported or as the answer itself", async () => {
  for (const [what, make, words] of strange) {
    const imported = await saidOf(
      `import "./strange.ts";`,
      (folder) => make(`${folder}/strange.ts`),
    );
    assertStringIncludes(imported ?? "", words, what);
    const itself = await saidOf("", async (folder) => {
      await Deno.remove(`${folder}/all.ts`);
      await make(`${folder}/all.ts`);
    });
    assertStringIncludes(itself ?? "", words, what);
  }
});

Deno.test("a pipe that is written a byte a second is not waited for", async () => {
  let writer: Deno.ChildProcess | undefined;
  try {
    const said = await saidOf(`import "./slow.ts";`, async (folder) => {
      const path = `${folder}/slow.ts`;
      await new Deno.Command("mkfifo", { args: [path] }).output();
      const args = ["-c", 'while :; do printf x; sleep 1; done > "$0"', path];
      writer = new Deno.Command("sh", { args, stderr: "null" }).spawn();
    });
    assertStringIncludes(said ?? "", "no plain file");
  } finally {
    writer?.kill("SIGKILL");
    await writer?.status;
  }
});

Deno.test("what the compiler says of codes for the terminal has none", async () => {
  const said = await saidOf(`const word: number = "\x1b[2J\x1b[H100 of 100 points"; void word;`);
  assertStringIncludes(said ?? "", "[2J[H100 of 100 points");
  assert(!said!.includes("\x1b"));
});
